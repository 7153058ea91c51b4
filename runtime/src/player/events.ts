/** What a running scene tells its audience: the only thing that leaves a session. */

/** A place in a ghost's text: `file` is relative to the ghost's root, with `/`; `line` is 0-based. */
export interface PlaySource {
  readonly file: string;
  readonly line: number;
}

/** One member of a draw: the function's full name (`会話_1::選択肢_1`) or the word's value, and where it is written. */
export interface DrawCandidate {
  readonly name: string;
  /** The name as a writer wrote it (`会話`, `会話 › 選択肢`), or the word's value. */
  readonly written: string;
  /** Why it is a candidate: it is the speaker's own, the scene's own, or everyone's. */
  readonly scope: "actor" | "local" | "global";
  readonly source: PlaySource | null;
}

/** A variable as it can be shown; `value` is the value itself, or describes what is neither text, number nor truth. */
export interface ShownVariable {
  readonly name: string;
  readonly kind: "string" | "number" | "boolean" | "table" | "function" | "userdata" | "thread";
  readonly value: string | number | boolean;
  /** False where a long text was cut. */
  readonly whole: boolean;
}

export type LimitKind = "instructions" | "time" | "memory" | "output" | "depth";

export type PlayEvent =
  /** Plain speech; pieces spoken by one source line are joined, lines are not. */
  | { readonly kind: "talk"; readonly actor: string | null; readonly text: string; readonly source: PlaySource | null }
  /** A SakuraScript tag. */
  | {
      readonly kind: "sakura";
      readonly actor: string | null;
      readonly text: string;
      readonly source: PlaySource | null;
    }
  /** A failure notice, with its brackets, as the engine writes it; also raw script that Lua code adds. */
  | { readonly kind: "failure"; readonly text: string; readonly source: PlaySource | null }
  /** `index` counts from 0 within one play of the session and is what `choose` takes. */
  | {
      readonly kind: "choice";
      readonly index: number;
      readonly target: string;
      readonly display: string;
      readonly source: PlaySource | null;
    }
  | { readonly kind: "spot"; readonly actor: string; readonly spot: number }
  | { readonly kind: "clearSpot" }
  /** Presentation commands that Lua code adds (`surface`, `wait`, `newline`, `clear`, `choice_timeout`). */
  | { readonly kind: "other"; readonly what: string; readonly value: string | null; readonly source: PlaySource | null }
  /** A scene function begins; `name` is its full name, `written` the one that a writer wrote. */
  | { readonly kind: "scene"; readonly name: string; readonly written: string; readonly source: PlaySource | null }
  | {
      readonly kind: "draw";
      readonly what: "scene" | "word";
      readonly key: string;
      /** The scene or actor scope that asked; empty where only global names were asked for. */
      readonly module: string;
      /** Full name of the scene function whose line asked. */
      readonly asker: string | null;
      readonly strategy: "merged" | "localFirst";
      /** In candidate order, not in deck order; the first 200, and the chosen one behind them if it is not among them. */
      readonly candidates: readonly DrawCandidate[];
      /** How many candidates there are. */
      readonly total: number;
      /** How many cards the deck holds after this draw. */
      readonly remaining: number;
      /** Which of the listed candidates still lie in the deck: indices into `candidates`, ascending. */
      readonly left: readonly number[];
      /** Index into `candidates`. */
      readonly chosen: number;
      /** Tells the chosen scene from others of its name, whatever their order; null where none has its name. */
      readonly mark: string | null;
      /** Whether a recorded draw was repeated. */
      readonly replayed: boolean;
      /** The deck card by card, top first, and what it has given since it was last shuffled; where a trace is wanted. */
      readonly deck?: {
        readonly before: readonly string[];
        readonly after: readonly string[];
        readonly history: readonly string[];
      };
      /** Who asked. */
      readonly source: PlaySource | null;
    }
  /** The scene handed over what it said and waits for `resume`. */
  | { readonly kind: "yield" }
  /** A Lua error ended the scene; `message` has no position, `source` has it. */
  | { readonly kind: "error"; readonly message: string; readonly source: PlaySource | null }
  | { readonly kind: "notFound"; readonly scene: string }
  /** A limit struck; the engine is gone and a fresh one serves the next play. */
  | { readonly kind: "limit"; readonly limit: LimitKind; readonly message: string; readonly source: PlaySource | null }
  /** The script was ended from outside, here. */
  | { readonly kind: "stopped"; readonly source: PlaySource | null }
  /** The variables where the play has come to rest, in the order of their names; only where someone watches. */
  | {
      readonly kind: "variables";
      readonly act: readonly ShownVariable[];
      readonly saved: readonly ShownVariable[];
      /** How many there are; the first few hundred are listed. */
      readonly total: { readonly act: number; readonly saved: number };
    }
  /** A line that `print` or `@pasta_log` wrote. */
  | { readonly kind: "log"; readonly level: "trace" | "debug" | "info" | "warn" | "error"; readonly text: string }
  /** Nothing more comes until `choose` or `resume`; `null` where neither can follow. */
  | { readonly kind: "end"; readonly waiting: "choice" | "continue" | null };
