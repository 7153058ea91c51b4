/** A program that stands still: where it stands, and answers to questions about it. */

import type { Thread } from "../vm/exports.ts";
import type { LuaVm } from "../vm/vm.ts";
import { depthOf, type FramePlace, type NameAt, readStack, type Stack } from "./frames.ts";
import type { Inspector } from "./inspector.ts";
import type { DebugRequest } from "./model.ts";
import type { Deed, Moment, Search } from "./replay.ts";

/** Requests that can be answered only while the program stands. */
export type Question = Extract<
  DebugRequest,
  { kind: "stack" | "scopes" | "variables" | "isSaved" | "setVariable" | "evaluate" | "canGoTo" | "goto" }
>;

/** What an answer has changed, for whoever keeps account of it. */
export interface Answer {
  readonly value: unknown;
  /** To be done again when the program is replayed. */
  readonly deed?: Deed;
}

export class Standing {
  readonly moment: Moment;
  /** Stopped by a line's hook, from where it can go on elsewhere. */
  readonly atLine: boolean;
  readonly #vm: LuaVm;
  readonly #inspector: Inspector;
  readonly #nameAt: NameAt;
  #stack: Stack;

  constructor(vm: LuaVm, inspector: Inspector, nameAt: NameAt, moment: Moment, atLine: boolean) {
    this.#vm = vm;
    this.#inspector = inspector;
    this.#nameAt = nameAt;
    this.moment = moment;
    this.atLine = atLine;
    this.#stack = readStack(vm, nameAt);
  }

  /** The place of a frame; of the innermost frame of the user's where none is given. */
  placeOf(frame: number | null): FramePlace | null {
    return placeIn(this.#stack, frame);
  }

  /** What must be looked for in a new run to do what is asked; null where nothing must. */
  searchFor(request: DebugRequest): Search | null {
    const end = this.moment;
    if (request.kind === "restartFrame") {
      const place = this.placeOf(request.frame);
      return place === null ? null : { kind: "entry", end, depth: depthOf(this.#vm, place) };
    }
    if (request.kind !== "resume") return null;
    if (request.mode === "reverse") return { kind: "stops", end };
    const place = this.placeOf(null);
    if (request.mode !== "back" || place === null) return null;
    return { kind: "previous", end, depth: depthOf(this.#vm, place) };
  }

  /** Answers a question; a text as value says in plain words why it cannot be. */
  answer(question: Question): Answer {
    const inspector = this.#inspector;
    switch (question.kind) {
      case "stack":
        return { value: this.#stack.frames };
      case "scopes": {
        const place = this.#stack.places[question.frame];
        return { value: place === undefined ? [] : inspector.scopes(place, question.frame) };
      }
      case "variables":
        return { value: inspector.variables(question.reference) };
      case "isSaved":
        return { value: inspector.isSaved(question.reference) };
      case "setVariable": {
        const { reference, name, lua } = question;
        const trail = inspector.trailOf(reference);
        const value = inspector.set(reference, name, lua, this.placeOf(null));
        return trail === null ? { value } : { value, deed: { kind: "set", trail, name, lua } };
      }
      case "evaluate": {
        const { frame, lua, keep } = question;
        const value = inspector.evaluate(lua, this.placeOf(frame), keep === true);
        return keep === true ? { value, deed: { kind: "evaluate", frame, lua } } : { value };
      }
      case "canGoTo":
        return { value: this.#canGoTo(question.file, question.line) };
      case "goto": {
        const { file, line } = question;
        if (!this.#canGoTo(file, line)) return { value: "not from here" };
        this.#vm.exports.vm_goto(runningOf(this.#vm), line + 1);
        this.#stack = readStack(this.#vm, this.#nameAt);
        return { value: null, deed: { kind: "goto", line } };
      }
    }
  }

  /** Only dialogue can: its lines stand side by side in their function, while Lua's may be parts of a statement. */
  #canGoTo(file: string, line: number): boolean {
    const [top] = this.#stack.frames;
    const isHere = this.atLine && top?.kind === "pasta" && top.source?.file === file;
    return isHere && this.#vm.exports.vm_can_go_to(runningOf(this.#vm), line + 1) !== 0;
  }
}

/** Does again what a person has done. */
export function redo(deed: Deed, vm: LuaVm, inspector: Inspector, stack: Stack): void {
  if (deed.kind === "goto") vm.exports.vm_goto(runningOf(vm), deed.line + 1);
  else if (deed.kind === "evaluate") inspector.evaluate(deed.lua, placeIn(stack, deed.frame), true);
  else {
    const place = stack.places[deed.trail.frame];
    if (place !== undefined)
      inspector.set(inspector.follow(deed.trail, place), deed.name, deed.lua, placeIn(stack, null));
  }
}

export function placeIn(stack: Stack, frame: number | null): FramePlace | null {
  const index = frame ?? stack.frames.findIndex(({ kind }) => kind !== "library");
  return stack.places[index] ?? null;
}

/** The thread that runs. */
function runningOf({ exports: x }: LuaVm): Thread {
  return x.vm_thread(x.vm_thread_count() - 1);
}
