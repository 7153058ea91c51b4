/** What the page shows, made from what the scene told: pure, so that it can be tried without a page. */
import type { WireCandidate, WireEvent, WireSource } from "#server/protocol.ts";

/** A piece of speech: plain text, or a SakuraScript tag shown as a chip. */
export interface Piece {
  readonly kind: "text" | "sakura";
  readonly text: string;
}

/** One row of the transcript. */
export type Row =
  | {
      readonly kind: "talk";
      readonly actor: string | null;
      readonly pieces: readonly Piece[];
      readonly source: WireSource | null;
    }
  | {
      readonly kind: "notice";
      readonly what: "failure" | "error" | "limit" | "notFound" | "log";
      readonly text: string;
      readonly source: WireSource | null;
    }
  | { readonly kind: "scene"; readonly name: string; readonly source: WireSource | null }
  | {
      readonly kind: "draw";
      readonly what: "scene" | "word";
      readonly key: string;
      readonly strategy: "merged" | "localFirst";
      readonly candidates: readonly WireCandidate[];
      readonly remaining: number;
      readonly chosen: number;
      readonly source: WireSource | null;
    }
  | {
      readonly kind: "choice";
      readonly index: number;
      readonly display: string;
      readonly target: string;
      readonly source: WireSource | null;
    }
  | { readonly kind: "yield" };

/** The rows after one more event. The last row is replaced where speech goes on: same speaker, same line. */
export function withEvent(rows: readonly Row[], event: WireEvent): readonly Row[] {
  switch (event.kind) {
    case "talk":
      return withSpeech(rows, event.actor, splitTags(event.text), event.source);
    case "sakura":
      return withSpeech(rows, event.actor, [{ kind: "sakura", text: event.text }], event.source);
    case "failure":
      return [...rows, { kind: "notice", what: "failure", text: event.text, source: event.source }];
    case "error":
      return [...rows, { kind: "notice", what: "error", text: event.message, source: event.source }];
    case "limit":
      return [...rows, { kind: "notice", what: "limit", text: event.message, source: event.source }];
    case "notFound":
      return [...rows, { kind: "notice", what: "notFound", text: event.scene, source: null }];
    case "log":
      return [...rows, { kind: "notice", what: "log", text: event.text, source: null }];
    case "scene":
    case "draw":
    case "choice":
      return [...rows, event];
    case "yield":
      return [...rows, { kind: "yield" }];
    case "other":
    case "spot":
    case "clearSpot":
    case "end":
      return rows;
  }
}

function withSpeech(
  rows: readonly Row[],
  actor: string | null,
  pieces: readonly Piece[],
  source: WireSource | null,
): readonly Row[] {
  const last = rows.at(-1);
  if (last?.kind === "talk" && last.actor === actor && sameLine(last.source, source)) {
    return [...rows.slice(0, -1), { ...last, pieces: [...last.pieces, ...pieces] }];
  }
  return [...rows, { kind: "talk", actor, pieces, source }];
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
