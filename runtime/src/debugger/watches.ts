/** Saved variables that are watched for other values: the table by which the VM compares them. */

import type { LuaVm } from "../vm/vm.ts";
import type { Inspector } from "./inspector.ts";

export class Watches {
  readonly #vm: LuaVm;
  readonly #inspector: Inspector;
  #names: readonly string[] = [];
  #table = 0;
  /** Others are wanted, or a person has changed one, which is no change that anybody waits for. */
  isStale = false;

  constructor(vm: LuaVm, inspector: Inspector) {
    this.#vm = vm;
    this.#inspector = inspector;
  }

  /** Watches these from now on, as they are now. Tables are made, so a script must not be in the midst of a line. */
  take(names: readonly string[]): void {
    this.isStale = false;
    if (names.length === 0 && this.#table === 0) return;
    const before = this.#table;
    this.#names = names;
    this.#table = this.#inspector.watch(names);
    this.#vm.exports.vm_watch(this.#table, names.length);
    if (before !== 0) this.#inspector.release(before);
  }

  /** The change that the VM has just found: which of the names it is, and what to say of it. */
  change(): { readonly index: number; readonly text: string } {
    const found = this.#vm.exports.vm_changed();
    const { before, after } = this.#inspector.change(this.#table, found);
    return { index: found - 1, text: `＄＊${this.#names[found - 1] ?? ""}: ${before} → ${after}` };
  }
}
