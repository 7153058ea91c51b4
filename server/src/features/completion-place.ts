/** Reads from the line before the caret what a writer is about to write there. */
import { late } from "./late.ts";

interface Named {
  readonly typed: string;
  /** The column at which the unfinished name begins. */
  readonly from: number;
}

/** What can be written at a place. */
export type CompletionPlace = Named &
  (
    | { readonly kind: "call" | "choice" }
    /** `＠…` in speech or alone behind `＝`; who speaks, null where nobody does, undefined where it is who spoke above. */
    | { readonly kind: "word"; readonly speaker: string | null | undefined }
    /** `＠…` where a value is worked out: a function's name, for words cannot stand there. */
    | { readonly kind: "function" | "globalFunction" }
    | { readonly kind: "variable"; readonly scope: "local" | "global" }
    | { readonly kind: "property" }
    /** A value before any of its marks; `isWhole` where a word may be all of it. */
    | { readonly kind: "expression"; readonly isWhole: boolean }
    /** A speaker at the beginning of an indented line, or a name behind `％`. */
    | { readonly kind: "speaker" | "cast" }
    | { readonly kind: "attribute" }
    | { readonly kind: "attributeValue"; readonly key: string }
    | { readonly kind: "sakura" }
    /** Between the brackets of a tag. */
    | { readonly kind: "sakuraValue"; readonly tag: string }
    /** The name of a scene's header, of a local scene's, or of a word that is defined. */
    | { readonly kind: "header" | "localHeader" | "wordHeader" }
    /** A command of a cue, a comment's directive, and the codes that it silences. */
    | { readonly kind: "cue" | "directive" | "code" }
    /** What Lua can require. */
    | { readonly kind: "module" }
    /** A name behind one of the library's (`act.`, `act:`), or one of those themselves. */
    | { readonly kind: "lua"; readonly owner: string; readonly isMethod: boolean }
    | { readonly kind: "luaRoot" }
  );

type Kind = CompletionPlace["kind"];
type Shape = readonly [RegExp, (match: RegExpExecArray) => { readonly kind: Kind | "none" } & object];

const S = "[ \\t\\u3000]*";
const N = "([\\p{L}\\p{M}\\p{N}_・ー]*)";

/** The mark of an attribute, the last one on a line of its own or behind a header. */
const ATTRIBUTE = `^(?:${S}(?=[＆&])|[＊*]|[ \\t\\u3000]+[・-])(?:.*[^＆&])?[＆&]${S}`;

/** What a comment may tell the checker, behind its mark. */
const DIRECTIVES = [
  ["(p[a-z-]*)$", () => ({ kind: "directive" })],
  ["pasta-ignore(?:-file)?\\s(?:.*[\\s,、])?([a-z-]*)$", () => ({ kind: "code" })],
] as const satisfies readonly (readonly [string, Shape[1]])[];

