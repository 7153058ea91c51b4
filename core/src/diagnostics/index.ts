/** The door of the diagnostics. */
export { type BlockDiagnostics, Checker, textFindings } from "./checker.ts";
export { placeNow } from "./complete.ts";
export {
  CODES,
  type Diagnostic,
  type DiagnosticCode,
  type Finding,
  type RelatedPlace,
  type Rule,
  type Severity,
  UNREADABLE,
} from "./model.ts";
export { foldText } from "./near-text.ts";
export { nearestNames } from "./nearest-names.ts";
export { RULES } from "./registry.ts";
export { DEFAULT_SEVERITIES, readSeverities, type Severities, type SeveritySetting } from "./settings.ts";
export { isEntryPoint, unusedScene } from "./unused-scene.ts";
