/** What the Scene page and the extension say to each other: the only place where these shapes are written down. */
import type { WireEvent } from "#server/protocol.ts";

/** Where a run stands: nothing played yet, playing, waiting for the reader, over, or ended by Stop. */
export type RunState = "idle" | "playing" | "choice" | "continue" | "ended" | "stopped";

/** One thing that happened in a run: told by the scene, or done by the reader. */
export type LogEntry =
  | WireEvent
  | { readonly kind: "chosen"; readonly index: number }
  | { readonly kind: "resumed" }
  /** Something that keeps a run from going on, in plain words. */
  | { readonly kind: "problem"; readonly text: string };

/** Every text of the page, in the reader's language; `{0}`, `{1}` are filled in by the page. */
export interface PageTexts {
  readonly empty: string;
  readonly stop: string;
  readonly restart: string;
  readonly back: string;
  readonly copy: string;
  readonly follow: string;
  readonly continue: string;
  readonly choices: string;
  readonly transcript: string;
  readonly toolbar: string;
  readonly seed: string;
  readonly copySeed: string;
  readonly narrator: string;
  readonly drawScene: string;
  readonly drawWord: string;
  readonly drawDetail: string;
  readonly drawOnly: string;
  readonly drawMore: string;
  readonly drawMerged: string;
  readonly drawLocalFirst: string;
  readonly reroll: string;
  readonly pin: string;
  readonly pinHere: string;
  readonly pinned: string;
  readonly drawn: string;
  readonly openSource: string;
  readonly takeInstead: string;
  readonly error: string;
  readonly limit: string;
  readonly notFound: string;
  readonly yielded: string;
  readonly ended: string;
  readonly stopped: string;
  readonly sakura: string;
  readonly scene: string;
  readonly difference: string;
}

/** A whole run as it stands. */
export interface Showing {
  readonly scene: string;
  readonly seed: number | null;
  readonly state: RunState;
  readonly log: readonly LogEntry[];
  /** Draws that stay as they are when the run is played again, by their number in the run. */
  readonly pinned: readonly number[];
  /** Index in `log` of the first entry that came out differently than before an edit, else null. */
  readonly difference: number | null;
  /** Whether the editor shows the line that is playing. */
  readonly follow: boolean;
}

/** From the extension to the page. */
export type ToPage =
  | { readonly type: "texts"; readonly locale: string; readonly texts: PageTexts }
  /** Forget what is shown and show this; rows that stay the same stay untouched. */
  | { readonly type: "show"; readonly showing: Showing }
  /** More of the run that is shown. */
  | { readonly type: "more"; readonly entries: readonly LogEntry[]; readonly state: RunState }
  /** The caret stands on this line: the last time it was played is marked. */
  | { readonly type: "caret"; readonly uri: string; readonly line: number };

/** From the page to the extension. Draws and steps are counted from 0 in the order of the run. */
export type FromPage =
  | { readonly type: "ready" | "continue" | "stop" | "restart" | "back" | "copy" | "copySeed" }
  /** Take the choice with this index of the offer that came after `step` steps; an earlier offer is gone back to. */
  | { readonly type: "choose"; readonly step: number; readonly index: number }
  | { readonly type: "reroll"; readonly draw: number }
  /** Draw this candidate, and keep doing so. */
  | { readonly type: "pin"; readonly draw: number; readonly candidate: number }
  | { readonly type: "follow"; readonly on: boolean }
  | { readonly type: "open"; readonly uri: string; readonly line: number };

const bare: ReadonlySet<unknown> = new Set(["ready", "continue", "stop", "restart", "back", "copy", "copySeed"]);

/** The page's message if it is one, else null: a page is never believed unread. */
export function readFromPage(value: unknown): FromPage | null {
  if (typeof value !== "object" || value === null) return null;
  const { type, step, index, draw, candidate, on, uri, line } = value as Record<string, unknown>;
  if (bare.has(type)) return { type } as FromPage;
  if (type === "choose" && isCount(step) && isCount(index)) return { type, step, index };
  if (type === "reroll" && isCount(draw)) return { type, draw };
  if (type === "pin" && isCount(draw) && isCount(candidate)) return { type, draw, candidate };
  if (type === "follow" && typeof on === "boolean") return { type, on };
  if (type === "open" && typeof uri === "string" && isCount(line)) return { type, uri, line };
  return null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
