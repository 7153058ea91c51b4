/** The door of the resolver: the only one there is. The editor asks for all candidates, the player draws from them. */
export {
  actorWordCandidates,
  findScene,
  globalEntry,
  globalSceneCandidates,
  globalSceneCount,
  globalWordCandidates,
  hasGlobalScene,
  type LocatedScene,
  localEntry,
  localSceneCandidates,
  localSceneCount,
  localWordCandidates,
  moduleOf,
  sceneCandidates,
  wordCandidates,
} from "./candidates.ts";
export { copyOf } from "./copy.ts";
export { actorWordKey, declaredKey, sceneKey } from "./declared-names.ts";
export { ACT_METHODS, ACTOR_METHODS, DEFAULT_ALIASES, ENGINE_FUNCTIONS, SCENE_METHODS } from "./engine-names.ts";
export { compareLoadOrder, moduleName } from "./load-order.ts";
export {
  type Answer,
  type FunctionEntry,
  isFound,
  isFoundInScope,
  isGlobalFound,
  lookUp,
  type Question,
  type ReferenceKind,
  reachesGlobalNames,
} from "./look-up.ts";
export type * from "./model.ts";
export { buildTable, countOf, keysOf } from "./name-table.ts";
export { compareNames, compareRegistered, registeredName, sanitizeName, splitRegisteredName } from "./names.ts";
export {
  EMPTY_INDEX,
  eachWithPrefix,
  firstWithPrefix,
  hasPrefix,
  listByKey,
  listsByPrefix,
  type Names,
  type NameTable,
  type PrefixIndex,
} from "./prefix-index.ts";
export {
  buildTables,
  emptyTables,
  type TableChanges,
  type TableSettings,
  updateTables,
} from "./tables.ts";
