/**
 * Compiles WebAssembly so that V8 takes its time before it optimizes.
 *
 * V8 optimizes a function of WebAssembly when the code it has run through, in bytes, exceeds a budget. The lexer and
 * the parser are two functions of tens of kilobytes with loops around nearly all of each, so a page of text exhausts
 * V8's usual budget; optimizing them then takes 200 ms of processor time and 40 MB, while a start needs both. A short
 * file never earns that back; a long one does, and still gets it.
 */
import { setFlagsFromString } from "node:v8";
import { v8Flags } from "./v8-flags.ts";

/** Bytes of code: nearly the most that V8 takes. Some ten thousand characters through the lexer, or hundreds of edits. */
const PATIENT = 2_000_000_000;

/** V8's own budgets: of version 11, and since. */
const USUAL = [1_800_000, 13_000_000];

/** Compiles with patience. The budget is taken when a module is made, so others (the Lua VM) keep the usual one. */
export async function patiently<Module>(compile: () => Promise<Module>): Promise<Module> {
  const usual = usualBudget();
  if (usual === null) return compile();
  setBudget(PATIENT);
  try {
    return await compile();
  } finally {
    setBudget(usual);
  }
}

/** The budget of this V8, which does not tell it: the one that leaves V8's flags as they are. Null where none does. */
function usualBudget(): number | null {
  const flags = v8Flags();
  return (
    USUAL.find((budget) => {
      setBudget(budget);
      return v8Flags().equals(flags);
    }) ?? null
  );
}

function setBudget(bytes: number): void {
  setFlagsFromString(`--wasm-tiering-budget=${bytes}`);
}
