/** `textDocument/codeAction`: quick fixes for findings — the name that was meant, the scene, word or actor that is missing. */

import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver-types";
import { CODES, type DiagnosticCode, UNREADABLE } from "#core/diagnostics/index.ts";
import { actorUsesIn } from "#core/project/index.ts";
import { DIRECTIVE } from "#core/syntax/index.ts";
import { type BlockHere, blockAt, type FeatureContext, isInLua, referenceAt } from "./context.ts";
import { lineFixes } from "./fix-lines.ts";
import { inWidthOf } from "./marks.ts";
import { type TextId, text } from "./texts.ts";
import { widthEdits } from "./width.ts";

const KNOWN: ReadonlySet<unknown> = new Set(CODES);

/** The fixes for the findings that the client shows at a place. */
export function codeActions(context: FeatureContext, diagnostics: readonly Diagnostic[]): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const { code, source } = diagnostic;
    if (source !== "pasta" || !KNOWN.has(code)) return [];
    const fixes = [...meant(context, diagnostic), ...missing(context, code as DiagnosticCode, diagnostic)];
    return [...fixes, ...silencing(context, code as DiagnosticCode, diagnostic)];
  });
}

/** Comments that silence the finding; what the engine refuses cannot be talked away. */
function silencing(context: FeatureContext, code: DiagnosticCode, diagnostic: Diagnostic): CodeAction[] {
  const isLua = context.snapshot.lua.has(context.path);
  if ((context.document === null && !isLua) || UNREADABLE.has(code)) return [];
  // A byte order mark stays the first of a file.
  const top = context.text.startsWith("\ufeff") ? 1 : 0;
  const line = Math.max(top, context.here.offset({ line: diagnostic.range.start.line, character: 0 }));
  const indent = /^[ \t\u3000]*/.exec(context.text.slice(line))?.[0] ?? "";
  const inLua = isInLua(context, blockAt(context, line)?.block ?? null, line);
  const mark = (isCode: boolean) => (isCode ? "--" : inWidthOf(context.text, "＃"));
  const here = insertAt(context, context.path, context.text, line, `${indent}${mark(inLua)} ${DIRECTIVE} ${code}\n`);
  const file = insertAt(context, context.path, context.text, top, `${mark(isLua)} ${DIRECTIVE}-file ${code}\n`);
  return [
    fix(context, diagnostic, "fix-ignore-line", [code], replace(context, [here])),
    fix(context, diagnostic, "fix-ignore-file", [code], replace(context, [file])),
  ];
}

interface FindingData {
  readonly key?: unknown;
  readonly suggestions?: unknown;
}

function dataOf(diagnostic: Diagnostic): FindingData {
  return typeof diagnostic.data === "object" && diagnostic.data !== null ? (diagnostic.data as FindingData) : {};
}

/** Did-you-mean: the nearest name is the preferred fix. */
function meant(context: FeatureContext, diagnostic: Diagnostic): CodeAction[] {
  const { suggestions } = dataOf(diagnostic);
  const names = Array.isArray(suggestions) ? suggestions.filter((name) => typeof name === "string") : [];
  return names.map((name, i) => ({
    ...fix(
      context,
      diagnostic,
      "fix-did-you-mean",
      [name],
      replace(context, [{ range: diagnostic.range, newText: name }]),
    ),
    isPreferred: i === 0,
  }));
}

function missing(context: FeatureContext, code: DiagnosticCode, diagnostic: Diagnostic): CodeAction[] {
  const { key } = dataOf(diagnostic);
  const name = typeof key === "string" ? key : "";
  switch (code) {
    case "unresolved-scene":
    case "unresolved-choice":
      return [
        createLocal(context, diagnostic, name),
        createGlobal(context, diagnostic, name),
        ...createElsewhere(context, diagnostic, name),
      ].flat();
    case "unresolved-word":
      return [
        ...defineWord(context, diagnostic, name),
        ...defineLocalWord(context, diagnostic, name),
        ...defineActorWord(context, diagnostic, name),
      ];
    case "unknown-actor":
      return addActor(context, diagnostic, name);
    case "mixed-width":
      return [fix(context, diagnostic, "fix-width", [], replace(context, widthEdits(context)))];
    default:
      return lineFixes(context, code, diagnostic, firstSpeaker(context, hereOf(context, diagnostic.range))).map(
        ({ title, args, edits }) => fix(context, diagnostic, title, args, replace(context, edits)),
      );
  }
}

