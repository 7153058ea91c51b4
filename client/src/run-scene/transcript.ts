/** What the page shows, made from a run's log: pure, so that it can be tried without a page. */
import type { WireCandidate, WireSource } from "#server/protocol.ts";
import type { LogEntry, PageTexts } from "./messages.ts";

/** A piece of speech: plain text, or a SakuraScript tag shown as a chip. */
export interface Piece {
  readonly kind: "text" | "sakura";
  readonly text: string;
}

/** One row of the transcript. */
export type Row = { readonly source: WireSource | null } & (
  | { readonly kind: "talk"; readonly actor: string | null; readonly pieces: readonly Piece[] }
  | {
      readonly kind: "notice";
      readonly what: "failure" | "error" | "limit" | "notFound" | "log";
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
      readonly chosen: number;
    }
  | {
      readonly kind: "choice";
      readonly index: number;
      readonly display: string;
      /** How many steps had been taken when it was offered. */
      readonly step: number;
      readonly taken: boolean;
    }
  | { readonly kind: "yield" }
);

/** The rows of a log so far. Grows in place: a page adds to it with every message. */
export interface Transcript {
  readonly rows: Row[];
  /** The row that each log entry went into, or the number of rows where it made none. */
  readonly places: number[];
  steps: number;
  draws: number;
}

export function newTranscript(): Transcript {
  return { rows: [], places: [], steps: 0, draws: 0 };
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
      return addSpeech(rows, entry.actor, splitTags(entry.text), entry.source);
    case "sakura":
      return addSpeech(rows, entry.actor, [{ kind: "sakura", text: entry.text }], entry.source);
    case "failure":
      return add({ kind: "notice", what: "failure", text: entry.text, source: entry.source });
    case "error":
    case "limit":
      return add({ kind: "notice", what: entry.kind, text: entry.message, source: entry.source });
    case "notFound":
      return add({ kind: "notice", what: "notFound", text: entry.scene, source: null });
    case "log":
      return add({ kind: "notice", what: "log", text: entry.text, source: null });
    case "problem":
      return add({ kind: "notice", what: "failure", text: entry.text, source: null });
    case "scene":
      return add({ kind: "scene", name: entry.name, source: entry.source });
    case "draw": {
      const { what, key, strategy, candidates, total, remaining, chosen, source } = entry;
      const number = transcript.draws++;
      return add({ kind: "draw", number, what, key, strategy, candidates, total, remaining, chosen, source });
    }
    case "choice": {
      const { index, display, source } = entry;
      return add({ kind: "choice", index, display, step: transcript.steps, taken: false, source });
    }
    case "yield":
      return add({ kind: "yield", source: null });
    case "chosen":
      return take(transcript, entry.index);
    case "resumed":
      transcript.steps += 1;
      return rows.length;
    case "other":
    case "spot":
    case "clearSpot":
    case "stopped":
    case "variables":
    case "end":
      return rows.length;
  }
}

function take(transcript: Transcript, index: number): number {
  const { rows } = transcript;
  const at = rows.findIndex((row) => row.kind === "choice" && row.step === transcript.steps && row.index === index);
  transcript.steps += 1;
  const row = rows[at];
  if (row?.kind !== "choice") return rows.length;
  rows[at] = { ...row, taken: true };
  return at;
}

function addSpeech(rows: Row[], actor: string | null, pieces: readonly Piece[], source: WireSource | null): number {
  const last = rows.at(-1);
  if (last?.kind === "talk" && last.actor === actor && sameLine(last.source, source)) {
    rows[rows.length - 1] = { ...last, pieces: [...last.pieces, ...pieces] };
    return rows.length - 1;
  }
  return rows.push({ kind: "talk", actor, pieces, source }) - 1;
}

function sameLine(a: WireSource | null, b: WireSource | null): boolean {
  return a?.uri === b?.uri && a?.line === b?.line;
}

/** pest: sakura_script. A word's value may hold tags that arrive inside talk. */
const tag =
  /\\(?:_\?.*?\\_\?|_!.*?\\_!|[spb][0-9]|w[1-9]|_{0,2}[A-Za-z0-9!\-+*?&](?:\[(?:\\.|"(?:""|[^"])*"|[^\]\\"])*\])?)/g;

/** Talk cut into text and tags. */
export function splitTags(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(tag)) {
    if (match.index > from) pieces.push({ kind: "text", text: text.slice(from, match.index) });
    pieces.push({ kind: "sakura", text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
  return pieces;
}

/** `会話_1::選択肢_1` as a writer says it: the local scene's name where there is one, without counters. */
export function sceneLabel(name: string): string {
  const [head = name, local] = name.split("::");
  const plain = (part: string) => part.replace(/_\d+$/u, "");
  return local === undefined || local === "__start__" ? plain(head) : `${plain(head)}・${plain(local)}`;
}

/** Fills `{0}`, `{1}` … of a template. */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));
}

/** A notice in plain words. */
export function noticeText(row: Extract<Row, { kind: "notice" }>, texts: PageTexts): string {
  if (row.what === "error") return fill(texts.error, row.text);
  if (row.what === "limit") return fill(texts.limit, row.text);
  if (row.what === "notFound") return fill(texts.notFound, row.text);
  return row.text;
}

/** The conversation as Markdown: who said what, what was offered and taken, what went wrong; no tags, no draws. */
export function asMarkdown(log: readonly LogEntry[], texts: PageTexts): string {
  const transcript = newTranscript();
  for (const entry of log) addEntry(transcript, entry);
  const lines = transcript.rows.flatMap((row) => {
    switch (row.kind) {
      case "talk": {
        const words = row.pieces.map(({ kind, text }) => (kind === "text" ? escapeMarkdown(text) : "")).join("");
        return words === "" ? [] : [`**${escapeMarkdown(row.actor ?? texts.narrator)}**: ${words}`];
      }
      case "choice":
        return [row.taken ? `- **${escapeMarkdown(row.display)}** ←` : `- ${escapeMarkdown(row.display)}`];
      case "notice":
        return row.what === "log" ? [] : [`> ${escapeMarkdown(noticeText(row, texts))}`];
      case "yield":
        return ["---"];
      default:
        return [];
    }
  });
  return `${lines.join("\n\n")}\n`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, "\\$&");
}
