/** The call stack over all running coroutines, in terms of scenes where they are scenes. */

import { LuaType, type Thread } from "../vm/exports.ts";
import type { LuaVm } from "../vm/vm.ts";
import type { Frame } from "./model.ts";

/** A frame's place in the VM. */
export interface FramePlace {
  readonly thread: Thread;
  readonly level: number;
}

/** More frames than these are of no use to anyone. */
const MOST_FRAMES = 200;

export interface Stack {
  readonly frames: readonly Frame[];
  readonly places: readonly FramePlace[];
}

/** The name of the scene whose header is on a line (0-based); null for other lines. */
export type NameAt = (file: string, line: number) => string | null;

/** Reads the stack, innermost frame first. */
export function readStack(vm: LuaVm, nameAt: NameAt): Stack {
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
      const isMain = values.decodeTerminated(x.vm_frame_what()) === "main";
      const firstLine = x.vm_frame_first_line();
      const scene = isUsers && !isMain && firstLine > 0 ? nameAt(file, firstLine - 1) : null;
      places.push({ thread, level });
      frames.push({
        id: frames.length,
        name: scene ?? (isMain ? file : isUsers ? luaName : luaName === "" ? file : `${file}.${luaName}`),
        kind: scene !== null ? "pasta" : isUsers ? "lua" : "library",
        source: isUsers ? { file, line: line - 1 } : null,
        firstLine: isUsers && !isMain ? firstLine - 1 : -1,
      });
    }
  }
  return { frames, places };
}

/** How many frames lie at and below a place, counting all threads, as the VM counts the depth of a step. */
export function depthOf(vm: LuaVm, { thread, level }: FramePlace): number {
  const { exports: x } = vm;
  let depth = x.vm_frame_count(thread) - level;
  for (let index = 0; x.vm_thread(index) !== thread; index++) depth += x.vm_frame_count(x.vm_thread(index));
  return depth;
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

/** The value on top of a thread's stack, as far as it is text: an error that is about to be thrown. */
export function textOnTop({ exports: x, values }: LuaVm, thread: Thread): string {
  return x.lua_type(thread, -1) === LuaType.string ? values.getString(thread, -1) : values.describe(thread, -1);
}