function fix(
  context: FeatureContext,
  diagnostic: Diagnostic,
  title: TextId,
  args: readonly string[],
  edit: WorkspaceEdit,
): CodeAction {
  return {
    title: text(title, context.locale, ...args),
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit,
  };
}

function replace(context: FeatureContext, edits: TextEdit[], path = context.path): WorkspaceEdit {
  return { changes: { [context.uri(path)]: edits } };
}

/** Text put at an offset of a file that ends its last line where it has not. */
export function insertAt(
  context: FeatureContext,
  path: string,
  content: string,
  offset: number,
  newText: string,
): TextEdit {
  const eol = content.includes("\r\n") ? "\r\n" : "\n";
  const lead = /[^\n\ufeff]$/.test(content.slice(Math.max(0, offset - 1), offset)) ? "\n" : "";
  const range = (context.lines(path) ?? context.here).range(offset, offset);
  return { range, newText: (lead + newText).replaceAll("\n", eol) };
}

/** A speaker to begin a new scene with: who speaks first in the scene around, else the first actor there is. */
function firstSpeaker(context: FeatureContext, here: BlockHere | null): string {
  const own =
    here === null ? undefined : actorUsesIn(here.summary).find(({ role }) => role === "speaker" || role === "cast");
  const [any] = context.snapshot.tables.actors.keys();
  return own?.name ?? any ?? "さくら";
}

function hereOf(context: FeatureContext, range: Range): BlockHere | null {
  return blockAt(context, context.here.offset(range.start));
}

function createLocal(context: FeatureContext, diagnostic: Diagnostic, name: string): CodeAction[] {
  const here = hereOf(context, diagnostic.range);
  if (here === null || here.block.node.kind !== "scene") return [];
  const end = endOfBlock(context.text, here.block.start, here.block.start + here.block.node.span.end);
  const body = inWidthOf(context.text, `\n　・${name}\n　　${firstSpeaker(context, here)}：…\n`);
  const edit = replace(context, [insertAt(context, context.path, context.text, end, body)]);
  return [fix(context, diagnostic, "fix-create-local", [name], edit)];
}

/** Behind the last line of a block that is not blank. */
export function endOfBlock(content: string, start: number, end: number): number {
  const kept = content.slice(start, end).trimEnd().length;
  const newline = content.indexOf("\n", start + kept);
  return newline < 0 ? content.length : newline + 1;
}

function createGlobal(context: FeatureContext, diagnostic: Diagnostic, name: string): CodeAction[] {
  // A Lua file holds no scenes of Pasta.
  if (context.document === null) return [];
  const here = hereOf(context, diagnostic.range);
  const body = inWidthOf(context.text, `\n＊${name}\n　${firstSpeaker(context, here)}：…\n`);
  const edit = replace(context, [insertAt(context, context.path, context.text, context.text.length, body)]);
  return [fix(context, diagnostic, "fix-create-global", [name], edit)];
}

/** The other dictionary that holds the most scenes: where a writer keeps them. */
function otherDictionary(context: FeatureContext): { readonly path: string; readonly content: string } | null {
  const { tables, documents } = context.snapshot;
  let best: { readonly path: string; readonly scenes: number } | null = null;
  for (const [path, { scenes }] of tables.files) {
    if (path === context.path || !documents.has(path) || scenes.length <= (best?.scenes ?? 0)) continue;
    best = { path, scenes: scenes.length };
  }
  const content = best === null ? undefined : documents.get(best.path)?.text;
  return best === null || content === undefined ? null : { path: best.path, content };
}