/** The shapes of a line up to the caret, the first that fits. */
const shapes = late((): readonly Shape[] => [
  ...DIRECTIVES.map(([shape, make]): Shape => [new RegExp(`(?:^${S}|[ \\t\\u3000])[＃#]${S}${shape}`, "u"), make]),
  [new RegExp(`^${S}[＃#]`, "u"), () => ({ kind: "none" })],
  [new RegExp(`^${S}[＞>]${S}${N}$`, "u"), () => ({ kind: "call" })],
  [new RegExp(`^${S}[＠@][？?]${S}${N}$`, "u"), () => ({ kind: "choice" })],
  [new RegExp(`^[＊*]${S}${N}$`, "u"), () => ({ kind: "header" })],
  [new RegExp(`^[ \\t\\u3000]+[・-]${S}${N}$`, "u"), () => ({ kind: "localHeader" })],
  [new RegExp(`^${S}[％%](?:.*[、，,])?${S}${N}$`, "u"), () => ({ kind: "cast" })],
  [new RegExp(`^[ \\t\\u3000]+[！!]${N}$`, "u"), () => ({ kind: "cue" })],
  [new RegExp(`${ATTRIBUTE}${N}$`, "u"), () => ({ kind: "attribute" })],
  [
    new RegExp(`${ATTRIBUTE}([^：:＆&\\s]+)${S}[：:]${S}([^＆&\\s]*)$`, "u"),
    (match) => ({ kind: "attributeValue", key: match[1] as string }),
  ],
  [new RegExp(`^${S}[＠@](?:[^：:]*[、，,]${S})?${N}$`, "u"), () => ({ kind: "wordHeader" })],
  [new RegExp(`[＠@][＊*]${N}$`, "u"), () => ({ kind: "globalFunction" })],
  [new RegExp(`(?:^|[^＠@])(?:[＠@]{2})*[＠@]${N}$`, "u"), wordIn],
  [/[＄$][％%]([A-Za-z][A-Za-z0-9_.()]*|)$/u, () => ({ kind: "property" })],
  [new RegExp(`[＄$][＊*]${N}$`, "u"), () => ({ kind: "variable", scope: "global" })],
  [new RegExp(`(?:^|[^＄$])(?:[＄$]{2})*[＄$]${N}$`, "u"), () => ({ kind: "variable", scope: "local" })],
  [/\\([A-Za-z0-9_!*-]{1,4}\[)([^\][\\,]*)$/u, (match) => ({ kind: "sakuraValue", tag: match[1] as string })],
  [/\\([A-Za-z0-9_!*-]*)$/u, () => ({ kind: "sakura" })],
  [new RegExp(`^[ \\t\\u3000]+${N}$`, "u"), () => ({ kind: "speaker" })],
]);

/** What the caret behind `before` (its line up to it) invites. Null where nothing of Pasta can be meant. */
export function completionPlace(before: string): CompletionPlace | null {
  return placeIn(shapes(), before) ?? valuePlace(before);
}

function placeIn(shapes: readonly Shape[], before: string): CompletionPlace | null {
  for (const [shape, make] of shapes) {
    const match = shape.exec(before);
    if (match === null) continue;
    const place = make(match);
    if (place.kind === "none") return null;
    const typed = match.at(-1) ?? "";
    return { ...place, typed, from: before.length - typed.length } as CompletionPlace;
  }
  return null;
}

const CALL_LINE = new RegExp(`^${S}[＞>]`);
const SET_LINE = new RegExp(`^${S}[＄$][^＝=]*[＝=]`);
const SPEECH = new RegExp(`^[ \\t\\u3000]+([^：:＠@＄$\\\\]*?)${S}[：:]`);

/** What `＠` begins depends on what stands before it. */
function wordIn({ input, 1: typed = "" }: RegExpExecArray) {
  const lead = input.slice(0, input.length - typed.length - 1);
  const set = SET_LINE.exec(lead)?.[0];
  if (set !== undefined) {
    return lead.slice(set.length).trim() === ""
      ? ({ kind: "word", speaker: null } as const)
      : ({ kind: "function" } as const);
  }
  if (CALL_LINE.test(lead) || isInArguments(lead)) return { kind: "function" } as const;
  const speaker = SPEECH.exec(lead)?.[1];
  return { kind: "word", speaker: speaker === "" ? undefined : (speaker ?? null) } as const;
}

/** How far back an open parenthesis is looked for: lines may have any length. */
const FAR = 1000;

/** Whether a function's parentheses are open at the end of a line of speech. */
function isInArguments(lead: string): boolean {
  let depth = 0;
  for (let i = lead.length - 1; i >= Math.max(0, lead.length - FAR); i--) {
    const character = lead[i] as string;
    if (/[）)]/.test(character)) depth++;
    else if (/[（(]/.test(character) && depth-- === 0) {
      return /[＠@][＊*＄$]?[^＠@＄$（(\s]+$/u.test(lead.slice(Math.max(0, i - 80), i));
    }
  }
  return false;
}

const BEGINS = new RegExp(`[（(、，,＋－×÷＆＝+*/&=-]${S}$`);

/** Where a value is due and none of its marks is written yet: in arguments, behind `＝` and behind operators. */
function valuePlace(before: string): CompletionPlace | null {
  if (!BEGINS.test(before.slice(-FAR))) return null;
  const place = { typed: "", from: before.length, kind: "expression" } as const;
  const set = SET_LINE.exec(before)?.[0];
  if (set !== undefined) return { ...place, isWhole: before.slice(set.length).trim() === "" };
  const isOpen = CALL_LINE.test(before) ? /[（(]/.test(before) : isInArguments(before);
  return isOpen ? { ...place, isWhole: false } : null;
}

const OPEN = `\\s*\\(?\\s*["']([^"'\\\\\\r\\n]*)$`;
const NAME = "[\\w\\u0080-\\uffff]";

/** The shapes of a line of Lua up to the caret: names in strings, variables, and fields of what the library gives. */
const luaShapes = late((): readonly Shape[] => [
  ...DIRECTIVES.map(([shape, make]): Shape => [new RegExp(`--${S}${shape}`, "u"), make]),
  [/:call(?:_restore)?\s*\([^,()]*,\s*["']([^"'\\\r\n]*)$/u, () => ({ kind: "call" })],
  [new RegExp(`:find_scene${OPEN}`, "u"), () => ({ kind: "call" })],
  [new RegExp(`:choice${OPEN}`, "u"), () => ({ kind: "choice" })],
  [new RegExp(`\\bact\\.(${NAME}+):word${OPEN}`, "u"), (match) => ({ kind: "word", speaker: match[1] as string })],
  [new RegExp(`:word${OPEN}`, "u"), () => ({ kind: "word", speaker: null })],
  [new RegExp(`:expr_fn${OPEN}`, "u"), () => ({ kind: "call" })],
  [/(?:\bGLOBAL\s*\[|:global_fn\s*\()\s*["']([^"'\\\r\n]*)$/u, () => ({ kind: "globalFunction" })],
  [new RegExp(`\\bcreate_scene${OPEN}`, "u"), () => ({ kind: "header" })],
  [new RegExp(`(?:\\bcreate_actor|:actor_proxy)${OPEN}`, "u"), () => ({ kind: "cast" })],
  [/\bact\s*\[\s*["']([^"'\\\r\n]*)$/u, () => ({ kind: "cast" })],
  [new RegExp(`\\brequire${OPEN}`, "u"), () => ({ kind: "module" })],
  [/(?:^|[^\w.:])(?:act\.)?(var|save)(?:\.|\s*\[\s*["'])([\w\u0080-\uffff]*)$/u, variablePlace],
  [/(?:^|[^\w.:])act\.[\w\u0080-\uffff]+:(\w*)$/u, () => ({ kind: "lua", owner: "act.", isMethod: true })],
  [
    /(?:^|[^\w.:])(act|GLOBAL|SCENE|ACTOR|PASTA)([.:])([\w\u0080-\uffff]*)$/u,
    (match) => ({ kind: "lua", owner: match[1] as string, isMethod: match[2] === ":" }),
  ],
  [/--|\[=*\[/, () => ({ kind: "none" })],
  [/^(?:[^"'\\]|"[^"\\]*"|'[^'\\]*')*?(?<![\w.:\u0080-\uffff])([A-Za-z_]\w*|)$/u, () => ({ kind: "luaRoot" })],
]);

function variablePlace(match: RegExpExecArray): { readonly kind: "variable"; readonly scope: "local" | "global" } {
  return { kind: "variable", scope: match[1] === "var" ? "local" : "global" };
}

/** The same inside Lua, where the arguments of a call may stand on lines of their own; `above` are the lines before. */
export function luaPlace(before: string, above: string): CompletionPlace | null {
  const own = placeIn(luaShapes(), before);
  if (own !== null || !/["'][^"'\\]*$/.test(before)) return own;
  const lead = above.replace(/--[^\n]*/g, "").replace(/\s+/g, " ");
  const place = placeIn(luaShapes(), lead + before);
  return place === null ? null : { ...place, from: place.from - lead.length };
}
