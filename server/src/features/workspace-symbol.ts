/** `workspace/symbol`: scenes, words, actors and functions of all ghosts by any part of their names. */
import { type SymbolInformation, SymbolKind } from "vscode-languageserver-types";
import { foldText } from "#core/diagnostics/index.ts";
import type { GhostContext } from "./context.ts";

/** An editor asks again with more letters; more than this nobody reads. */
const MOST = 200;

interface Entry {
  readonly name: string;
  readonly folded: string;
  readonly kind: SymbolKind;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly container: string;
}

const indexes = new WeakMap<object, readonly Entry[]>();

/** Symbols whose names hold the letters of the query in order; those that begin with it come first. */
export function workspaceSymbols(contexts: readonly GhostContext[], query: string): SymbolInformation[] {
  const wanted = foldText(query).replace(/\s+/g, "");
  const found: { readonly context: GhostContext; readonly entry: Entry; readonly score: number }[] = [];
  for (const context of contexts) {
    for (const file of context.snapshot.tables.files.keys()) {
      for (const entry of entriesOf(context, file)) {
        const score = scoreOf(entry.folded, wanted);
        if (score !== null) found.push({ context, entry, score });
      }
    }
  }
  found.sort((a, b) => a.score - b.score || a.entry.name.length - b.entry.name.length);
  const seen = new Set<string>();
  return found.slice(0, MOST).flatMap(({ context, entry }) => {
    const { name, kind, file, start, end, container } = entry;
    const range = context.lines(file)?.range(start, end);
    const uri = context.uri(file);
    // Where ghosts nest, the outer one reads the files of the inner one as well.
    const id = `${start} ${uri}`;
    if (range === undefined || seen.has(id)) return [];
    seen.add(id);
    return [{ name, kind, containerName: container, location: { uri, range } }];
  });
}

/** The symbols of a file; remembered until its declarations change. */
export function entriesOf({ snapshot }: GhostContext, file: string): readonly Entry[] {
  const declarations = snapshot.tables.files.get(file);
  if (declarations === undefined) return [];
  const known = indexes.get(declarations);
  if (known !== undefined) return known;
  const entries: Entry[] = [];
  const add = (
    kind: SymbolKind,
    at: number,
    of: { readonly name: string; readonly nameSpan: { readonly start: number; readonly end: number } },
    container: string,
  ) => {
    const { name, nameSpan } = of;
    if (name === "") return;
    const folded = foldText(name);
    entries.push({
      name,
      // Most names fold to themselves; the same text is not kept twice.
      folded: folded === name ? name : folded,
      kind,
      file,
      start: at + nameSpan.start,
      end: at + nameSpan.end,
      container,
    });
  };
  for (const { start, of } of declarations.scenes) {
    add(SymbolKind.Class, start, of, file);
    for (const local of of.fields.values()) add(SymbolKind.Method, start, local, of.name);
    for (const word of of.words.lists.flat()) add(SymbolKind.Array, start, word, of.name);
  }
  for (const { start, of } of declarations.words) add(SymbolKind.Array, start, of, file);
  for (const { start, of } of declarations.functions) add(SymbolKind.Function, start, of, file);
  for (const { start, of } of declarations.actors) {
    add(SymbolKind.Object, start, of, file);
    for (const word of of.words) add(SymbolKind.Array, start, word, of.name);
  }
  indexes.set(declarations, entries);
  return entries;
}

/** 0 for a name that begins with the query, more the later and the more scattered; null where letters are missing. */
function scoreOf(name: string, query: string): number | null {
  const at = name.indexOf(query);
  if (at >= 0) return at;
  let score = 1000;
  let from = 0;
  for (const letter of query) {
    const next = name.indexOf(letter, from);
    if (next < 0) return null;
    score += next - from;
    from = next + letter.length;
  }
  return score;
}
