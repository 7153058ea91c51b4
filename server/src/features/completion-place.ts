/** Reads from the line before the caret what a writer is about to write there. */

/** What can be written at a place; `from` is the column at which the unfinished name begins. */
export type CompletionPlace =
  | { readonly kind: "call" | "choice"; readonly typed: string; readonly from: number }
  /** `＠…` in speech or behind `＝`. */
  | { readonly kind: "word"; readonly typed: string; readonly from: number }
  | { readonly kind: "globalFunction"; readonly typed: string; readonly from: number }
  | { readonly kind: "variable"; readonly scope: "local" | "global"; readonly typed: string; readonly from: number }
  /** A speaker at the beginning of an indented line, or a name behind `％`. */
  | { readonly kind: "speaker" | "cast"; readonly typed: string; readonly from: number }
  | { readonly kind: "attribute"; readonly typed: string; readonly from: number }
  | { readonly kind: "attributeValue"; readonly key: string; readonly typed: string; readonly from: number }
  | { readonly kind: "sakura"; readonly typed: string; readonly from: number }
  /** The name of a scene's header. */
  | { readonly kind: "header"; readonly typed: string; readonly from: number }
  /** What Lua can require. */
  | { readonly kind: "module"; readonly typed: string; readonly from: number }
  | { readonly kind: "lua"; readonly owner: string; readonly typed: string; readonly from: number };

type Shape = readonly [RegExp, (match: RegExpExecArray) => Pick<CompletionPlace, "kind"> & object];

const S = "[ \\t\\u3000]*";
const N = "([\\p{L}\\p{M}\\p{N}_・ー]*)";

/** The shapes of a line up to the caret, the first that fits. */
const SHAPES: readonly Shape[] = [
  [new RegExp(`^${S}[＃#]`, "u"), () => ({ kind: "none" as never })],
  [new RegExp(`^${S}[＞>]${S}${N}$`, "u"), () => ({ kind: "call" })],
  [new RegExp(`^${S}[＠@][？?]${S}${N}$`, "u"), () => ({ kind: "choice" })],
  [new RegExp(`^[＊*]${S}${N}$`, "u"), () => ({ kind: "header" })],
  [new RegExp(`^${S}[％%](?:.*[、，,])?${S}${N}$`, "u"), () => ({ kind: "cast" })],
  [new RegExp(`^${S}[＆&]${S}${N}$`, "u"), () => ({ kind: "attribute" })],
  [
    new RegExp(`^${S}[＆&]${S}([^：:]+?)${S}[：:]${S}(.*)$`, "u"),
    (match) => ({ kind: "attributeValue", key: match[1] as string }),
  ],
  [new RegExp(`[＠@][＊*]${N}$`, "u"), () => ({ kind: "globalFunction" })],
  [new RegExp(`(?:^|[^＠@])(?:[＠@]{2})*[＠@]${N}$`, "u"), () => ({ kind: "word" })],
  [new RegExp(`[＄$][＊*]${N}$`, "u"), () => ({ kind: "variable", scope: "global" })],
  [new RegExp(`(?:^|[^＄$])(?:[＄$]{2})*[＄$]${N}$`, "u"), () => ({ kind: "variable", scope: "local" })],
  [/\\([A-Za-z0-9_!*-]*\[?)$/u, () => ({ kind: "sakura" })],
  [new RegExp(`^[ \\t\\u3000]+${N}$`, "u"), () => ({ kind: "speaker" })],
];

/** What the caret behind `before` (its line up to it) invites. Null where nothing of Pasta can be meant. */
export function completionPlace(before: string): CompletionPlace | null {
  return placeIn(SHAPES, before);
}

function placeIn(shapes: readonly Shape[], before: string): CompletionPlace | null {
  for (const [shape, make] of shapes) {
    const match = shape.exec(before);
    if (match === null) continue;
    const place = make(match);
    if ((place.kind as string) === "none") return null;
    const typed = match.at(-1) ?? "";
    return { ...place, typed, from: before.length - typed.length } as CompletionPlace;
  }
  return null;
}

const OPEN = `\\s*\\(?\\s*["']([^"'\\\\\\r\\n]*)$`;

/** The shapes of a line of Lua up to the caret: names in strings, variables, and fields of what the library gives. */
const LUA_SHAPES: readonly Shape[] = [
  [/:call(?:_restore)?\s*\([^,()]*,\s*["']([^"'\\\r\n]*)$/u, () => ({ kind: "call" })],
  [new RegExp(`:find_scene${OPEN}`, "u"), () => ({ kind: "call" })],
  [new RegExp(`:choice${OPEN}`, "u"), () => ({ kind: "choice" })],
  [new RegExp(`:word${OPEN}`, "u"), () => ({ kind: "word" })],
  [new RegExp(`:expr_fn${OPEN}`, "u"), () => ({ kind: "call" })],
  [/(?:\bGLOBAL\s*\[|:global_fn\s*\()\s*["']([^"'\\\r\n]*)$/u, () => ({ kind: "globalFunction" })],
  [new RegExp(`\\bcreate_scene${OPEN}`, "u"), () => ({ kind: "header" })],
  [new RegExp(`(?:\\bcreate_actor|:actor_proxy)${OPEN}`, "u"), () => ({ kind: "cast" })],
  [/\bact\s*\[\s*["']([^"'\\\r\n]*)$/u, () => ({ kind: "cast" })],
  [new RegExp(`\\brequire${OPEN}`, "u"), () => ({ kind: "module" })],
  [/(?:^|[^\w.:])(?:act\.)?(var|save)(?:\.|\s*\[\s*["'])([\w\u0080-\uffff]*)$/u, variablePlace],
  [/(?:^|[^\w.:])act\.[\w\u0080-\uffff]+:(\w*)$/u, () => ({ kind: "lua", owner: "act." })],
  [
    /(?:^|[^\w.:])(act|GLOBAL|SCENE|ACTOR|PASTA)[.:]([\w\u0080-\uffff]*)$/u,
    (match) => ({ kind: "lua", owner: match[1] as string }),
  ],
];

function variablePlace(match: RegExpExecArray): { readonly kind: "variable"; readonly scope: "local" | "global" } {
  return { kind: "variable", scope: match[1] === "var" ? "local" : "global" };
}

/** The same inside Lua. */
export function luaPlace(before: string): CompletionPlace | null {
  return placeIn(LUA_SHAPES, before);
}
