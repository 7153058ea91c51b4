/** What the page shows, made from a run's log: pure, so that it can be tried without a page. */
import type { WireCandidate, WireSource, WireTable, WireVariable } from "#server/protocol.ts";
import type { LogEntry, PlainValue, VariableScope } from "./messages.ts";
import { type Piece, splitTags, surfaceOf } from "./tags.ts";

/** One row of the transcript. */
export type Row = { readonly source: WireSource | null } & (
  | {
      readonly kind: "talk";
      readonly actor: string | null;
      readonly pieces: readonly Piece[];
      /** The surface that the speaker has when the words begin; null where no tag has said one yet. */
      readonly surface: string | null;
      /** The speaker's place on the desktop; null where nothing has said one. */
      readonly spot: number | null;
    }
  | {
      readonly kind: "notice";
      readonly what: "failure" | "error" | "limit" | "notFound" | "stopped" | "log";
      readonly text: string;
    }
  | { readonly kind: "scene"; readonly name: string }
  | {
      readonly kind: "draw";
      /** Its number in the run. */
      readonly number: number;
      readonly what: "scene" | "word";
      readonly key: string;
      readonly strategy: "merged" | "localFirst";
      readonly candidates: readonly WireCandidate[];
      readonly total: number;
      readonly remaining: number;
      readonly left: readonly number[];
      readonly chosen: number;
    }
  | {
      readonly kind: "choice";
      readonly index: number;
      readonly display: string;
      /** How many turns had been taken when it was offered. */
      readonly turn: number;
      readonly taken: boolean;
    }
  | {
      readonly kind: "set";
      readonly scope: VariableScope;
      readonly name: string;
      readonly value: PlainValue | null;
    }
  | { readonly kind: "yield" }
);

/** A variable as it stands, and what it was before the last turn. */
export interface VariableState {
  readonly variable: WireVariable;
  readonly change: "none" | "new" | "changed";
  /** Its former value, where it changed. */
  readonly before: WireVariable["value"] | null;
}

/** The variables of a run where it rests. */
export interface VariableStates {
  readonly act: readonly VariableState[];
  readonly saved: readonly VariableState[];
  readonly total: { readonly act: number; readonly saved: number };
}

type Variables = Extract<LogEntry, { kind: "variables" }>;

/** The rows of a log so far. Grows in place: a page adds to it with every message. */
export interface Transcript {
  readonly rows: Row[];
  /** The row that each log entry went into, or the number of rows where it made none. */
  readonly places: number[];
  /** What the reader did, and how much of it made the scene go on. */
  steps: number;
  turns: number;
  draws: number;
  /** The variables at the last rest, and at the last one before the latest turn. */
  variables: Variables | null;
  before: Variables | null;
  readonly surfaces: Map<string | null, string>;
  readonly spots: Map<string, number>;
  speaker: string | null;
}

/** `spots` are the places that actors have before a scene says otherwise; `saved` what the run begins with. */
export function newTranscript(
  spots: readonly { readonly actor: string; readonly spot: number }[] = [],
  saved: WireTable = {},
): Transcript {
  return {
    rows: [],
    places: [],
    steps: 0,
    turns: 0,
    draws: 0,
    variables: null,
    before: beginning(saved),
    surfaces: new Map(),
    spots: new Map(spots.map(({ actor, spot }) => [actor, spot])),
    speaker: null,
  };
}

/**
 * Adds an entry. Answers the index of the first row that changed: a new one, or the last where speech goes on (same
 * speaker, same line), or an offer that was taken; the number of rows where none did.
 */
export function addEntry(transcript: Transcript, entry: LogEntry): number {
  const { rows, places } = transcript;
  const changed = change(transcript, entry);
  places.push(Math.min(changed, Math.max(0, rows.length - 1)));
  return changed;
}

