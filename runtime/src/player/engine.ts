/**
 * One engine: a Lua VM with the run-time library, a loaded ghost and its decks. It plays scenes and tells what happens
 * as events. Engines share nothing; when a limit strikes, the engine is thrown away.
 */

import { type ChunkPosition, LuaError, ScriptEnded } from "../vm/limits.ts";
import type { HostFunction, LuaFunction, LuaInput, LuaResult } from "../vm/values.ts";
import { LuaVm } from "../vm/vm.ts";
import { Decks } from "./decks.ts";
import { describeEnd } from "./describe-end.ts";
import { drawFunctions } from "./draw.ts";
import type { EngineOptions } from "./engine-options.ts";
import { environmentFunctions } from "./environment.ts";
import type { PlaySource } from "./events.ts";
import type { SavedTable } from "./ghost.ts";
import { loadFunctions } from "./load.ts";
import { describeProblem, type SceneProblem } from "./problems.ts";
import { savedTable, shownVariables } from "./saved.ts";
import { Teller } from "./teller.ts";

/** What a play has come to. */
export type Outcome = "end" | "yield" | "error" | "notFound" | "limit";

export class Engine {
  readonly vm: LuaVm;
  readonly #options: EngineOptions;
  readonly #teller: Teller;
  readonly #player: ReadonlyMap<string, LuaFunction>;
  #dead = false;

