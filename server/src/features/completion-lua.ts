/** The names of the run-time library in Lua, and of what a ghost adds to it, for completion. */
import { CompletionItemKind } from "vscode-languageserver-types";
import { ACT_METHODS, SCENE_METHODS, type Tables } from "#core/resolve/index.ts";
import type { Offer } from "./completion-offer.ts";
import type { BlockHere, FeatureContext } from "./context.ts";
import { LIBRARY, MODULES } from "./lua-library.ts";

/** What Lua can require. */
export function modules({ snapshot }: FeatureContext): Offer[] {
  const own = [...snapshot.lua.keys()].filter((path) => path.startsWith("scripts/") && path !== "scripts/main.lua");
  const names = own.map((path) => path.slice("scripts/".length, -".lua".length).replaceAll("/", "."));
  return [...names, ...MODULES].map((label) => ({ label, kind: CompletionItemKind.Module }));
}

/** What stands behind `owner.`, or, with `isMethod`, behind `owner:`. */
export function luaNames(tables: Tables, here: BlockHere | null, owner: string, isMethod: boolean): Offer[] {
  const library = (LIBRARY.get(owner) ?? []).map(
    ({ name, parameters }): Offer => ({
      label: name,
      kind: CompletionItemKind.Method,
      detail: `(${parameters.join(", ")})`,
      what: "library",
      of: owner,
    }),
  );
  const known = new Set(library.map(({ label }) => label));
  const plain = (labels: Iterable<string>, kind: CompletionItemKind): Offer[] =>
    [...labels].filter((label) => !known.has(label)).map((label) => ({ label, kind, detail: owner }));
  switch (owner) {
    case "act":
      return isMethod
        ? [...library, ...plain(ACT_METHODS, CompletionItemKind.Method)]
        : [...actors(tables), ...plain(["var", "save"], CompletionItemKind.Field)];
    case "SCENE":
      return isMethod
        ? [...library, ...plain(SCENE_METHODS, CompletionItemKind.Method)]
        : plain([...luaFunctions(here), "__global_name__"], CompletionItemKind.Field);
    case "ACTOR":
      return isMethod ? library : plain(["name", "spot"], CompletionItemKind.Field);
    default:
      return library;
  }
}

function actors(tables: Tables): Offer[] {
  return [...tables.actors.keys()].map((label) => ({ label, kind: CompletionItemKind.Struct, what: "actor" }));
}

/** The functions that the scene's own Lua gives it. */
export function luaFunctions(here: BlockHere | null): string[] {
  const fields = [...(here?.summary.scene?.fields.values() ?? [])];
  return fields.filter(({ origin, callable }) => origin === "lua" && callable).map(({ name }) => name);
}

/** The names that the library begins with, where a block of code stands. */
export function luaRoots(here: BlockHere | null): Offer[] {
  const own = here?.block.node.kind === "actor" ? "ACTOR" : here?.block.node.kind === "scene" ? "SCENE" : null;
  const roots = ["act", "GLOBAL", "PASTA", ...(own === null ? [] : [own])];
  return roots.map((label) => ({ label, kind: CompletionItemKind.Variable }));
}
