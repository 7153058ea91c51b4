/**
 * Puts what an engine does into the order in which an audience wants to hear it. Speech leaves the VM when a scene
 * hands over, draws and scenes are known at once: each carries a serial number, and here they meet.
 */

import type { LuaResult } from "../vm/values.ts";
import type { PlayEvent, PlaySource } from "./events.ts";
import type { FunctionFacts } from "./program.ts";

export interface TellerOptions {
  readonly emit: (event: PlayEvent) => void;
  /** Characters that one play may tell, see `Limits.output`. */
  readonly allowance: number;
  /** Called when the allowance is used up; throws. */
  readonly exceeded: () => never;
  readonly functionSource: (scene: string, local: string) => FunctionFacts;
}

/** A choice that was offered, and the scene that offered it. */
export interface OfferedChoice {
  readonly target: string;
  readonly scope: string | null;
}

type Talk = Extract<PlayEvent, { kind: "talk" }>;
type LogLevel = Extract<PlayEvent, { kind: "log" }>["level"];

/** What an event weighs beside its text. */
const EVENT_WEIGHT = 8;

const YIELD_WEIGHT = 64;

/** So many events wait at most; then they are told, though what was said before them is not known yet. */
const WAITING = 10_000;

export class Teller {
  readonly #options: TellerOptions;
  #waiting: { readonly serial: number; readonly event: PlayEvent }[] = [];
  #talk: Talk | null = null;
  #printed = "";
  #told = 0;
  #choices: OfferedChoice[] = [];
  #lastSource: PlaySource | null = null;

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  get choices(): readonly OfferedChoice[] {
    return this.#choices;
  }

  /** The last line that is known to have done something: the place of an end that struck between lines. */
  get lastSource(): PlaySource | null {
    return this.#lastSource;
  }

  /** A new play begins: with its own allowance, and with no choices yet. */
  begin(): void {
    this.#told = 0;
    this.#choices = [];
  }

  /** A play goes on after a yield. Its allowance and its choices go on as well, so that endless yields have an end. */
  goOn(): void {
    this.#weigh(YIELD_WEIGHT);
  }

  /** Something that happened just now; it is told once what was said before it has been told. */
  later(event: PlayEvent, serial: number): void {
    this.#weigh(event.kind === "draw" ? event.candidates.length : 0);
    if ("source" in event && event.source !== null) this.#lastSource = event.source;
    this.#waiting.push({ serial, event });
    if (this.#waiting.length > WAITING) this.#release(serial, null);
  }

  /** A scene function begins. */
  entered(scene: LuaResult, local: LuaResult, serial: number): void {
    if (typeof scene !== "string") return;
    const facts = this.#options.functionSource(scene, typeof local === "string" ? local : "__start__");
    this.later({ kind: "scene", ...facts }, serial);
  }

  /** A line for the log; it does not wait. */
  log(level: LogLevel, text: string): void {
    this.#weigh(text.length);
    this.#options.emit({ kind: "log", level, text });
  }

  /** What `print` writes, a piece at a time; lines leave whole. */
  print(text: string): void {
    this.#weigh(text.length);
    const lines = (this.#printed + text).split("\n");
    this.#printed = lines.pop() ?? "";
    for (const line of lines) this.#options.emit({ kind: "log", level: "info", text: line });
  }

  /** Something that a scene said or did, in the order of its handing over. */
  tell(kind: LuaResult, file: LuaResult, line: LuaResult, serial: LuaResult, rest: readonly LuaResult[]): undefined {
    const source = typeof file === "string" ? { file, line: Number(line) - 1 } : null;
    this.#release(Number(serial), source);
    const event = this.#event(String(kind), source, rest);
    this.#weigh(event.kind === "talk" || event.kind === "sakura" || event.kind === "failure" ? event.text.length : 0);
    if (event.kind === "talk") this.#say(event);
    else this.#emit(event);
    return undefined;
  }

  /** Tells everything that is still waiting. */
  flush(): void {
    this.#release(Number.POSITIVE_INFINITY, null);
    this.#closeTalk();
    if (this.#printed !== "") this.print("\n");
  }

  #event(kind: string, source: PlaySource | null, [first, second, third]: readonly LuaResult[]): PlayEvent {
    const actor = typeof first === "string" ? first : null;
    const text = String(second ?? "");
    switch (kind) {
      case "talk":
      case "sakura":
        return { kind, actor, text, source };
      case "failure":
        return { kind, text, source };
      case "choice": {
        const index = this.#choices.length;
        this.#choices.push({ target: text, scope: null });
        return { kind, index, target: text, display: String(third ?? text), source };
      }
      case "spot":
        return { kind, actor: actor ?? "", spot: Number(second) };
      case "clearSpot":
        return { kind };
      default:
        return { kind: "other", what: actor ?? "", value: typeof second === "string" ? second : null, source };
    }
  }

  /** Remembers which scene offered the last choice. */
  offeredBy(scope: LuaResult): void {
    const last = this.#choices.at(-1);
    if (last !== undefined)
      this.#choices[this.#choices.length - 1] = { ...last, scope: typeof scope === "string" ? scope : null };
  }

  #say(talk: Talk): void {
    const open = this.#talk;
    if (open !== null && open.actor === talk.actor && sameLine(open.source, talk.source)) {
      this.#talk = { ...open, text: open.text + talk.text };
    } else {
      this.#closeTalk();
      this.#talk = talk;
    }
  }

  #closeTalk(): void {
    const open = this.#talk;
    this.#talk = null;
    if (open !== null) this.#options.emit(open);
  }

  /** Tells what happened before `serial`. Draws within a line come before what the line says. */
  #release(serial: number, source: PlaySource | null): void {
    let count = 0;
    for (const { serial: own, event } of this.#waiting) {
      if (own > serial) break;
      count++;
      const within =
        event.kind === "draw" && sameLine(event.source, this.#talk?.source ?? null) && sameLine(event.source, source);
      if (within) this.#options.emit(event);
      else this.#emit(event);
    }
    if (count > 0) this.#waiting.splice(0, count);
  }

  #emit(event: PlayEvent): void {
    this.#closeTalk();
    this.#options.emit(event);
  }

  #weigh(characters: number): void {
    this.#told += characters + EVENT_WEIGHT;
    if (this.#told > this.#options.allowance) this.#options.exceeded();
  }
}

function sameLine(a: PlaySource | null, b: PlaySource | null): boolean {
  return a !== null && b !== null && a.line === b.line && a.file === b.file;
}
