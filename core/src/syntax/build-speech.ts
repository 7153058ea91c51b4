/** Speech, from the tree: `名前：…`, `：…`, and the pieces they are made of. */
import { buildFunctionCall, buildReference, buildVariable, checkLiteral } from "./build-expression.ts";
import { Kind } from "./kinds.ts";
import { mark, nothing } from "./line-parts.ts";
import type { Action, ActionNode, ContinueNode, Span } from "./model.ts";
import type { TreeReader } from "./tree-reader.ts";

/** A piece of speech, or null for one that is a problem of its own. */
function buildAction(reader: TreeReader, kind: Kind): Action | null {
  const span = reader.span;
  switch (kind) {
    case Kind.Talk:
    case Kind.SakuraScript:
    case Kind.Escape: {
      const text = reader.content();
      checkLiteral(reader, text, span);
      return { kind: kind === Kind.Talk ? "talk" : kind === Kind.Escape ? "escape" : "sakura", span, text };
    }
    case Kind.Variable:
      return { kind: "variable", span, variable: buildVariable(reader) };
    case Kind.WordReference:
      return buildReference(reader);
    case Kind.FunctionCall:
      return buildFunctionCall(reader);
    case Kind.Incomplete:
      reportIncomplete(reader, span);
      return null;
    default:
      return null;
  }
}

function reportIncomplete(reader: TreeReader, span: Span): void {
  const text = reader.slice(span);
  let name = "";
  let global = false;
  reader.children((kind) => {
    if (kind === Kind.GlobalFunctionMarker) global = true;
    else if (kind === Kind.Identifier) name = reader.content();
  });
  if (text === "\\") reader.problem("syntax-lone-backslash", span);
  else if (global && name !== "") reader.problem("syntax-incomplete-function", span, [name]);
  else if (/^[@＠]/.test(text)) reader.problem("syntax-incomplete-word", span, [mark(reader, span)]);
  else reader.problem("syntax-incomplete-variable", span, [text]);
}

/** `名前：…`. */
export function buildSpeech(reader: TreeReader): ActionNode {
  const span = reader.span;
  const actions: Action[] = [];
  let actor = nothing(span.start);
  let colon: Span | null = null;
  const before = reader.problems.length;
  reader.children((kind) => {
    if (kind === Kind.Identifier) actor = reader.name();
    else if (kind === Kind.Colon) colon = reader.span;
    else if (kind !== Kind.Unexpected && kind !== Kind.Error) {
      const action = buildAction(reader, kind);
      if (action !== null) actions.push(action);
    }
  });
  if (colon === null) {
    reader.problem("syntax-missing-colon", actor.span, [actor.text]);
  } else if (actions.length === 0 && reader.problems.length === before) {
    reader.problem("syntax-empty-speech", colon);
  }
  return { kind: "action", span, actor, actions };
}

/** `：…`. */
export function buildContinuation(reader: TreeReader): ContinueNode {
  const span = reader.span;
  const actions: Action[] = [];
  const before = reader.problems.length;
  reader.children((kind) => {
    const action = buildAction(reader, kind);
    if (action !== null) actions.push(action);
  });
  if (actions.length === 0 && reader.problems.length === before)
    reader.problem("syntax-empty-speech", { start: span.start, end: span.start + 1 });
  return { kind: "continue", span, actions };
}
