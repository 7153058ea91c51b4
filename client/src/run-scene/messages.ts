/** What the Run Scene page and the extension say to each other: the only place where these shapes are written down. */
import type { WireEvent } from "#server/protocol.ts";

/** Where a run stands: nothing played yet, playing, waiting for the reader, over, or ended by Stop. */
export type RunState = "idle" | "playing" | "choice" | "continue" | "ended" | "stopped";

/** Every text of the page, in the reader's language; `{0}`, `{1}` are filled in by the page. */
export interface PageTexts {
  readonly empty: string;
  readonly stop: string;
  readonly restart: string;
  readonly continue: string;
  readonly choices: string;
  readonly transcript: string;
  readonly toolbar: string;
  readonly seed: string;
  readonly narrator: string;
  readonly drawScene: string;
  readonly drawWord: string;
  readonly drawDetail: string;
  readonly drawMerged: string;
  readonly drawLocalFirst: string;
  readonly chosenCandidate: string;
  readonly openSource: string;
  readonly failure: string;
  readonly error: string;
  readonly limit: string;
  readonly notFound: string;
  readonly yielded: string;
  readonly ended: string;
  readonly stopped: string;
  readonly log: string;
  readonly sakura: string;
  readonly scene: string;
}

/** From the extension to the page. */
export type ToPage =
  | { readonly type: "texts"; readonly locale: string; readonly texts: PageTexts }
  /** A run begins: the page forgets the one before. */
  | { readonly type: "begin"; readonly scene: string; readonly seed: number | null }
  | { readonly type: "events"; readonly events: readonly WireEvent[] }
  | { readonly type: "state"; readonly state: RunState }
  /** The reader took the choice with this index, by the page or by replay. */
  | { readonly type: "chosen"; readonly index: number }
  /** Something that stops a run before it begins, in plain words. */
  | { readonly type: "notice"; readonly text: string };

/** From the page to the extension. */
export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "choose"; readonly index: number }
  | { readonly type: "continue" }
  | { readonly type: "stop" }
  | { readonly type: "restart" }
  | { readonly type: "open"; readonly uri: string; readonly line: number };

/** The page's message if it is one, else null: a page is never believed unread. */
export function readFromPage(value: unknown): FromPage | null {
  if (typeof value !== "object" || value === null || !("type" in value)) return null;
  const { type } = value;
  if (type === "ready" || type === "continue" || type === "stop" || type === "restart") return { type };
  if (type === "choose" && "index" in value && isCount(value.index)) return { type, index: value.index };
  if (type === "open" && "uri" in value && "line" in value && typeof value.uri === "string" && isCount(value.line)) {
    return { type, uri: value.uri, line: value.line };
  }
  return null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
