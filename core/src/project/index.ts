/** The door of the project: a ghost's files become snapshots, and edits become small changes of them. */
export { type BlockSummary, summarizeBlock } from "./block-summary.ts";
export { blockIndexAt } from "./blocks.ts";
export { type ActorConfig, type GhostConfig, NO_CONFIG, parseConfig } from "./config.ts";
export type { ConfigProblem, ConfigTable, ConfigValue } from "./config-model.ts";
export { type ConfigPlace, configPlaces } from "./config-places.ts";
export { CONFIG_SECTIONS, type ConfigKey, type ConfigSection, describe, FONT_ATTRIBUTES } from "./config-schema.ts";
export { declarationsOf, fromLua, luaDeclarationsOf } from "./declarations.ts";
export { withEncodingFault } from "./encoding.ts";
export { classifier, classify, type GhostFileKind, type GhostFolder, isSourceFolder } from "./ghost-files.ts";
export { globTest } from "./glob.ts";
export { type Graph, type GraphEdge, type GraphNode, graphOf } from "./graph.ts";
export type { LuaSummary } from "./lua-model.ts";
export { summarizeLua } from "./lua-summary.ts";
export { type LuaFault, luaFault } from "./lua-syntax.ts";
export { luaUser } from "./lua-user.ts";
export { actorNamesIn, actorUsesIn, referencesIn, variablesIn } from "./packed-references.ts";
export { type LuaFile, Project, type ProjectFiles, type Snapshot } from "./project.ts";
export {
  compactReading,
  type FileBlock,
  type Reading,
  type Rest,
  readingOf,
  restingDocument,
  restOf,
} from "./reading.ts";
export type { ActorUse, Reference, References, VariableUse } from "./references.ts";
export { anyPrefix, Usage, type User, variableKey } from "./usage.ts";
