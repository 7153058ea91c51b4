/**
 * What a change of text would do to the ghost's names, without making it: edited blocks are read alone, put among the
 * others, and the tables are joined anew for their files.
 */
import {
  declarationsOf,
  fromLua,
  luaUser,
  parseConfig,
  summarizeBlock,
  summarizeLua,
  type User,
} from "#core/project/index.ts";
import { buildTables, type Tables, updateTables } from "#core/resolve/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import type { Block, SyntaxDocument } from "#core/syntax/model.ts";
import type { GhostContext } from "./context.ts";

/** A replacement in a file, in offsets of the text as it is. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type Replacements = ReadonlyMap<string, readonly Replacement[]>;

export interface Simulation {
  readonly tables: Tables;
  /** The user that stands in the place of an edited one. */
  readonly now: ReadonlyMap<User, User>;
  /** Where an offset of the text as it is comes to stand. */
  shift(file: string, offset: number): number;
}

/** Simulates replacements; null where an edited block would fall apart into several, or change its kind. */
export function simulate(
  parser: PastaParser,
  { snapshot, configText }: GhostContext,
  replacements: Replacements,
): Simulation | null {
  let { tables } = snapshot;
  const now = new Map<User, User>();
  for (const [file, edits] of replacements) {
    const document = snapshot.documents.get(file);
    const lua = snapshot.lua.get(file);
    if (document !== undefined) {
      const next = editedDocument(parser, document, edits, now);
      if (next === null) return null;
      tables = updateTables(tables, file, declarationsOf(file, next)).tables;
    } else if (lua !== undefined) {
      const summary = summarizeLua(applyAll(lua.text, edits, 0));
      now.set(lua.user, luaUser(summary));
      tables = updateTables(tables, file, fromLua(file, summary)).tables;
    }
  }
  const config = replacements.get("pasta.toml");
  if (config !== undefined) tables = configured(tables, applyAll(configText, config, 0));
  const shift = (file: string, offset: number) => {
    let moved = offset;
    for (const { start, end, text } of replacements.get(file) ?? [])
      if (end <= offset) moved += text.length - (end - start);
    return moved;
  };
  return { tables, now, shift };
}

/** The tables under another `pasta.toml`: its aliases decide under which names scenes stand. */
function configured({ files }: Tables, configText: string): Tables {
  const { aliases, actors } = parseConfig(configText);
  const keys = new Map([...actors].map(([name, actor]) => [name, actor.keys]));
  return buildTables([...files.values()], { aliases, actors: keys });
}

function editedDocument(
  parser: PastaParser,
  document: SyntaxDocument,
  edits: readonly Replacement[],
  now: Map<User, User>,
): SyntaxDocument | null {
  const blocks: Block[] = [];
  let moved = 0;
  let name = "";
  for (const [i, block] of document.blocks.entries()) {
    const end = document.blocks[i + 1]?.start ?? document.text.length;
    const inside = edits.filter(({ start }) => start >= block.start && start < end);
    let next: Block = { ...block, start: block.start + moved };
    if (inside.length > 0) {
      const text = applyAll(document.text.slice(block.start, end), inside, block.start);
      const read = parser.parse(text).blocks.filter(({ node }) => node.kind !== "stray");
      const [only] = read;
      if (only === undefined || read.length > 1 || only.node.kind !== block.node.kind) return null;
      next = { ...only, start: block.start + moved + only.start };
      moved += text.length - (end - block.start);
    }
    if (next.node.kind === "scene") {
      name = next.node.name?.text ?? name;
      next = { ...next, sceneName: name };
    }
    blocks.push(next);
    if (inside.length > 0 || next.sceneName !== block.sceneName) now.set(summarizeBlock(block), summarizeBlock(next));
  }
  const text = applyAll(document.text, edits, 0);
  const { ok, hasDirective } = document;
  return { text, slice: (start, end) => text.slice(start, end), hasDirective, blocks, ok };
}

/** A text with replacements made; `base` is the offset at which it begins. */
export function applyAll(text: string, edits: readonly Replacement[], base: number): string {
  let out = text;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    out = out.slice(0, edit.start - base) + edit.text + out.slice(edit.end - base);
  }
  return out;
}
