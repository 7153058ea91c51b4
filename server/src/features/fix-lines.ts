/** Quick fixes that take lines away, give what is missing beside them, or write a name that can stand. */
import type { Diagnostic, TextEdit } from "vscode-languageserver-types";
import { type DiagnosticCode, nearestNames } from "#core/diagnostics/index.ts";
import { isLuaKeyword, isName } from "#core/syntax/index.ts";
import { blockAt, type FeatureContext, isInLua } from "./context.ts";
import { inWidthOf } from "./marks.ts";
import { commentsAbove, lineEnd, lineStart } from "./refactor-parts.ts";
import { declarationAt } from "./targets.ts";
import type { TextId } from "./texts.ts";

/** A change of the file that the finding is in. */
export interface LineFix {
  readonly title: TextId;
  readonly args: readonly string[];
  readonly edits: TextEdit[];
}

/** The fixes for a finding whose lines themselves are at fault. `speaker` is who would speak in a new line. */
export function lineFixes(
  context: FeatureContext,
  code: DiagnosticCode,
  diagnostic: Diagnostic,
  speaker: string,
): LineFix[] {
  const start = context.here.offset(diagnostic.range.start);
  const end = context.here.offset(diagnostic.range.end);
  switch (code) {
    case "unused-scene":
    case "unused-word":
      return removeDeclaration(context, start);
    case "unreachable-code":
      return [{ title: "fix-remove", args: [], edits: [removal(context, start, end)] }];
    case "duplicate-attribute":
      return removeFirst(context, diagnostic);
    case "undefined-variable":
      return [...meantVariable(context, diagnostic, start, end), ...setVariable(context, diagnostic, start)];
    case "continuation-without-speaker":
      return /[：:]/.test(context.text[start] ?? "")
        ? [insertion(context, "fix-add-speaker", speaker, start, speaker)]
        : [];
    case "reserved-name":
      return plainName(context, start, end);
    case "unresolved-function":
      return defineFunction(context, diagnostic, start);
    default:
      return [];
  }
}

/** Takes whole lines away. */
function removal({ here, text }: FeatureContext, start: number, end: number): TextEdit {
  return { range: here.range(lineStart(text, start), lineEnd(text, Math.max(start, end))), newText: "" };
}

function insertion({ here }: FeatureContext, title: TextId, name: string, at: number, newText: string): LineFix {
  return { title, args: [name], edits: [{ range: here.range(at, at), newText }] };
}

/** The lines of a scene or word that nobody asks for; not where other names hang on them. */
function removeDeclaration(context: FeatureContext, offset: number): LineFix[] {
  const target = declarationAt(context, offset);
  const { document, text } = context;
  if (target === null || document === null) return [];
  const index = document.blocks.findIndex(({ start }) => start === blockAt(context, offset)?.block.start);
  const block = document.blocks[index];
  if (block === undefined) return [];
  const remove = (start: number, end: number): LineFix[] => [
    {
      title: "fix-remove-named",
      args: [target.kind === "variable" ? "" : target.name],
      edits: [removal(context, start, end)],
    },
  ];
  if (target.kind === "word") {
    const words =
      block.node.kind === "word"
        ? [block.node]
        : block.node.kind === "scene" || block.node.kind === "actor"
          ? block.node.words
          : [];
    const line = words.find(({ names }) => names.some(({ span }) => block.start + span.start === offset));
    return line?.names.length === 1 ? remove(block.start + line.span.start, block.start + line.span.end) : [];
  }
  if (block.node.kind !== "scene") return [];
  if (target.kind === "local") {
    const local = block.node.locals.find(({ name }) => name !== null && block.start + name.span.start === offset);
    return local === undefined
      ? []
      : remove(
          commentsAbove(text, block.start + local.span.start),
          trimmedEnd(text, block.start + local.span.start, block.start + local.span.end),
        );
  }
  const next = document.blocks.slice(index + 1).find(({ node }) => node.kind === "scene")?.node;
  if (target.kind !== "scene" || (next?.kind === "scene" && next.name === null)) return [];
  return remove(commentsAbove(text, block.start), trimmedEnd(text, block.start, block.start + block.node.span.end));
}

function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

/** Only the later of two attributes counts, so the first one goes. */
function removeFirst(context: FeatureContext, diagnostic: Diagnostic): LineFix[] {
  const first = diagnostic.relatedInformation?.[0]?.location.range;
  if (first === undefined) return [];
  const start = context.here.offset(first.start);
  return [{ title: "fix-remove-first", args: [], edits: [removal(context, start, start)] }];
}

/** The variables that something sets and whose names are near. */
function meantVariable(context: FeatureContext, diagnostic: Diagnostic, start: number, end: number): LineFix[] {
  const { key, scope } = (diagnostic.data ?? {}) as { readonly key?: unknown; readonly scope?: unknown };
  if (typeof key !== "string" || typeof scope !== "string") return [];
  const set = [...context.usage.writers.keys()].flatMap((one) =>
    one.startsWith(`${scope}:`) && !one.endsWith(":*") ? [one.slice(scope.length + 1)] : [],
  );
  const range = context.here.range(start, end);
  return nearestNames(key, set).map((name) => ({
    title: "fix-did-you-mean",
    args: [name],
    edits: [{ range, newText: name }],
  }));
}

function setVariable(context: FeatureContext, diagnostic: Diagnostic, offset: number): LineFix[] {
  const { key, scope } = (diagnostic.data ?? {}) as { readonly key?: unknown; readonly scope?: unknown };
  const block = blockAt(context, offset)?.block;
  if (typeof key !== "string" || block?.node.kind !== "scene") return [];
  const item = block.node.locals
    .flatMap(({ items }) => items)
    .find(({ span }) => block.start + span.start <= offset && offset <= block.start + span.end);
  if (item === undefined) return [];
  const name = inWidthOf(context.text, scope === "global" ? `＄＊${key}` : `＄${key}`);
  const at = lineStart(context.text, block.start + item.span.start);
  const indent = context.text.slice(at, block.start + item.span.start);
  const eol = context.text.includes("\r\n") ? "\r\n" : "\n";
  return [insertion(context, "fix-set-variable", name, at, `${indent}${name}${inWidthOf(context.text, "＝")}０${eol}`)];
}

/** A reserved name without the underlines that make it one. */
function plainName(context: FeatureContext, start: number, end: number): LineFix[] {
  const written = context.text.slice(start, end);
  const name = written.replace(/^_+|_+$/g, "");
  if (name === written || !isName(name)) return [];
  return [
    { title: "fix-did-you-mean", args: [name], edits: [{ range: context.here.range(start, end), newText: name }] },
  ];
}

/** A block of Lua at the head of the scene that gives the function. */
function defineFunction(context: FeatureContext, diagnostic: Diagnostic, offset: number): LineFix[] {
  const { key, kind } = (diagnostic.data ?? {}) as { readonly key?: unknown; readonly kind?: unknown };
  const block = blockAt(context, offset)?.block;
  if (typeof key !== "string" || isLuaKeyword(key) || block?.node.kind !== "scene") return [];
  if (isInLua(context, block, offset)) return [];
  const first = block.node.locals[0]?.items[0] ?? block.node.locals[1];
  if (first === undefined) return [];
  const at = lineStart(context.text, block.start + first.span.start);
  const owner = kind === "globalFunction" ? "GLOBAL" : "SCENE";
  const lines = ["```lua", `function ${owner}.${key}(act, ...)`, "end", "```", ""];
  return [
    insertion(context, "fix-define-function", key, at, lines.join(context.text.includes("\r\n") ? "\r\n" : "\n")),
  ];
}
