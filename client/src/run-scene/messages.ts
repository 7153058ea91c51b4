/** What the Scene page and the extension say to each other: the only place where these shapes are written down. */
import type { WireEvent, WireTable } from "#server/protocol.ts";
import type { PageTexts } from "./page-texts.ts";

/** Where a run stands: nothing played yet, playing, waiting for the reader, over, or ended by Stop. */
export type RunState = "idle" | "playing" | "choice" | "continue" | "ended" | "stopped";

/** Which variables: those of the running act, or those that are saved. */
export type VariableScope = "act" | "saved";

/** A value that a reader can give to a variable. */
export type PlainValue = string | number | boolean;

/** One thing that happened in a run: told by the scene, or done by the reader. */
export type LogEntry =
  | WireEvent
  | { readonly kind: "chosen"; readonly index: number }
  | { readonly kind: "resumed" }
  /** The reader gave a variable a value; null takes it away. */
  | {
      readonly kind: "set";
      readonly scope: VariableScope;
      readonly name: string;
      readonly value: PlainValue | null;
    }
  /** Something that keeps a run from going on, in plain words. */
  | { readonly kind: "problem"; readonly text: string };

/** The saved variables that a run begins with: none, what the ghost itself has saved here, or a preset by its name. */
export type PresetChoice =
  | { readonly kind: "empty" }
  | { readonly kind: "ghost" }
  | { readonly kind: "preset"; readonly name: string };

/** How fast speech appears. */
export const speeds = ["instant", "fast", "natural", "slow"] as const;
export type Speed = (typeof speeds)[number];

/** How the page looks, by the reader's settings. */
export interface Look {
  readonly speed: Speed;
  readonly portraits: boolean;
  readonly tags: "chips" | "hidden";
}

/** A whole run as it stands. */
export interface Showing {
  /** The scene's name as it is written. */
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
  /** Saved variables that the run began with. */
  readonly saved: WireTable;
  /** Which place on the desktop each actor has before a scene says otherwise. */
  readonly spots: readonly { readonly actor: string; readonly spot: number }[];
}

/** Before the first run. */
export const nothingShown: Showing = {
  scene: "",
  seed: null,
  state: "idle",
  log: [],
  pinned: [],
  difference: null,
  follow: false,
  saved: {},
  spots: [],
};

/** A picture of a surface: files, laid over one another from the first, each at its place in pixels. */
export type SurfaceLayers = readonly { readonly url: string; readonly x: number; readonly y: number }[];

/** The pictures of a ghost's shell. Names of surfaces are numbers as text, or the shell's own words for them. */
export interface Portraits {
  readonly surfaces: readonly (readonly [name: string, layers: SurfaceLayers])[];
  /** The surface that each place on the desktop begins with. */
  readonly first: readonly string[];
}

/** From the extension to the page. */
export type ToPage =
  | { readonly type: "texts"; readonly locale: string; readonly texts: PageTexts }
  | { readonly type: "look"; readonly look: Look }
  /** Whether scenes may run at all. */
  | { readonly type: "trust"; readonly trusted: boolean }
  /** The ghosts that have been played, and whose run is shown; `isFixed` where this page shows no other. */
  | {
      readonly type: "ghosts";
      readonly ghosts: readonly { readonly root: string; readonly name: string }[];
      readonly shown: string;
      readonly isFixed: boolean;
    }
  | { readonly type: "presets"; readonly choices: readonly PresetChoice[]; readonly chosen: PresetChoice }
  /** The colour of each speaker (from 0), the one that the editor gives the name. */
  | { readonly type: "colours"; readonly colours: readonly (readonly [actor: string, colour: number])[] }
  | { readonly type: "portraits"; readonly portraits: Portraits | null }
  /** Forget what is shown and show this; rows that stay the same stay untouched. */
  | { readonly type: "show"; readonly showing: Showing }
  /** More of the run that is shown. */
  | { readonly type: "more"; readonly entries: readonly LogEntry[]; readonly state: RunState }
  /** The caret stands on this line: the last time it was played is marked. */
  | { readonly type: "caret"; readonly uri: string; readonly line: number };

const bareTypes = [
  "ready",
  "continue",
  "stop",
  "restart",
  "back",
  "copy",
  "copyMarkdown",
  "copySeed",
  "savePreset",
  "openPresets",
  "manageTrust",
  // Speech that takes its time has been said.
  "silent",
] as const;

/** From the page to the extension. Draws and turns are counted from 0 in the order of the run. */
export type FromPage =
  | { readonly type: (typeof bareTypes)[number] }
  /** Take the choice with this index of the offer that came after `turn` turns; an earlier offer is gone back to. */
  | { readonly type: "choose"; readonly turn: number; readonly index: number }
  | { readonly type: "reroll"; readonly draw: number }
  /** Draw this candidate, and keep doing so. */
  | { readonly type: "pin"; readonly draw: number; readonly candidate: number }
  /** Give a variable a value; null takes it away. */
  | {
      readonly type: "set";
      readonly scope: VariableScope;
      readonly name: string;
      readonly value: PlainValue | null;
    }
  | { readonly type: "preset"; readonly choice: PresetChoice }
  | { readonly type: "ghost"; readonly root: string }
  | { readonly type: "speed"; readonly speed: Speed }
  | { readonly type: "follow"; readonly on: boolean }
  /** This line is being spoken now: speech that takes its time is followed as it appears. */
  | { readonly type: "speaking"; readonly uri: string; readonly line: number }
  | { readonly type: "open"; readonly uri: string; readonly line: number };

const bare: ReadonlySet<unknown> = new Set(bareTypes);

/** The page's message if it is one, else null: a page is never believed unread. */
export function readFromPage(message: unknown): FromPage | null {
  if (typeof message !== "object" || message === null) return null;
  const { type, turn, index, draw, candidate, scope, name, value, choice, root, speed, on, uri, line } =
    message as Record<string, unknown>;
  if (bare.has(type)) return { type } as FromPage;
  if (type === "choose" && isCount(turn) && isCount(index)) return { type, turn, index };
  if (type === "reroll" && isCount(draw)) return { type, draw };
  if (type === "pin" && isCount(draw) && isCount(candidate)) return { type, draw, candidate };
  if (type === "set" && (scope === "act" || scope === "saved") && isName(name) && isPlain(value))
    return { type, scope, name, value };
  if (type === "preset") {
    const read = readChoice(choice);
    return read === null ? null : { type, choice: read };
  }
  if (type === "ghost" && typeof root === "string") return { type, root };
  if (type === "speed" && isSpeed(speed)) return { type, speed };
  if (type === "follow" && typeof on === "boolean") return { type, on };
  if ((type === "open" || type === "speaking") && typeof uri === "string" && isCount(line)) return { type, uri, line };
  return null;
}

/** A choice of a preset, read from something that may be one. */
export function readChoice(choice: unknown): PresetChoice | null {
  if (typeof choice !== "object" || choice === null) return null;
  const { kind, name } = choice as Record<string, unknown>;
  if (kind === "empty" || kind === "ghost") return { kind };
  return kind === "preset" && typeof name === "string" ? { kind, name } : null;
}

export function isSpeed(value: unknown): value is Speed {
  return (speeds as readonly unknown[]).includes(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= 1000;
}

function isPlain(value: unknown): value is PlainValue | null {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}
