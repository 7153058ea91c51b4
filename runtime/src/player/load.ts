/** Loading: which Lua comes when, and what of it failed. The library calls these while it loads a ghost. */

import { LuaError } from "../vm/limits.ts";
import { type HostFunction, type LuaFunction, type LuaResult, Results } from "../vm/values.ts";
import type { Chunk, LuaVm } from "../vm/vm.ts";
import type { Declared, DeclaredWord } from "./corrections.ts";
import type { LoadableBlock, Program } from "./program.ts";

/** The part of a program that gives Lua. */
export type ProgramLoading = Pick<
  Program,
  "actors" | "steps" | "allBlocks" | "block" | "scene" | "sceneOf" | "module" | "numberScene" | "stepLoaded"
>;

export interface LoadContext {
  readonly program: ProgramLoading;
  readonly library: ReadonlyMap<string, string>;
  readonly vm: LuaVm;
  /** Tells of something that could not be loaded, in Lua's words (`path:line: …`). */
  readonly failed: (message: string) => void;
}

/** What user code declares, gathered step by step. Step null is `scripts/main.lua`. */
class StepRecord {
  step: string | null = null;
  loading = true;
  words: DeclaredWord[] = [];
  created: { base: string; number: number }[] = [];
}

/** The functions that the player's loading calls. */
export function loadFunctions(context: LoadContext): [string, HostFunction][] {
  const { program, library, vm, failed } = context;
  const record = new StepRecord();

  const compile = (chunk: Chunk): LuaFunction => vm.load(chunk);

  /** A block whose own Lua cannot be compiled is loaded without it, so that its dialogue still plays. */
  const compileBlock = (id: string): Results => {
    let block: LoadableBlock = program.block(id);
    let loaded: LuaFunction;
    try {
      loaded = compile(block.chunk);
    } catch (error) {
      if (!(error instanceof LuaError)) throw error;
      failed(error.message);
      block = program.block(id, false);
      loaded = compile(block.chunk);
    }
    return new Results(loaded, block.module);
  };

  const finish = (own: LuaResult, created: LuaResult): undefined => {
    const declared: Declared = {
      words: record.words,
      fields: own instanceof Map ? fieldsOf(own) : null,
      created: record.created.map(({ base, number }) => ({
        base,
        number,
        fields: fieldsOf(created instanceof Map ? created.get(`${base}_${number}`) : undefined),
      })),
    };
    program.stepLoaded(record.step, declared);
    record.words = [];
    record.created = [];
    return undefined;
  };

  return [
    ["module", (name) => loadModule(String(name), program, library, compile)],
    ["actors", () => program.actors()],
    ["steps", () => program.steps().map(({ id, module }) => ({ id, module: module ?? undefined }))],
    ["all_blocks", () => program.allBlocks().map(({ id, scene }) => ({ id, scene: scene ?? undefined }))],
    [
      "step_begins",
      (id) => {
        record.step = String(id);
        return program.sceneOf === undefined || record.step.endsWith(".lua")
          ? undefined
          : (program.sceneOf(record.step) ?? undefined);
      },
    ],
    ["step_ended", (own, created) => finish(own, created)],
    [
      "loaded",
      () => {
        record.loading = false;
        return undefined;
      },
    ],
    ["load_block", (id) => compileBlock(String(id))],
    [
      "load_scene",
      (name) => {
        const block = program.scene(String(name));
        return block === null ? undefined : compileBlock(block.id);
      },
    ],
    ["load_failed", (message) => void failed(String(message))],
    [
      "number_scene",
      (base) => {
        const number = program.numberScene(record.step, String(base));
        if (record.loading) record.created.push({ base: String(base), number });
        return number;
      },
    ],
    [
      "word_registered",
      (scope, owner, key, values) => {
        if (!record.loading) return undefined;
        const list = values instanceof Map ? [...values.values()].map(String) : [];
        const known = typeof owner === "string" ? owner : null;
        record.words.push({ scope: scope as DeclaredWord["scope"], owner: known, key: String(key), values: list });
        return undefined;
      },
    ],
  ];
}

function fieldsOf(table: LuaResult): ReadonlyMap<string, boolean> {
  const fields = new Map<string, boolean>();
  if (table instanceof Map) for (const [name, callable] of table) fields.set(String(name), callable === true);
  return fields;
}

/** A module of the ghost, else of the library; the text for `require`'s message where there is neither. */
function loadModule(
  name: string,
  program: ProgramLoading,
  library: ReadonlyMap<string, string>,
  compile: (chunk: Chunk) => LuaFunction,
): Results {
  const own = program.module(name);
  if (own !== null) return new Results(compile(own), own.name.slice(1));
  const text = library.get(name);
  if (text !== undefined) return new Results(compile({ name: `=${name}`, text }), name);
  const path = name.replaceAll(".", "/");
  return new Results(null, `\n\tno file 'scripts/${path}.lua'\n\tno file 'scripts/${path}/init.lua'`);
}
