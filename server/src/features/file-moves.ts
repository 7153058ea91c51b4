/**
 * `workspace/willRenameFiles`: files that move or get another name keep their meaning. Scripts that require them are
 * changed along; a dictionary that would leave the patterns of `pasta.toml` stays in by a pattern of its own, if its
 * writer agrees; what no edit can keep is told.
 */
import type { AnnotatedTextEdit, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver-types";
import { classifier, classify } from "#core/project/index.ts";
import { compareLoadOrder, moduleName, type Occurrence } from "#core/resolve/index.ts";
import { codeOf, type GhostContext } from "./context.ts";
import { patternEdit } from "./pattern-edit.ts";
import type { Replacement } from "./simulate.ts";
import { text } from "./texts.ts";

/** Ghost-relative paths before and after; null behind it where a file leaves the ghost's folder. */
export type Moves = ReadonlyMap<string, string | null>;

export interface FileMoves {
  readonly edit: WorkspaceEdit | null;
  /** What will mean something else, in the reader's language. */
  readonly warnings: readonly string[];
}

const REQUIRE = /\brequire\s*\(?\s*(["'])([^"'\\\r\n]+)\1/g;
const KEEP = "keep-in-ghost";

/** What a move asks for. `isOneFolder` is set where all files moved with a folder, whose new path it is. */
export function fileMoves(context: GhostContext, moves: Moves, folder: string | null): FileMoves {
  const edits = requireEdits(context, moves);
  const left = leaving(context, moves);
  const pattern =
    left.length === 0 ? null : patternEdit(context.configText, folder === null ? left : [`${folder}/**/*.pasta`]);
  return {
    edit: edits.size === 0 && pattern === null ? null : workspaceEdit(context, edits, pattern),
    warnings: [
      ...gone(context, moves),
      ...clashes(context, moves),
      ...otherFunctions(context, moves),
      ...mainScript(context, moves),
    ],
  };
}

/** The names by which scripts require a file. */
function modulesOf(path: string): string[] {
  const inside = /^scripts\/(.+)\.lua$/.exec(path)?.[1];
  if (inside === undefined) return [];
  const module = inside.replaceAll("/", ".");
  return module.endsWith(".init") ? [module, module.slice(0, -".init".length)] : [module];
}

function requireEdits(context: GhostContext, moves: Moves): Map<string, Replacement[]> {
  const renamed = new Map<string, string>();
  for (const [from, to] of moves) {
    const after = modulesOf(to ?? "");
    modulesOf(from).forEach((module, i) => {
      const made = after[i] ?? after.at(-1);
      if (made !== undefined && made !== module) renamed.set(module, made);
    });
  }
  const edits = new Map<string, Replacement[]>();
  const find = (file: string, lua: string, offset: number) => {
    for (const match of lua.matchAll(REQUIRE)) {
      const written = match[2] as string;
      const to = renamed.get(written.replaceAll("/", "."));
      if (to === undefined) continue;
      const start = offset + match.index + match[0].lastIndexOf(written);
      const made = written.includes("/") ? to.replaceAll(".", "/") : to;
      edits.set(file, [...(edits.get(file) ?? []), { start, end: start + written.length, text: made }]);
    }
  };
  if (renamed.size === 0) return edits;
  for (const [file, { text: lua }] of context.snapshot.lua) find(file, lua, 0);
  for (const [file, document] of context.snapshot.documents) {
    if (!document.text.includes("require")) continue;
    for (const block of document.blocks) {
      for (const { content, contentSpan } of codeOf(block)) find(file, content, block.start + contentSpan.start);
    }
  }
  return edits;
}

/** New paths of dictionaries that the patterns no longer name. */
function leaving({ snapshot: { config } }: GhostContext, moves: Moves): string[] {
  const kindOf = classifier(config);
  return [...moves].flatMap(([from, to]) => {
    const stays = to === null || kindOf(from) !== "pasta" || !to.endsWith(".pasta") || kindOf(to) !== null;
    return stays ? [] : [to];
  });
}

/** Files that no pattern can keep: they leave the ghost's folder, or scripts leave where they are looked for. */
function gone({ locale, snapshot: { config } }: GhostContext, moves: Moves): string[] {
  const kindOf = classifier(config);
  return [...moves].flatMap(([from, to]) => {
    if (kindOf(from) === null) return [];
    const isLost = to === null || (kindOf(from) === "lua" && kindOf(to) !== "lua") || /(?:^|\/)init\.pasta$/.test(to);
    return isLost ? [text("move-leaves", locale, from)] : [];
  });
}

/** Files that shadow each other: the engine takes two of one module name for one. */
function clashes({ locale, snapshot }: GhostContext, moves: Moves): string[] {
  const after = pathsAfter(snapshot, moves);
  const dictionaries = [...classify(snapshot.config, after)].filter(([path]) => !path.startsWith("scripts/"));
  const byModule = new Map<string, string>();
  const found: string[] = [];
  for (const [path] of dictionaries) {
    const other = byModule.get(moduleName(path));
    byModule.set(moduleName(path), path);
    const isNew = [...moves.values()].some((to) => to === path || to === other);
    if (other !== undefined && isNew) found.push(text("move-clash", locale, path, other));
  }
  return found;
}

function pathsAfter({ documents, lua }: GhostContext["snapshot"], moves: Moves): string[] {
  return [...documents.keys(), ...lua.keys()].flatMap((path) => {
    const to = moves.has(path) ? (moves.get(path) ?? null) : path;
    return to === null ? [] : [to];
  });
}

/** Functions of `GLOBAL` that are declared more than once, and of which another one stays after the move. */
function otherFunctions({ locale, snapshot: { tables } }: GhostContext, moves: Moves): string[] {
  const moved = (path: string) => moves.get(path) ?? path;
  const last = (list: readonly Occurrence[], pathOf: (path: string) => string) =>
    [...list].sort((a, b) => compareLoadOrder(pathOf(a.file), pathOf(b.file)) || a.ordinal - b.ordinal).at(-1);
  return [...tables.functions].flatMap(([name, list]) => {
    if (list.length < 2 || !list.some(({ file }) => moves.has(file))) return [];
    const [before, after] = [last(list, (path) => path), last(list, moved)];
    if (before === undefined || after === undefined || before === after) return [];
    return [text("move-function", locale, name, moved(after.file), before.file)];
  });
}

function mainScript({ locale }: GhostContext, moves: Moves): string[] {
  const main = moves.get("scripts/main.lua");
  return main == null || main === "scripts/main.lua" ? [] : [text("move-main", locale)];
}

function workspaceEdit(
  context: GhostContext,
  edits: ReadonlyMap<string, readonly Replacement[]>,
  pattern: Replacement | null,
): WorkspaceEdit {
  const change = (file: string, list: readonly Replacement[], annotationId?: string): TextDocumentEdit[] => {
    const lines = context.lines(file);
    if (lines === null) return [];
    const made = list.map(
      ({ start, end, text: newText }): AnnotatedTextEdit | { range: AnnotatedTextEdit["range"]; newText: string } => {
        const range = lines.range(start, end);
        return annotationId === undefined ? { range, newText } : { range, newText, annotationId };
      },
    );
    return [{ textDocument: { uri: context.uri(file), version: null }, edits: made }];
  };
  const documentChanges = [...edits].flatMap(([file, list]) => change(file, list));
  if (pattern === null) return { documentChanges };
  return {
    documentChanges: [...documentChanges, ...change("pasta.toml", [pattern], KEEP)],
    changeAnnotations: {
      [KEEP]: {
        label: text("move-keep", context.locale),
        description: text("move-keep-why", context.locale),
        needsConfirmation: true,
      },
    },
  };
}
