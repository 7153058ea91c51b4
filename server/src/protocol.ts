/**
 * The requests and notifications beyond LSP that our client and server exchange: names and shapes only. It imports
 * nothing, so that any client can take it as it is; that the shapes are the runtime's own is proved where the server
 * turns one into the other (`server/src/lsp/runs.ts`).
 */

/** What the client tells the server when it starts (`initializationOptions`). */
export interface InitializationOptions {
  /** False in an untrusted workspace: no script runs. */
  readonly trusted: boolean;
  readonly locale: "en" | "ja";
  /** `pull`: the client asks for findings (`textDocument/diagnostic`), and none are pushed. */
  readonly diagnostics?: "push" | "pull";
  /** URI of the folder with the page of each diagnostic, with a slash at its end; without it, codes link nowhere. */
  readonly docs?: string;
  /** The commands of code lenses that the client carries out; all of them where it does not say. Others are left out. */
  readonly commands?: readonly string[];
}

/** A place in a ghost: `file` is relative to the ghost's root, with `/`; `line` is 0-based; `uri` opens it. */
export interface WireSource {
  readonly file: string;
  readonly line: number;
  readonly uri: string;
}

/** One member of a draw. */
export interface WireCandidate {
  /** The full name by which it is found again. */
  readonly name: string;
  /** The name as it is written, or the word's value. */
  readonly written: string;
  readonly source: WireSource | null;
}

/** A value that a script can save: what TOML can hold. */
export type WireValue = string | number | boolean | readonly WireValue[] | { readonly [key: string]: WireValue };
export type WireTable = { readonly [key: string]: WireValue };

/** A variable as it can be shown; `value` is the value itself, or describes what is neither text, number nor truth. */
export interface WireVariable {
  readonly name: string;
  readonly kind: "string" | "number" | "boolean" | "table" | "function" | "userdata" | "thread";
  readonly value: string | number | boolean;
  /** False where a long text was cut. */
  readonly whole: boolean;
}

/** What a running scene tells; the events of `runtime/src/player/events.ts` with a `uri` in every source. */
export type WireEvent =
  | { readonly kind: "talk"; readonly actor: string | null; readonly text: string; readonly source: WireSource | null }
  | {
      readonly kind: "sakura";
      readonly actor: string | null;
      readonly text: string;
      readonly source: WireSource | null;
    }
  | { readonly kind: "failure"; readonly text: string; readonly source: WireSource | null }
  | {
      readonly kind: "choice";
      readonly index: number;
      readonly target: string;
      readonly display: string;
      readonly source: WireSource | null;
    }
  | { readonly kind: "spot"; readonly actor: string; readonly spot: number }
  | { readonly kind: "clearSpot" }
  | { readonly kind: "other"; readonly what: string; readonly value: string | null; readonly source: WireSource | null }
  /** `name` is the full name, `written` the one that a writer wrote. */
  | { readonly kind: "scene"; readonly name: string; readonly written: string; readonly source: WireSource | null }
  | {
      readonly kind: "draw";
      readonly what: "scene" | "word";
      readonly key: string;
      readonly module: string;
      readonly strategy: "merged" | "localFirst";
      /** The first 200, and the chosen one behind them if it is not among them. */
      readonly candidates: readonly WireCandidate[];
      /** How many there are. */
      readonly total: number;
      readonly remaining: number;
      /** Which of the listed candidates still lie in the deck. */
      readonly left: readonly number[];
      readonly chosen: number;
      /** Tells the chosen scene from others of its name; null where none has its name. */
      readonly mark: string | null;
      /** Whether a recorded draw was repeated. */
      readonly replayed: boolean;
      readonly source: WireSource | null;
    }
  | { readonly kind: "yield" }
  | { readonly kind: "error"; readonly message: string; readonly source: WireSource | null }
  | { readonly kind: "notFound"; readonly scene: string }
  | {
      readonly kind: "limit";
      readonly limit: "instructions" | "time" | "memory" | "output" | "depth";
      readonly message: string;
      readonly source: WireSource | null;
    }
  /** The script was stopped, here. */
  | { readonly kind: "stopped"; readonly source: WireSource | null }
  /** The variables where the run has come to rest: of the running act, and the saved ones. */
  | {
      readonly kind: "variables";
      readonly act: readonly WireVariable[];
      readonly saved: readonly WireVariable[];
      readonly total: { readonly act: number; readonly saved: number };
    }
  | { readonly kind: "log"; readonly level: "trace" | "debug" | "info" | "warn" | "error"; readonly text: string }
  | { readonly kind: "end"; readonly waiting: "choice" | "continue" | null };

/** `pasta/run/start`: the scene at a place (0-based line of a document), or by name in the ghost that holds `uri`. */
export type RunStartParams = { readonly uri: string } & ({ readonly line: number } | { readonly scene: string }) & {
    readonly args?: readonly (string | number | boolean)[];
    readonly seed?: number;
    readonly strategy?: "auto" | "merged" | "localFirst";
    readonly shuffle?: boolean;
    /** Draws to be repeated, in order, up to the first that does not fit. */
    readonly replay?: readonly WireDraw[];
    /** Draws to be answered so when they come, in this order; draws between them are free. */
    readonly wanted?: readonly Omit<WireDraw, "what">[];
    /** The saved variables to begin with; none where left out. */
    readonly saved?: WireTable;
  };

/** A draw by what was asked and what came of it: the candidate's full name, or the word's value. */
export interface WireDraw {
  readonly what: "scene" | "word";
  readonly module: string;
  readonly key: string;
  readonly chosen: string;
  /** Tells the chosen scene from others of its name, should their order change. */
  readonly mark?: string | null;
}

