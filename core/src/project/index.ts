/** The door of the project: a ghost's files become snapshots, and edits become small changes of them. */
export { type BlockSummary, summarizeBlock } from "./block-summary.ts";
export { blockIndexAt } from "./blocks.ts";
export {
  type ActorConfig,
  type ConfigProblem,
  type ConfigTable,
  type ConfigValue,
  type GhostConfig,
  NO_CONFIG,
  parseConfig,
} from "./config.ts";
export { declarationsOf, fromLua, luaDeclarationsOf } from "./declarations.ts";
export { withEncodingFault } from "./encoding.ts";
export { classifier, classify, type GhostFileKind, type GhostFolder, isSourceFolder } from "./ghost-files.ts";
export { globTest } from "./glob.ts";
export { type Graph, type GraphEdge, type GraphNode, graphOf } from "./graph.ts";
export type { LuaSummary } from "./lua-model.ts";
export { summarizeLua } from "./lua-summary.ts";
export { type LuaFault, luaFault } from "./lua-syntax.ts";
export { luaUser } from "./lua-user.ts";
export { type LuaFile, Project, type ProjectFiles, type Snapshot } from "./project.ts";
export type { ActorUse, Reference, References, VariableUse } from "./references.ts";
export { type FileBlock, fileBlocks, restingDocument } from "./resting.ts";
export { anyPrefix, Usage, type User, variableKey } from "./usage.ts";
