/** The door of the runtime: what others may know of it. Sessions in worker threads are in `node/session.ts`. */
export type { RecordedDraw } from "./player/decks.ts";
export { Engine, type Outcome } from "./player/engine.ts";
export type { EngineOptions } from "./player/engine-options.ts";
export type { DrawCandidate, PlayEvent, PlaySource } from "./player/events.ts";
export { type PlayableGhost, playable, type SavedTable, type SavedValue } from "./player/ghost.ts";
export { withoutCounters } from "./player/identity.ts";
export {
  PRESETS_FILE,
  type Preset,
  type PresetProblem,
  type Presets,
  readPresets,
  withPreset,
} from "./player/presets.ts";
export { describeProblem, type SceneProblem } from "./player/problems.ts";
export { Program } from "./player/program.ts";
export { type PlayTarget, Session } from "./player/session.ts";
export { type TranscriptEvent, transcript } from "./player/transcript.ts";
export type { GenerateSettings } from "./transpile/block.ts";
export { generateDocument } from "./transpile/document.ts";
export type { GeneratedLua, SourceMark } from "./transpile/output.ts";
export { defaultLimits, type LimitKind, type Limits } from "./vm/limits.ts";
export { compileModule, type WasmModule } from "./vm/platform.ts";