function createElsewhere(context: FeatureContext, diagnostic: Diagnostic, name: string): CodeAction[] {
  const best = otherDictionary(context);
  if (best === null) return [];
  const speaker = firstSpeaker(context, hereOf(context, diagnostic.range));
  const body = inWidthOf(best.content, `\n＊${name}\n　${speaker}：…\n`);
  const edit = replace(context, [insertAt(context, best.path, best.content, best.content.length, body)], best.path);
  return [fix(context, diagnostic, "fix-create-global-in", [name, best.path], edit)];
}

function defineWord(context: FeatureContext, diagnostic: Diagnostic, name: string): CodeAction[] {
  const line = `\n＠${name}：${name}\n`;
  if (context.document !== null) {
    const edit = insertAt(context, context.path, context.text, context.text.length, inWidthOf(context.text, line));
    return [fix(context, diagnostic, "fix-define-word", [name], replace(context, [edit]))];
  }
  const best = otherDictionary(context);
  if (best === null) return [];
  const edit = insertAt(context, best.path, best.content, best.content.length, inWidthOf(best.content, line));
  return [fix(context, diagnostic, "fix-define-word-in", [name, best.path], replace(context, [edit], best.path))];
}

function defineLocalWord(context: FeatureContext, diagnostic: Diagnostic, name: string): CodeAction[] {
  const here = hereOf(context, diagnostic.range);
  if (here === null || here.block.node.kind !== "scene") return [];
  const newline = context.text.indexOf("\n", here.block.start + here.block.node.header.end);
  const at = newline < 0 ? context.text.length : newline + 1;
  const edit = insertAt(context, context.path, context.text, at, inWidthOf(context.text, `　＠${name}：${name}\n`));
  return [fix(context, diagnostic, "fix-define-local-word", [name], replace(context, [edit]))];
}

/** The word among those of who speaks the line: faces are mostly written so. */
function defineActorWord(context: FeatureContext, diagnostic: Diagnostic, name: string): CodeAction[] {
  const actor = referenceAt(context, context.here.offset(diagnostic.range.start))?.reference.actor ?? null;
  const { tables, documents } = context.snapshot;
  const [first] = actor === null ? [] : (tables.actors.get(actor)?.declarations ?? []);
  const document = documents.get(first?.file ?? "");
  const placed = first === undefined ? undefined : tables.files.get(first.file)?.actors[first.ordinal];
  const node = document?.blocks.find(({ start }) => start === placed?.start)?.node;
  if (first === undefined || document === undefined || placed === undefined || node?.kind !== "actor") return [];
  const content = document.text;
  const ends = [node.header, ...node.words.map(({ span }) => span)].map(({ end }) => placed.start + end);
  const newline = content.indexOf("\n", Math.max(...ends));
  const at = newline < 0 ? content.length : newline + 1;
  const edit = insertAt(context, first.file, content, at, inWidthOf(content, `　＠${name}：${name}\n`));
  return [
    fix(context, diagnostic, "fix-define-actor-word", [name, placed.of.name], replace(context, [edit], first.file)),
  ];
}

function addActor(context: FeatureContext, diagnostic: Diagnostic, name: string): CodeAction[] {
  const { configText, snapshot } = context;
  if (configText === "" && context.lines("pasta.toml") === null) return [];
  const taken = new Set([...snapshot.config.actors.values()].map(({ spot }) => spot));
  let spot = 0;
  while (taken.has(spot)) spot++;
  const quoted = JSON.stringify(name);
  const edit = insertAt(context, "pasta.toml", configText, configText.length, `\n[actor.${quoted}]\nspot = ${spot}\n`);
  return [fix(context, diagnostic, "fix-add-actor", [name], replace(context, [edit], "pasta.toml"))];
}
