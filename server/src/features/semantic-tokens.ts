/** `textDocument/semanticTokens`: what each name is — whether a call finds a local scene, a global one, a Lua function or nothing. */

import type { Range, SemanticTokens, SemanticTokensDelta, SemanticTokensLegend } from "vscode-languageserver-types";
import { actorUsesIn, referencesIn, variablesIn } from "#core/project/index.ts";
import { lookUp } from "#core/resolve/index.ts";
import { type BlockHere, blocksHere, type FeatureContext } from "./context.ts";

const TYPES = ["class", "method", "function", "variable", "property", "parameter", "enumMember", "type"] as const;
const MODIFIERS = ["declaration", "readonly", "defaultLibrary", "unresolved", "saved"] as const;

type TokenType = (typeof TYPES)[number];
type Modifier = (typeof MODIFIERS)[number];

export const SEMANTIC_LEGEND: SemanticTokensLegend = { tokenTypes: [...TYPES], tokenModifiers: [...MODIFIERS] };

interface Token {
  readonly start: number;
  readonly end: number;
  readonly type: TokenType;
  readonly modifiers: readonly Modifier[];
}

export function semanticTokens(context: FeatureContext, range: Range | null): SemanticTokens {
  if (!context.settings.semanticTokens) return { data: [] };
  const [from, to] =
    range === null ? [0, context.text.length] : [context.here.offset(range.start), context.here.offset(range.end)];
  const tokens: Token[] = [];
  for (const here of blocksHere(context)) {
    const { start, node } = here.block;
    if (start > to || start + node.span.end < from) continue;
    tokens.push(...blockTokens(context, here).filter((token) => token.start < to && token.end > from));
  }
  return { data: encode(context, tokens) };
}

function blockTokens(context: FeatureContext, { block, summary, module }: BlockHere): Token[] {
  const tokens: Token[] = [];
  const add = (span: { readonly start: number; readonly end: number }, type: TokenType, ...modifiers: Modifier[]) => {
    if (span.end > span.start)
      tokens.push({ start: block.start + span.start, end: block.start + span.end, type, modifiers });
  };
  const { node } = block;
  if (node.kind === "scene") {
    if (node.name !== null) add(node.name.span, "class", "declaration");
    for (const { name } of node.locals) if (name !== null) add(name.span, "method", "declaration");
  }
  if (node.kind === "actor") add(node.name.span, "type", "declaration");
  const words = node.kind === "word" ? [node] : node.kind === "scene" || node.kind === "actor" ? node.words : [];
  for (const { names } of words) for (const { span } of names) add(span, "enumMember", "declaration");
  for (const { span, name, role } of actorUsesIn(summary)) {
    if (role === "lua" || role === "mention") continue;
    if (context.snapshot.tables.actors.has(name)) add(span, "type");
    else add(span, "type", "unresolved");
  }
  for (const { span, variable, role } of variablesIn(summary)) {
    const type = variable.scope === "property" ? "property" : variable.scope === "argument" ? "parameter" : "variable";
    const saved: Modifier[] = variable.scope === "global" ? ["saved"] : [];
    add(span, type, ...saved, ...(role === "set" ? (["declaration"] as const) : []));
  }
  for (const { kind, key, actor, span, origin } of referencesIn(summary)) {
    if (origin === "lua") continue;
    const answer = lookUp(context.snapshot.tables, { kind, key, actor, module }, context.snapshot.strategy);
    switch (answer.step) {
      case "scenes":
        add(span, answer.isOwn ? "method" : "class");
        break;
      case "words":
        add(span, "enumMember");
        break;
      case "none":
        add(
          span,
          kind === "word" ? "enumMember" : kind === "call" || kind === "choice" ? "class" : "function",
          "unresolved",
        );
        break;
      case "global":
        add(span, "function", ...(answer.functions.length === 0 ? (["defaultLibrary"] as const) : []));
        break;
      default:
        add(span, "function", "defaultLibrary");
    }
  }
  return tokens;
}

/** The protocol's form: five numbers a token, each relative to the one before. */
function encode({ here }: FeatureContext, tokens: Token[]): number[] {
  tokens.sort((a, b) => a.start - b.start || b.end - a.end);
  const data: number[] = [];
  let line = 0;
  let character = 0;
  let end = -1;
  for (const token of tokens) {
    if (token.start < end) continue;
    end = token.end;
    const at = here.position(token.start);
    data.push(
      at.line - line,
      at.line === line ? at.character - character : at.character,
      token.end - token.start,
      TYPES.indexOf(token.type),
      token.modifiers.reduce((bits, modifier) => bits | (1 << MODIFIERS.indexOf(modifier)), 0),
    );
    line = at.line;
    character = at.character;
  }
  return data;
}

/** What a client has of a document, to tell it only the difference. */
export class TokenMemory {
  readonly #known = new Map<string, { readonly id: string; readonly data: readonly number[] }>();
  #last = 0;

  remember(uri: string, tokens: SemanticTokens): SemanticTokens {
    const id = String(++this.#last);
    this.#known.set(uri, { id, data: tokens.data });
    return { ...tokens, resultId: id };
  }

  /** The one edit that leads from the tokens named by `id` to the new ones; all of them where `id` is unknown. */
  delta(uri: string, id: string, tokens: SemanticTokens): SemanticTokens | SemanticTokensDelta {
    const known = this.#known.get(uri);
    const now = this.remember(uri, tokens);
    if (known === undefined || known.id !== id) return now;
    const [old, data] = [known.data, tokens.data];
    const shortest = Math.min(old.length, data.length);
    let start = 0;
    while (start < shortest && old[start] === data[start]) start++;
    let tail = 0;
    while (tail < shortest - start && old[old.length - 1 - tail] === data[data.length - 1 - tail]) tail++;
    const deleteCount = old.length - tail - start;
    const added = data.slice(start, data.length - tail);
    const edits = deleteCount === 0 && added.length === 0 ? [] : [{ start, deleteCount, data: added }];
    return { resultId: now.resultId as string, edits };
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }
}
