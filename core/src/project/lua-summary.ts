/**
 * What a piece of Lua declares and refers to, read from its tokens without running it: fields of `GLOBAL`, `SCENE`
 * and `ACTOR`, words, scenes and actors made by calls with literal names, and names in strings that `act` looks up.
 */
import { SCENE_METHODS } from "../resolve/engine-names.ts";
import type { Span } from "../syntax/model.ts";
import { ACT_FIELDS, LOOK_UPS, PROXY_METHODS, WORD_MAKERS } from "./lua-library-names.ts";
import type {
  LuaActorUse,
  LuaField,
  LuaNamed,
  LuaOwner,
  LuaReference,
  LuaSummary,
  LuaVariable,
  LuaWord,
} from "./lua-model.ts";
import { type LuaToken, luaTokens } from "./lua-tokens.ts";

const OPENERS: ReadonlySet<string> = new Set(["function", "do", "if", "repeat"]);
const LITERALS: ReadonlySet<string> = new Set(["true", "false", "nil", "{"]);

/** Reads a piece of Lua. Spans are offsets in `text` plus `offset`. */
export function summarizeLua(text: string, offset = 0): LuaSummary {
  const reader = new Reader(luaTokens(text), text, offset);
  reader.read();
  return reader.summary;
}

/** One pass over the tokens; keeps which local name stands for which table. */
class Reader {
  readonly summary = {
    fields: [] as LuaField[],
    words: [] as LuaWord[],
    scenes: [] as LuaNamed[],
    actors: [] as LuaNamed[],
    actorUses: [] as LuaActorUse[],
    actorMentions: [] as LuaActorUse[],
    sceneUses: [] as LuaActorUse[],
    references: [] as LuaReference[],
    variables: [] as LuaVariable[],
    strings: [] as string[],
  };
  readonly #owners = new Map<string, LuaOwner>([
    ["GLOBAL", "global"],
    ["SCENE", "scene"],
    ["ACTOR", "actor"],
  ]);

  constructor(
    private readonly tokens: readonly LuaToken[],
    private readonly text: string,
    private readonly offset: number,
  ) {}

  read(): void {
    for (let i = 0; i < this.tokens.length; i++) {
      const token = this.tokens[i] as LuaToken;
      if (token.kind === "string") this.summary.strings.push(token.text);
      if (token.kind !== "name") continue;
      if (token.text === "var" || token.text === "save") this.#variable(i);
      if (token.text === "function") this.#functionStatement(i);
      else if (this.#is(i + 1, "(") || this.#string(i + 1) !== null) this.#call(i);
      if (this.#is(i - 1, ".") || this.#is(i - 1, ":")) continue;
      if (token.text === "act") this.#mention(i);
      this.#bind(i);
      if (this.#owners.has(token.text)) this.#field(i);
    }
  }

  #is(i: number, text: string): boolean {
    const token = this.tokens[i];
    return token !== undefined && token.kind !== "string" && token.text === text;
  }

  #string(i: number): LuaToken | null {
    const token = this.tokens[i];
    return token?.kind === "string" ? token : null;
  }

  #span(start: number, end: number): Span {
    return { start: start + this.offset, end: end + this.offset };
  }

  /** The inside of a string token, where its quotes are one character each. */
  #inside(token: LuaToken): Span {
    const quote = /^(?:\[=*\[|["'])/.exec(this.text.slice(token.start, token.end))?.[0].length ?? 0;
    return this.#span(token.start + quote, token.end - quote);
  }

  /** `function GLOBAL.name(…) … end`. */
  #functionStatement(i: number): void {
    const owner = this.#owners.get(this.tokens[i + 1]?.text ?? "");
    const name = this.tokens[i + 3];
    if (owner === undefined || name?.kind !== "name" || !(this.#is(i + 2, ".") || this.#is(i + 2, ":"))) return;
    if (!this.#is(i + 4, "(")) return;
    this.#declare(owner, name.text, true, this.#span(name.start, name.end), i, this.#blockEnd(i));
  }

  /** `GLOBAL.name = …` and `GLOBAL["name"] = …`; elsewhere `GLOBAL.name` refers to what is there. */
  #field(i: number): void {
    const owner = this.#owners.get((this.tokens[i] as LuaToken).text) as LuaOwner;
    if (this.#is(i - 1, "function") || this.#is(i - 1, "local")) return;
    const dotted =
      this.#is(i + 1, ".") && this.tokens[i + 2]?.kind === "name" ? (this.tokens[i + 2] as LuaToken) : null;
    const quoted = this.#is(i + 1, "[") && this.#is(i + 3, "]") ? this.#string(i + 2) : null;
    const name = dotted ?? quoted;
    if (name === null) return;
    const span = dotted === null ? this.#inside(name) : this.#span(name.start, name.end);
    const after = dotted === null ? i + 4 : i + 3;
    if (this.#is(after, "=")) {
      const value = this.tokens[after + 1];
      const literal =
        value === undefined || value.kind === "string" || value.kind === "number" || LITERALS.has(value.text);
      if (value?.text === "nil" && value.kind === "name") return;
      const end = value?.text === "function" ? this.#blockEnd(after + 1) : this.#lineEnd(after);
      this.#declare(owner, name.text, !literal, span, i, end);
    } else if (owner === "global") {
      this.summary.references.push({ kind: "globalFunction", key: name.text, span, actor: null, isAct: false });
    } else if (owner === "scene" && !SCENE_METHODS.has(name.text)) {
      this.summary.sceneUses.push({ name: name.text, span });
    }
  }

  #declare(owner: LuaOwner, name: string, callable: boolean, nameSpan: Span, from: number, end: number): void {
    const start = (this.tokens[from] as LuaToken).start;
    this.summary.fields.push({ owner, name, callable, nameSpan, span: this.#span(start, end) });
  }

  /** `var.x` and `save["x"]`, with or without `act.` before them. */
  #variable(i: number): void {
    const dotted =
      this.#is(i + 1, ".") && this.tokens[i + 2]?.kind === "name" ? (this.tokens[i + 2] as LuaToken) : null;
    const quoted = this.#is(i + 1, "[") && this.#is(i + 3, "]") ? this.#string(i + 2) : null;
    const name = dotted ?? quoted;
    if (name === null) return;
    const after = dotted === null ? i + 4 : i + 3;
    this.summary.variables.push({
      variable: { scope: this.tokens[i]?.text === "var" ? "local" : "global", text: name.text },
      span: dotted === null ? this.#inside(name) : this.#span(name.start, name.end),
      role: this.#is(after, "=") || this.#is(after, "+=") ? "set" : "get",
    });
  }

  /** `local X = require("pasta.global")`, `local X = PASTA.create_scene("…")`, `local X = PASTA.create_actor("…")`. */
  #bind(i: number): void {
    if (!this.#is(i + 1, "=")) return;
    const name = (this.tokens[i] as LuaToken).text;
    const required = this.#is(i + 2, "require") ? this.#argument(i + 2, 0) : null;
    if (required?.text === "pasta.global") this.#owners.set(name, "global");
    for (let j = i + 2; j < i + 8; j++) {
      const made = this.tokens[j]?.text;
      const argument = made === "create_scene" || made === "create_actor" ? this.#argument(j, 0) : null;
      if (argument === null) continue;
      const scene = this.summary.scenes.length;
      this.#owners.set(name, made === "create_scene" ? { scene } : { actor: argument.text });
      return;
    }
  }

  /** A call whose literal arguments name something. */
  #call(i: number): void {
    const method = (this.tokens[i] as LuaToken).text;
    const first = this.#argument(i, 0);
    const start = (this.tokens[i] as LuaToken).start;
    if (first !== null && (method === "create_scene" || method === "create_actor")) {
      const named = { name: first.text, nameSpan: this.#inside(first), span: this.#span(start, this.#lineEnd(i)) };
      const scene = this.summary.scenes.length;
      this.summary[method === "create_scene" ? "scenes" : "actors"].push(named);
      const local = method === "create_scene" ? this.#argument(i, 1) : null;
      if (local !== null) this.#declare({ scene }, local.text, true, this.#inside(local), i, this.#lineEnd(i));
    } else if (first !== null && WORD_MAKERS.has(method)) {
      this.#word(i, first);
    } else if (this.#is(i - 1, ":")) {
      const look = LOOK_UPS.get(method);
      const name = look === undefined ? null : this.#argument(i, look.argument);
      const actor = this.#speaker(i);
      if (actor !== null) this.summary.actorUses.push(actor);
      if (look === undefined || name === null) return;
      const { kind } = look;
      const isAct = this.#is(i - 2, "act") && !this.#is(i - 3, ".");
      this.summary.references.push({
        kind,
        key: name.text,
        span: this.#inside(name),
        actor: actor?.name ?? null,
        isAct: isAct || actor !== null,
      });
    }
  }

  /** The actor of `act.さくら:talk`, `act["さくら"]:talk` and `act:actor_proxy("さくら"):talk`, whose method is token `i`. */
  #speaker(i: number): LuaActorUse | null {
    if (!PROXY_METHODS.has((this.tokens[i] as LuaToken).text)) return null;
    const name = this.tokens[i - 2];
    if (name?.kind === "name" && this.#is(i - 3, ".") && this.#is(i - 4, "act")) {
      return { name: name.text, span: this.#span(name.start, name.end) };
    }
    const quoted = this.#string(i - 3);
    if (quoted === null) return null;
    const isIndex = this.#is(i - 2, "]") && this.#is(i - 4, "[") && this.#is(i - 5, "act");
    const isProxy = this.#is(i - 2, ")") && this.#is(i - 4, "(") && this.#is(i - 5, "actor_proxy");
    return isIndex || isProxy ? { name: quoted.text, span: this.#inside(quoted) } : null;
  }

  /** `act.さくら` and `act["さくら"]` where no speech of it is: handed on, or another of its methods asked. */
  #mention(i: number): void {
    const dotted = this.#is(i + 1, ".") && this.tokens[i + 2]?.kind === "name" ? this.tokens[i + 2] : undefined;
    const quoted = this.#is(i + 1, "[") && this.#is(i + 3, "]") ? this.#string(i + 2) : null;
    const name = dotted ?? quoted;
    const after = dotted === undefined ? i + 4 : i + 3;
    if (name == null || ACT_FIELDS.has(name.text) || this.#is(after, "=") || this.#is(after, "(")) return;
    if (this.#is(after, ":") && PROXY_METHODS.has(this.tokens[after + 1]?.text ?? "")) return;
    const span = name.kind === "string" ? this.#inside(name) : this.#span(name.start, name.end);
    this.summary.actorMentions.push({ name: name.text, span });
  }

  /** `SCENE:create_word("name"):entry("a", "b")`; every `entry` that follows adds its values. */
  #word(i: number, name: LuaToken): void {
    const maker = this.#owners.get(this.tokens[i - 2]?.text ?? "");
    const owner: LuaOwner = this.#is(i - 1, ":") && maker !== undefined ? maker : "global";
    const values: string[] = [];
    let at = this.#close(i + 1) + 1;
    let end = (this.tokens[at - 1] ?? name).end;
    while (this.#is(at, ":") && this.#is(at + 1, "entry") && this.#is(at + 2, "(")) {
      const close = this.#close(at + 2);
      for (let j = at + 3; j < close; j++) {
        const value = this.#string(j);
        if (value !== null) values.push(value.text);
      }
      end = (this.tokens[close] ?? name).end;
      at = close + 1;
    }
    const start = (this.tokens[i] as LuaToken).start;
    this.summary.words.push({
      owner,
      name: name.text,
      values,
      nameSpan: this.#inside(name),
      span: this.#span(start, end),
    });
  }

  /** The `n`th argument of the call whose name is token `i`, where it is a single string. */
  #argument(i: number, n: number): LuaToken | null {
    const bare = this.#string(i + 1);
    if (bare !== null) return n === 0 ? bare : null;
    if (!this.#is(i + 1, "(")) return null;
    const close = this.#close(i + 1);
    let index = 0;
    let from = i + 2;
    for (let j = i + 2; j <= close; j++) {
      if (this.#is(j, "(") || this.#is(j, "{")) j = this.#close(j);
      else if (this.#is(j, ",") || j === close) {
        if (index === n) return j === from + 1 ? this.#string(from) : null;
        index++;
        from = j + 1;
      }
    }
    return null;
  }

  /** The token that closes the bracket at `i`; the last token where nothing does. */
  #close(i: number): number {
    if (!this.#is(i, "(") && !this.#is(i, "{")) return i;
    let depth = 0;
    for (let j = i; j < this.tokens.length; j++) {
      if (this.#is(j, "(") || this.#is(j, "{")) depth++;
      else if ((this.#is(j, ")") || this.#is(j, "}")) && --depth === 0) return j;
    }
    return this.tokens.length - 1;
  }

  /** Where the block that token `i` opens ends, as an offset in the text. */
  #blockEnd(i: number): number {
    let depth = 0;
    for (let j = i; j < this.tokens.length; j++) {
      const token = this.tokens[j] as LuaToken;
      if (token.kind !== "name") continue;
      if (OPENERS.has(token.text)) depth++;
      else if ((token.text === "end" || token.text === "until") && --depth === 0) return token.end;
    }
    return this.text.length;
  }

  #lineEnd(i: number): number {
    const newline = this.text.indexOf("\n", (this.tokens[i] as LuaToken).start);
    return newline < 0 ? this.text.length : newline;
  }
}