/** The session that plays, or in plain words why none does. */
export type RunStartResult =
  | { readonly session: number; readonly scene: string; readonly written: string; readonly seed: number }
  | { readonly problem: string };

/** `pasta/run/place`: whose scene it is that would be played, and what it wants to be given. */
export type RunPlaceParams = { readonly uri: string } & ({ readonly line: number } | { readonly scene: string });

export type RunPlaceResult =
  | {
      /** URI of the folder that holds `pasta.toml`, or of a lone file. */
      readonly root: string;
      /** Whether it is a folder with a `pasta.toml`. */
      readonly isFolder: boolean;
      readonly name: string;
      /** The scene as it is written. */
      readonly scene: string;
      /** How many arguments it reads: `＄０`, `＄１` … */
      readonly args: number;
      /** Which place on the desktop each actor of pasta.toml has. */
      readonly spots: readonly { readonly actor: string; readonly spot: number }[];
    }
  | { readonly problem: string };

/** `pasta/run/set`: gives a variable a value where the run has come to rest; null takes it away. Told by an `end`. */
export interface RunSetParams {
  readonly session: number;
  readonly scope: "act" | "saved";
  readonly name: string;
  readonly value: string | number | boolean | null;
}

/** `pasta/run/saved`: all saved variables of a run as they are now; null where the session has gone. */
export type RunSavedResult = { readonly saved: WireTable } | null;

/** `pasta/ghost/saved`: what the ghost itself has saved on this machine; null where it has saved nothing. */
export interface GhostSavedParams {
  readonly uri: string;
}
export type GhostSavedResult = { readonly saved: WireTable } | { readonly problem: string } | null;

/** `pasta/route`: how a running ghost gets to a position. */
export interface RouteParams {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

/** One turn of a way: the call or choice at a place (0-based line) that draws the next scene. */
export interface RouteStep {
  readonly kind: "call" | "choice";
  /** The name as it is called, and the registered scene that calls. */
  readonly key: string;
  readonly module: string;
  /** The scene that is to be drawn: its full name, and as it is written. */
  readonly scene: string;
  readonly name: string;
  /** Among how many. */
  readonly candidates: number;
  readonly uri: string;
  readonly line: number;
}

/** The way, from the header of the scene where it begins; or in plain words why there is none. */
export type RouteResult =
  | {
      readonly start: { readonly uri: string; readonly line: number };
      readonly startName: string;
      readonly steps: readonly RouteStep[];
    }
  | { readonly problem: string };

/** `pasta/run/choose`: after `end` with `waiting: "choice"`. */
export interface RunChooseParams {
  readonly session: number;
  readonly index: number;
}

/** `pasta/run/continue` (after `end` with `waiting: "continue"`) and `pasta/run/stop` (any time). */
export interface RunSessionParams {
  readonly session: number;
}

/**
 * What `choose`, `continue` and `set` answer: nothing, or that the session has gone, because there are only so many and
 * the oldest gives way. Its run can be played again.
 */
export type RunStepResult = { readonly gone: true } | null;

/** Where the script was when it was stopped; null where it was at rest. */
export interface RunStopResult {
  readonly at: WireSource | null;
}

/** `pasta/run/event`, server to client. */
export interface RunEventParams {
  readonly session: number;
  readonly event: WireEvent;
}

/** `pasta/debug/start`: a debug session in the server; the messages of its adapter follow. */
export interface DebugStartResult {
  readonly session: number;
}

/** `pasta/debug/send`, client to server, and `pasta/debug/message`, back: a message of the Debug Adapter Protocol. */
export interface DebugMessageParams {
  readonly session: number;
  readonly message: object;
}

/** `pasta/debug/stop`: the session's client has gone. */
export interface DebugSessionParams {
  readonly session: number;
}

/** A scene that a launch configuration can name. */
export interface DebugScene {
  readonly name: string;
  /** The first file with a scene of that name. */
  readonly uri: string;
}

/** `pasta/debug/scenes`: the scenes of all ghosts, each name once a ghost. */
export interface DebugScenesResult {
  readonly scenes: readonly DebugScene[];
}

/** `pasta/status`, server to client, after every round of diagnostics. */
export interface StatusParams {
  readonly ghosts: readonly {
    /** URI of the folder that holds `pasta.toml`, or of a lone file. */
    readonly root: string;
    readonly name: string;
    readonly files: number;
    readonly scenes: number;
    readonly problems: number;
    readonly strategy: "merged" | "localFirst";
  }[];
}

/** `pasta/trust`, client to server: the workspace has been trusted. */
export interface TrustParams {
  readonly trusted: boolean;
}

/** `pasta/actors`: where a document names actors, in the scenes that a range touches where one is given. */
export interface ActorsParams {
  readonly textDocument: { readonly uri: string };
  readonly range?: ActorsResult[number]["ranges"][number];
}

/** Null where the document belongs to no ghost. */
export type ActorsResult = readonly {
  readonly name: string;
  readonly ranges: readonly {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  }[];
}[];

export const runPlace = "pasta/run/place";
export const runStart = "pasta/run/start";
export const runSet = "pasta/run/set";
export const runSaved = "pasta/run/saved";
export const ghostSaved = "pasta/ghost/saved";
export const runChoose = "pasta/run/choose";
export const runContinue = "pasta/run/continue";
export const runStop = "pasta/run/stop";
export const runEvent = "pasta/run/event";
export const debugStart = "pasta/debug/start";
export const debugSend = "pasta/debug/send";
export const debugMessage = "pasta/debug/message";
export const debugStop = "pasta/debug/stop";
export const debugScenes = "pasta/debug/scenes";
export const status = "pasta/status";
export const trust = "pasta/trust";
export const route = "pasta/route";
export const actors = "pasta/actors";
