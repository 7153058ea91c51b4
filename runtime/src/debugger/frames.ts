/** The call stack over all running coroutines, in terms of scenes where they are scenes. */

import type { Thread } from "../vm/exports.ts";
import type { LuaVm } from "../vm/vm.ts";
import type { Frame } from "./model.ts";

/** A frame's place in the VM. */
export interface FramePlace {
  readonly thread: Thread;
  readonly level: number;
}

/** More frames than these are of no use to anyone. */
const MOST_FRAMES = 200;

/** Names that a generated scene function gives its own locals. */
const SCENE_LOCALS = ["act", "args", "save", "var"];

export interface Stack {
  readonly frames: readonly Frame[];
  readonly places: readonly FramePlace[];
}

/** Reads the stack, innermost frame first. `nameAt` gives the scene function that a line belongs to. */
export function readStack(vm: LuaVm, nameAt: (file: string, line: number) => string | null): Stack {
  const { exports: x, values } = vm;
  const frames: Frame[] = [];
  const places: FramePlace[] = [];
  for (let index = x.vm_thread_count() - 1; index >= 0; index--) {
    const thread = x.vm_thread(index);
    for (let level = 0; frames.length < MOST_FRAMES && x.vm_frame(thread, level) !== 0; level++) {
      const chunk = values.decodeTerminated(x.vm_frame_source());
      const line = x.vm_frame_line();
      if (line <= 0) continue;
      const isUsers = chunk.startsWith("@");
      const file = chunk.slice(1);
      const luaName = values.decodeTerminated(x.vm_frame_name());
      const isScene = isUsers && localsOf(vm, { thread, level }).slice(0, 4).join() === SCENE_LOCALS.join();
      const scene = isScene ? nameAt(file, line - 1) : null;
      places.push({ thread, level });
      frames.push({
        id: frames.length,
        name: scene ?? (luaName === "" ? "?" : luaName),
        kind: scene !== null ? "pasta" : isUsers ? "lua" : "library",
        source: isUsers ? { file, line: line - 1 } : null,
      });
    }
  }
  return { frames, places };
}

/** Names of a frame's locals, in order; temporaries of the VM left out. */
export function localsOf(vm: LuaVm, { thread, level }: FramePlace): string[] {
  const { exports: x, values } = vm;
  const names: string[] = [];
  x.vm_frame(thread, level);
  x.lua_checkstack(thread, 4);
  for (let index = 1; ; index++) {
    const name = x.vm_frame_local(thread, index);
    if (name === 0) return names;
    x.lua_settop(thread, -2);
    names.push(values.decodeTerminated(name));
  }
}
