/** Which codes are reported, and how loudly. */
import { CODES, type DiagnosticCode, type Severity } from "./model.ts";

export type SeveritySetting = Severity | "off";

/** How loud each code is where no setting says otherwise. */
export const DEFAULT_SEVERITIES: Readonly<Record<DiagnosticCode, SeveritySetting>> = {
  "syntax-error": "error",
  "unresolved-scene": "error",
  "unresolved-word": "error",
  "unresolved-function": "error",
  "unresolved-choice": "error",
  "unknown-actor": "warning",
  "undefined-variable": "warning",
  "unused-scene": "hint",
  "unused-word": "hint",
  "unreachable-code": "hint",
  "continuation-without-speaker": "error",
  "property-in-expression": "error",
  "duplicate-attribute": "warning",
  "lua-syntax-error": "error",
  "reserved-name": "error",
  "shadowed-by-alias": "warning",
  "captured-call": "information",
  "mixed-width": "off",
  "config-error": "error",
};

export type Severities = Readonly<Record<DiagnosticCode, SeveritySetting>>;

const LEVELS: ReadonlySet<unknown> = new Set(["error", "warning", "information", "hint", "off"]);

/** Severities from a settings object (code → level); what is unknown or misspelt keeps its default. */
export function readSeverities(written: unknown): Severities {
  if (typeof written !== "object" || written === null) return DEFAULT_SEVERITIES;
  const given = new Map(Object.entries(written));
  const read = CODES.map((code) => {
    const level = given.get(code);
    return [code, LEVELS.has(level) ? (level as SeveritySetting) : DEFAULT_SEVERITIES[code]] as const;
  });
  return Object.fromEntries(read) as Record<DiagnosticCode, SeveritySetting>;
}