  /**
   * Makes the VM and loads the ghost. What fails in loading is told as events; the rest is loaded.
   * @throws ScriptEnded if loading runs into a limit (told as an event, too)
   */
  constructor(options: EngineOptions) {
    this.#options = options;
    this.#teller = new Teller({
      emit: options.onEvent,
      allowance: options.limits.output,
      exceeded: () => this.vm.end("output"),
      functionSource: (scene, local) => options.program.functionSource(scene, local),
    });
    this.vm = new LuaVm(options.module, {
      limits: options.limits,
      now: options.now,
      stopped: options.stopped ?? (() => false),
      write: (text) => this.#teller.print(text),
      onStop: (thread, reason, line) => options.debugger?.onStop(thread, reason, line),
      onOverrun: (reason) =>
        options.debugger?.overrun(describeEnd(reason, options.locale), () => this.vm.end(reason)) === true,
    });
    try {
      const decks = new Decks(options.decks);
      this.#player = this.#boot(decks);
      options.debugger?.attach(this.vm, decks);
      this.#call("load");
    } catch (error) {
      this.#failed(error);
      throw error;
    }
    this.#teller.flush();
  }

  /** Whether the engine can still play. */
  get alive(): boolean {
    return !this.#dead;
  }

  /** The choices that the last play offered. */
  get choices(): Teller["choices"] {
    return this.#teller.choices;
  }

  /** Plays what a call of this name finds, as the engine does when the base ware asks for a scene. */
  play(name: string, args: readonly LuaInput[] = []): Outcome {
    this.#options.debugger?.begin();
    return this.#turn(() => this.#call("play", name, ...args), name);
  }

  /** Plays exactly this function. */
  playExact(scene: string, local: string, args: readonly LuaInput[] = []): Outcome {
    this.#options.debugger?.begin();
    return this.#turn(() => this.#call("play_exact", scene, local, ...args), `${scene}::${local}`);
  }

  /** Plays the target of one of the choices of the last play. */
  choose(index: number): Outcome {
    const choice = this.#teller.choices[index];
    if (choice === undefined) throw new RangeError(`there is no choice ${index}`);
    return this.#turn(() => this.#call("choose", choice.target, choice.scope ?? undefined), choice.target);
  }

  /** Goes on after a yield. */
  resume(): Outcome {
    return this.#turn(() => this.#call("resume"), "", true);
  }

  /** The saved variables as they are now. */
  saved(): SavedTable {
    if (this.#dead) return {};
    // Whoever asks must not change the time in which the program lives.
    const ticks = this.vm.exports.vm_ticks();
    const [value] = this.#call("saved");
    this.vm.exports.vm_set_ticks(ticks);
    return savedTable(value);
  }

  /** Tells the variables as they are now. */
  tellVariables(): void {
    let listed: readonly LuaResult[];
    try {
      listed = this.#call("variables");
    } catch (error) {
      this.#failed(error);
      return;
    }
    const [act, actTotal, saved, savedTotal] = listed;
    this.#options.onEvent({
      kind: "variables",
      act: shownVariables(act),
      saved: shownVariables(saved),
      total: { act: Number(actTotal ?? 0), saved: Number(savedTotal ?? 0) },
    });
  }

  /** Gives a variable a value; null takes it away. */
  setVariable(scope: "act" | "saved", name: string, value: string | number | boolean | null): void {
    this.#call("set_variable", scope === "saved", name, value);
  }

  #turn(play: () => LuaResult[], name: string, goesOn = false): Outcome {
    try {
      if (goesOn) this.#teller.goOn();
      else this.#teller.begin();
      const [outcome, message, place] = play();
      this.#teller.flush();
      if (outcome === "error") this.#error(String(message ?? ""), place);
      if (outcome === "notFound") this.#options.onEvent({ kind: "notFound", scene: name });
      return outcome as Outcome;
    } catch (error) {
      return this.#failed(error);
    }
  }

  /** A Lua error; running out of stack is a limit like the others, though Lua itself survives it. */
  #error(message: string, place: LuaResult): void {
    const source = typeof place === "string" ? parsePlace(place) : null;
    const text = withoutPosition(message);
    if (/(^|: )(C )?stack overflow/.test(message)) {
      this.#options.onEvent({
        kind: "limit",
        limit: "depth",
        message: describeEnd("depth", this.#options.locale),
        source,
      });
    } else {
      this.#options.onEvent({ kind: "error", message: text, source: source ?? positionOf(message) });
    }
  }

  /** The engine has come to an end, or something outside a scene has failed. */
  #failed(error: unknown): Outcome {
    this.#teller.flush();
    if (error instanceof ScriptEnded) {
      this.#dead = true;
      const { reason, position } = error;
      const source = sourceOf(position) ?? this.#teller.lastSource;
      if (reason === "stopped") {
        this.#options.onEvent({ kind: "stopped", source });
        return "limit";
      }
      this.#options.onEvent({
        kind: "limit",
        limit: reason,
        message: describeEnd(reason, this.#options.locale),
        source,
      });
      return "limit";
    }
    if (!(error instanceof LuaError)) throw error;
    this.#options.onEvent({
      kind: "error",
      message: withoutPosition(error.message),
      source: positionOf(error.message),
    });
    return "error";
  }

  /** A problem that the script goes on with; one of chance ends it, as in the engine. */
  #problem(problem: SceneProblem): undefined {
    const text = describeProblem(problem, [], this.#options.locale);
    if (problem.kind === "RandomSelectionFailed") throw new LuaError(text);
    this.#teller.log("warn", text);
  }

  #entered(scene: LuaResult, local: LuaResult): undefined {
    this.#teller.entered(scene, local, this.vm.exports.vm_next_serial());
    if (typeof scene !== "string") return;
    this.#options.debugger?.entering(`${scene}::${typeof local === "string" ? local : "__start__"}`);
  }

  #call(name: string, ...args: readonly LuaInput[]): LuaResult[] {
    const target = this.#player.get(name);
    if (target === undefined) throw new RangeError(`the player has no function ${name}`);
    return this.vm.call(target, ...args);
  }

  #boot(decks: Decks): ReadonlyMap<string, LuaFunction> {
    const { library, program } = this.#options;
    const teller = this.#teller;
    const position = () => sourceOf(this.vm.position());
    const functions = new Map<string, HostFunction>([
      ...environmentFunctions(this.#options, teller),
      ...drawFunctions({
        program,
        decks,
        strategy: this.#options.strategy,
        trace: this.#options.trace === true,
        problem: (problem) => this.#problem(problem),
        tell: (event) => teller.later(event, this.vm.exports.vm_next_serial()),
        position,
      }),
      ["duplicate_scene", (key) => this.#problem({ kind: "DuplicateSceneName", key: String(key) })],
      ...loadFunctions({ program, library, vm: this.vm, failed: (message) => this.#error(message, undefined) }),
      ["tell", (kind, file, line, serial, ...rest) => teller.tell(kind, file, line, serial, rest)],
      ["offered_by", (scope) => void teller.offeredBy(scope)],
      ["scene_entered", (scene, local) => this.#entered(scene, local)],
      ["failed", (label, text) => void this.#options.debugger?.failed(String(label), String(text ?? ""))],
    ]);
    const boot = this.vm.load({ name: "=boot", text: required(library, "boot") });
    const player = this.vm.callForFunctions(boot, Object.fromEntries(functions));
    this.vm.release(boot);
    return player;
  }
}

function required(library: ReadonlyMap<string, string>, name: string): string {
  const text = library.get(name);
  if (text === undefined) throw new RangeError(`the run-time library lacks ${name}`);
  return text;
}

/** A position in the VM as a place in the ghost. */
export function sourceOf(position: ChunkPosition | null): PlaySource | null {
  return position === null ? null : { file: position.chunk, line: position.line - 1 };
}

const POSITION = /^([^\n]*?):([0-9]+): /;

/** Lua puts the position before a message; events have it apart. */
export function withoutPosition(message: string): string {
  return message.replace(POSITION, "");
}

export function positionOf(message: string): PlaySource | null {
  const found = POSITION.exec(message);
  return found === null ? null : { file: found[1] as string, line: Number(found[2]) - 1 };
}

function parsePlace(place: string): PlaySource | null {
  const at = place.lastIndexOf(":");
  return at < 0 ? null : { file: place.slice(0, at), line: Number(place.slice(at + 1)) - 1 };
}