function change(transcript: Transcript, entry: LogEntry): number {
  const { rows } = transcript;
  const add = (row: Row) => rows.push(row) - 1;
  switch (entry.kind) {
    case "talk":
      return addSpeech(transcript, entry.actor, splitTags(entry.text), entry.source);
    case "sakura":
      return addSpeech(transcript, entry.actor, [{ kind: "sakura", text: entry.text }], entry.source);
    case "failure":
      return add({ kind: "notice", what: "failure", text: entry.text, source: entry.source });
    case "error":
    case "limit":
      return add({ kind: "notice", what: entry.kind, text: entry.message, source: entry.source });
    case "notFound":
      return add({ kind: "notice", what: "notFound", text: entry.scene, source: null });
    case "stopped":
      return entry.source === null
        ? rows.length
        : add({ kind: "notice", what: "stopped", text: "", source: entry.source });
    case "log":
      return add({ kind: "notice", what: "log", text: entry.text, source: null });
    case "problem":
      return add({ kind: "notice", what: "failure", text: entry.text, source: null });
    case "scene":
      return add({ kind: "scene", name: entry.written, source: entry.source });
    case "draw": {
      const { what, key, strategy, candidates, total, remaining, left, chosen, source } = entry;
      const number = transcript.draws++;
      return add({ kind: "draw", number, what, key, strategy, candidates, total, remaining, left, chosen, source });
    }
    case "choice": {
      const { index, display, source } = entry;
      return add({ kind: "choice", index, display, turn: transcript.turns, taken: false, source });
    }
    case "yield":
      return add({ kind: "yield", source: null });
    case "chosen":
      return take(transcript, entry.index);
    case "resumed":
      turn(transcript);
      return rows.length;
    case "set": {
      transcript.steps += 1;
      const { scope, name, value } = entry;
      return add({ kind: "set", scope, name, value, source: null });
    }
    case "variables":
      transcript.variables = entry;
      return rows.length;
    case "spot":
      transcript.spots.set(entry.actor, entry.spot);
      return rows.length;
    case "other":
      if (entry.what === "surface" && entry.value !== null) transcript.surfaces.set(transcript.speaker, entry.value);
      return rows.length;
    // Whoever is not placed anew is drawn where he stood.
    case "clearSpot":
    case "end":
      return rows.length;
  }
}

function turn(transcript: Transcript): void {
  transcript.steps += 1;
  transcript.turns += 1;
  transcript.before = transcript.variables;
}

function take(transcript: Transcript, index: number): number {
  const { rows } = transcript;
  const at = rows.findIndex((row) => row.kind === "choice" && row.turn === transcript.turns && row.index === index);
  turn(transcript);
  const row = rows[at];
  if (row?.kind !== "choice") return rows.length;
  rows[at] = { ...row, taken: true };
  return at;
}

function addSpeech(
  transcript: Transcript,
  actor: string | null,
  pieces: readonly Piece[],
  source: WireSource | null,
): number {
  const { rows, surfaces, spots } = transcript;
  transcript.speaker = actor;
  const last = rows.at(-1);
  const goesOn = last?.kind === "talk" && last.actor === actor && sameLine(last.source, source);
  let surface = goesOn ? last.surface : (surfaces.get(actor) ?? null);
  let hasWords = goesOn && last.pieces.some(({ kind }) => kind === "text");
  for (const piece of pieces) {
    if (piece.kind === "text") hasWords = true;
    const shown = surfaceOf(piece);
    if (shown === null) continue;
    surfaces.set(actor, shown);
    if (!hasWords) surface = shown;
  }
  if (goesOn) {
    rows[rows.length - 1] = { ...last, pieces: [...last.pieces, ...pieces], surface };
    return rows.length - 1;
  }
  const spot = actor === null ? null : (spots.get(actor) ?? null);
  return rows.push({ kind: "talk", actor, pieces, surface, spot, source }) - 1;
}

function sameLine(a: WireSource | null, b: WireSource | null): boolean {
  return a?.uri === b?.uri && a?.line === b?.line;
}

/** The choices that can be taken now. */
export function openChoices({ rows, turns }: Transcript): readonly Extract<Row, { kind: "choice" }>[] {
  return rows.filter((row) => row.kind === "choice").filter(({ turn }) => turn === turns);
}

/** The variables where the run rests, each with what has become of it since the last turn; null before the first rest. */
export function variableStates({ variables, before }: Transcript): VariableStates | null {
  if (variables === null) return null;
  const states = (scope: VariableScope): readonly VariableState[] => {
    const old = new Map((before?.[scope] ?? []).map((variable) => [variable.name, variable.value]));
    return variables[scope].map((variable) => {
      const was = old.get(variable.name);
      if (was === undefined) return { variable, change: "new", before: null };
      return was === variable.value
        ? { variable, change: "none", before: null }
        : { variable, change: "changed", before: was };
    });
  };
  return { act: states("act"), saved: states("saved"), total: variables.total };
}

/** What a run begins with, as if it had been told. What is no plain value is compared with nothing. */
function beginning(saved: WireTable): Variables {
  const list = Object.entries(saved).flatMap(([name, value]): WireVariable[] =>
    typeof value === "object" ? [] : [{ name, kind: "string", value, whole: true }],
  );
  return { kind: "variables", act: [], saved: list, total: { act: 0, saved: list.length } };
}
