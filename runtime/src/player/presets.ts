/**
 * Presets: saved variables to begin a run with ("first boot", "after 100 talks"), by name, in a file beside
 * `pasta.toml` that can be committed: one TOML table a preset. What is written there by hand stays as it is written.
 */
import { parse, stringify, TomlDate, TomlError } from "smol-toml";
import type { SavedTable, SavedValue } from "./ghost.ts";

/** The file's name; it lies beside `pasta.toml`. */
export const PRESETS_FILE = "pasta-presets.toml";

export interface Preset {
  readonly name: string;
  readonly saved: SavedTable;
}

/** Something wrong with the file, with its place (0-based). */
export interface PresetProblem {
  /** `syntax`: no TOML; `notTable`: a value where a preset should be; `value`: a variable that cannot be saved. */
  readonly kind: "syntax" | "notTable" | "value";
  /** The preset, and for `value` the variable behind a dot; empty for `syntax`. */
  readonly name: string;
  /** What TOML's reader says, or what the value is. */
  readonly detail: string;
  readonly line: number;
  readonly column: number;
}

export interface Presets {
  readonly presets: readonly Preset[];
  readonly problems: readonly PresetProblem[];
}

/** Reads the file's text. A preset with something wrong in it is left out; the others are there. */
export function readPresets(text: string): Presets {
  let tables: Record<string, unknown>;
  try {
    tables = parse(withoutMark(text));
  } catch (error) {
    return { presets: [], problems: [syntaxProblem(error)] };
  }
  const presets: Preset[] = [];
  const problems: PresetProblem[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const at = placeOf(text, name);
    if (!isTable(table)) {
      problems.push({ kind: "notTable", name, detail: kindOf(table), ...at });
      continue;
    }
    const wrong = unsavable(table, name);
    if (wrong === null) presets.push({ name, saved: table as SavedTable });
    else problems.push({ kind: "value", ...wrong, ...at });
  }
  return { presets, problems };
}

/**
 * The file's text with a preset added, or put in the place of the one of its name. Comments and the order of the other
 * presets stay. Null where the text is no TOML: it is not ours to repair.
 */
export function withPreset(text: string, { name, saved }: Preset): string | null {
  let before: Record<string, unknown>;
  try {
    before = parse(withoutMark(text));
  } catch {
    return null;
  }
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const section = stringify({ [name]: saved })
    .trimEnd()
    .replaceAll("\n", end);
  const lines = text.split(/\r?\n/);
  const { from, to } = sectionOf(lines, name);
  const isNew = from >= lines.length;
  const above = isNew ? lines.join(end).trimEnd() : lines.slice(0, from).join(end);
  const below = lines.slice(to).join(end).trimEnd();
  const gap = above === "" ? "" : isNew ? end + end : end;
  const after = `${above}${gap}${section}${end}${below === "" ? "" : `${below}${end}`}`;
  // A header inside a text of many lines, or a preset written as `name = {…}`, leads the eye of a line reader astray.
  return says(after, { ...before, [name]: saved }) ? after : stringify({ ...before, [name]: saved });
}

function says(text: string, tables: Record<string, unknown>): boolean {
  try {
    return canonical(parse(withoutMark(text))) === canonical(tables);
  } catch {
    return false;
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    isTable(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
}

/** The lines of a preset: from its header to what belongs to the next one, comments above that header included. */
function sectionOf(lines: readonly string[], name: string): { readonly from: number; readonly to: number } {
  const owners = lines.map(ownerOf);
  const from = owners.indexOf(name);
  if (from < 0) return { from: lines.length, to: lines.length };
  let to = owners.findIndex((owner, index) => index > from && owner !== null && owner !== name);
  if (to < 0) return { from, to: lines.length };
  while (to > from + 1 && /^\s*(#|$)/.test(lines[to - 1] ?? "")) to -= 1;
  return { from, to };
}

/** The preset that a header line (`["name"]`, `["name".table]`) belongs to; null for other lines. */
function ownerOf(line: string): string | null {
  if (!/^\s*\[/.test(line)) return null;
  try {
    return Object.keys(parse(withoutMark(line)))[0] ?? null;
  } catch {
    return null;
  }
}

function placeOf(text: string, name: string): { readonly line: number; readonly column: number } {
  const lines = text.split(/\r?\n/);
  const header = lines.findIndex((line) => ownerOf(line) === name);
  const line = header >= 0 ? header : lines.findIndex((each) => each.includes(name));
  return { line: Math.max(0, line), column: 0 };
}

/** The first value in a table that cannot be saved, by its path. */
function unsavable(value: unknown, path: string): { readonly name: string; readonly detail: string } | null {
  if (value instanceof TomlDate || typeof value === "bigint") return { name: path, detail: kindOf(value) };
  if (typeof value === "number" && !Number.isFinite(value)) return { name: path, detail: String(value) };
  if (typeof value !== "object" || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const found = unsavable(item, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function isTable(value: unknown): value is Record<string, SavedValue> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof TomlDate);
}

function kindOf(value: unknown): string {
  if (value instanceof TomlDate) return value.toISOString();
  return Array.isArray(value) ? "[…]" : String(value);
}

function syntaxProblem(error: unknown): PresetProblem {
  const place = error instanceof TomlError ? error : { line: 1, column: 1, message: String(error) };
  const detail = (place.message.split("\n")[0] ?? "").replace(/^Invalid TOML document: /, "");
  return { kind: "syntax", name: "", detail, line: place.line - 1, column: Math.max(0, place.column - 1) };
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, "");
}
