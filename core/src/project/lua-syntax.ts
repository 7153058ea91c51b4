/**
 * Checks the syntax of Lua as the engine's LuaJIT reads it: the language of 5.1 with `goto`, 5.2's escapes, and the
 * engine's extensions (`& | ~ << >>`, `!=`, `continue`, `+=`, `?.`, `const`). Where dialects differ it lets things pass.
 */
import { type LuaToken, luaTokens } from "./lua-tokens.ts";

/** The first thing that is wrong. Offsets are UTF-16 code units of the text. */
export interface LuaFault {
  readonly message: "lua-expected" | "lua-unclosed";
  readonly args: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** The first fault of a piece of Lua, or null where it has none. */
export function luaFault(text: string): LuaFault | null {
  const tokens = luaTokens(text);
  const broken = tokens.find((token) => token.kind === "string" && !isClosed(text, token));
  const fault = new Syntax(tokens, text.length).check();
  if (broken === undefined || (fault !== null && fault.start < broken.start)) return fault;
  const opener = text[broken.start] ?? "";
  return {
    message: "lua-unclosed",
    args: [opener, opener === "[" ? "]]" : opener],
    start: broken.start,
    end: broken.end,
  };
}

function isClosed(text: string, { start, end }: LuaToken): boolean {
  const quote = text[start] as string;
  if (quote === "[") {
    const open = /^\[(=*)\[/.exec(text.slice(start, end));
    return text.slice(start, end).endsWith(`]${open?.[1] ?? ""}]`) && end - start >= 4;
  }
  return end - start >= 2 && text[end - 1] === quote;
}

/** Words that can be no name. */
const RESERVED: ReadonlySet<string> = new Set(
  "and break do else elseif end false for function if in local nil not or repeat return then true until while".split(
    " ",
  ),
);

const BINARY: ReadonlySet<string> = new Set(
  "+ - * / % ^ .. == ~= != < <= > >= and or & | ~ << >> // || && ??".split(" "),
);
const UNARY: ReadonlySet<string> = new Set(["-", "not", "#", "~", "!"]);
const ASSIGNMENT: ReadonlySet<string> = new Set("= += -= *= /= %= ..= ^= &= |= ~= <<= >>=".split(" "));
const BLOCK_ENDS: ReadonlySet<string> = new Set(["end", "else", "elseif", "until"]);

/** Second readings of `? :` in a text; nested ones would double each time without end. */
const MOST_RETRIES = 200;

/** Expressions nest no deeper than the engine's own compiler allows. */
const DEEPEST = 190;

class Syntax {
  #at = 0;
  #depth = 0;
  #retries = 0;
  /** Set while a colon can only be that of `? :`. */
  #plainColons = false;

  constructor(
    private readonly tokens: readonly LuaToken[],
    private readonly length: number,
  ) {}

  check(): LuaFault | null {
    try {
      this.#block();
      if (this.#at < this.tokens.length) this.#fail("EOF");
      return null;
    } catch (fault) {
      if (fault instanceof Fault) return fault.value;
      throw fault;
    }
  }

  get #token(): LuaToken | undefined {
    return this.tokens[this.#at];
  }

  #is(text: string): boolean {
    const token = this.#token;
    return token !== undefined && token.kind !== "string" && token.text === text;
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #need(text: string): void {
    if (!this.#take(text)) this.#fail(text);
  }

  /** Needs the closer of what `opener` opens; at the end of the text the opener is to blame. */
  #close(text: string, opener: LuaToken): void {
    if (this.#take(text)) return;
    if (this.#token !== undefined) this.#fail(text);
    const { start, end } = opener;
    throw new Fault({ message: "lua-unclosed", args: [opener.text, text], start, end });
  }

  #fail(expected: string): never {
    const token = this.#token;
    const start = token?.start ?? Math.max(0, (this.tokens.at(-1)?.end ?? this.length) - 1);
    const end = token?.end ?? this.tokens.at(-1)?.end ?? this.length;
    throw new Fault({ message: "lua-expected", args: [expected, token?.text ?? "EOF"], start, end });
  }

  #name(): void {
    const token = this.#token;
    if (token?.kind !== "name" || RESERVED.has(token.text)) this.#fail("name");
    this.#at++;
  }

  #block(): void {
    this.#enter();
    while (this.#token !== undefined) {
      const token = this.#token;
      if (token.kind === "name" && BLOCK_ENDS.has(token.text)) break;
      if (this.#take("return")) {
        if (!this.#endsBlock()) this.#expressions();
        this.#take(";");
        if (!this.#endsBlock()) this.#fail("end");
        break;
      }
      this.#statement();
    }
    this.#depth--;
  }

  #endsBlock(): boolean {
    const token = this.#token;
    return token === undefined || this.#is(";") || (token.kind === "name" && BLOCK_ENDS.has(token.text));
  }

  #enter(): void {
    if (++this.#depth > DEEPEST) this.#fail("shallower nesting");
  }

  #statement(): void {
    const opener = this.#token as LuaToken;
    if (this.#take(";") || this.#take("break")) return;
    if (this.#take("if")) {
      this.#if(opener);
      return;
    }
    if (this.#take("while")) {
      this.#expression();
      this.#need("do");
      this.#body(opener);
      return;
    }
    if (this.#take("do")) {
      this.#body(opener);
      return;
    }
    if (this.#take("for")) {
      this.#for(opener);
      return;
    }
    if (this.#take("repeat")) {
      this.#block();
      this.#close("until", opener);
      this.#expression();
      return;
    }
    if (this.#take("function")) {
      this.#name();
      while (this.#take(".") || this.#take(":")) this.#name();
      this.#function(opener);
      return;
    }
    if (this.#is("local") || (this.#is("const") && this.tokens[this.#at + 1]?.kind === "name")) {
      this.#local();
      return;
    }
    if (this.#take("::")) {
      this.#name();
      this.#need("::");
      return;
    }
    if (this.#is("goto") && this.tokens[this.#at + 1]?.kind === "name") {
      this.#at++;
      this.#name();
      return;
    }
    if (this.#is("continue") && !["=", ".", "(", ":", "["].includes(this.tokens[this.#at + 1]?.text ?? "")) {
      this.#at++;
      return;
    }
    this.#callOrAssignment();
  }

  #body(opener: LuaToken): void {
    this.#within(() => this.#block());
    this.#close("end", opener);
  }

  #if(opener: LuaToken): void {
    this.#expression();
    this.#need("then");
    this.#block();
    while (this.#take("elseif")) {
      this.#expression();
      this.#need("then");
      this.#block();
    }
    if (this.#take("else")) this.#block();
    this.#close("end", opener);
  }

  #for(opener: LuaToken): void {
    this.#name();
    if (this.#take("=")) {
      this.#expressions();
    } else {
      while (this.#take(",")) this.#name();
      this.#need("in");
      this.#expressions();
    }
    this.#need("do");
    this.#body(opener);
  }

  #local(): void {
    const opener = this.#token as LuaToken;
    this.#at++;
    if (this.#take("function")) {
      this.#name();
      this.#function(opener);
      return;
    }
    do this.#name();
    while (this.#take(","));
    if (this.#take("=")) this.#expressions();
  }

  /** Parameters and body, behind `function` and the name. */
  #function(opener: LuaToken): void {
    const bracket = this.#token as LuaToken;
    this.#need("(");
    if (!this.#is(")")) {
      do {
        if (this.#take("...")) break;
        this.#name();
      } while (this.#take(","));
    }
    this.#close(")", bracket);
    this.#body(opener);
  }

  #callOrAssignment(): void {
    const isCall = this.#suffixed();
    const next = this.#token;
    if (next !== undefined && next.kind === "symbol" && (ASSIGNMENT.has(next.text) || next.text === ",")) {
      if (isCall) this.#fail("name");
      while (this.#take(",")) if (this.#suffixed()) this.#fail("=");
      if (!ASSIGNMENT.has(this.#token?.text ?? "") || this.#token?.kind === "string") this.#fail("=");
      this.#at++;
      this.#expressions();
      return;
    }
    if (!isCall) this.#fail("=");
  }

  /** A name or bracketed expression with what hangs on it; true where it ends as a call. */
  #suffixed(): boolean {
    const opener = this.#token;
    if (opener !== undefined && this.#take("(")) {
      this.#within(() => this.#expression());
      this.#close(")", opener);
    } else this.#name();
    let isCall = false;
    for (let token = this.#token; token !== undefined; token = this.#token) {
      if (token.kind === "string" || this.#is("{")) {
        this.#simple();
        isCall = true;
      } else if (this.#take("(")) {
        if (!this.#is(")")) this.#within(() => this.#expressions());
        this.#close(")", token);
        isCall = true;
      } else if (!this.#plainColons && this.tokens[this.#at + 1]?.kind === "name" && this.#take(":")) {
        this.#name();
        if (!this.#is("(") && !this.#is("{") && this.#token?.kind !== "string") this.#fail("(");
      } else if (this.#take(".") || this.#take("?.")) {
        if (this.#is("[") || this.#is("(")) continue;
        this.#fieldName();
        isCall = false;
      } else if (this.#take("[")) {
        this.#within(() => this.#expression());
        this.#close("]", token);
        isCall = false;
      } else break;
    }
    return isCall;
  }

  #fieldName(): void {
    const token = this.#token;
    if (token?.kind !== "name" || RESERVED.has(token.text)) this.#fail("name");
    this.#at++;
  }

  #expressions(): void {
    do this.#expression();
    while (this.#take(","));
  }

  #expression(): void {
    this.#enter();
    let more = true;
    while (more) {
      while (this.#token !== undefined && this.#token.kind !== "string" && UNARY.has(this.#token.text)) this.#at++;
      this.#simple();
      const operator = this.#token;
      more = operator !== undefined && operator.kind !== "string" && BINARY.has(operator.text);
      if (more) this.#at++;
    }
    if (this.#take("?")) this.#alternatives();
    this.#depth--;
  }

  /** `yes : no` behind a `?`. The colon after a name may also begin a method; where that leads nowhere it does not. */
  #alternatives(): void {
    const at = this.#at;
    const depth = this.#depth;
    try {
      this.#expression();
      this.#need(":");
    } catch (fault) {
      if (!(fault instanceof Fault) || this.#plainColons || ++this.#retries > MOST_RETRIES) throw fault;
      this.#at = at;
      this.#depth = depth;
      this.#plainColons = true;
      try {
        this.#expression();
      } finally {
        this.#plainColons = false;
      }
      this.#need(":");
    }
    this.#expression();
  }

  /** `|x, y| -> x + y`, `x -> x`, `|x| -> do … end`: behind the arrow. */
  #lambda(): void {
    this.#need("->");
    const opener = this.#token;
    if (opener !== undefined && this.#take("do")) this.#body(opener);
    else this.#expression();
  }

  #simple(): void {
    const token = this.#token;
    if (token === undefined) this.#fail("value");
    if (token.kind === "string" || token.kind === "number") {
      this.#at++;
      return;
    }
    if (["nil", "true", "false", "..."].includes(token.text)) {
      this.#at++;
      return;
    }
    if (this.#take("function")) {
      this.#function(token);
      return;
    }
    if (this.#take("||")) {
      this.#lambda();
      return;
    }
    if (this.#take("|")) {
      while (!this.#is("|") && this.#token !== undefined) {
        if (!this.#take("...")) this.#name();
        if (!this.#take(",")) break;
      }
      this.#need("|");
      this.#lambda();
      return;
    }
    if (token.kind === "name" && !RESERVED.has(token.text) && this.tokens[this.#at + 1]?.text === "->") {
      this.#at++;
      this.#lambda();
      return;
    }
    if (this.#take("{")) {
      this.#table(token);
      return;
    }
    if (token.kind === "symbol" && token.text !== "(") this.#fail("value");
    if (RESERVED.has(token.text)) this.#fail("value");
    this.#suffixed();
  }

  /** Reads what brackets hold: a colon in there is again what it always is. */
  #within(read: () => void): void {
    const before = this.#plainColons;
    this.#plainColons = false;
    try {
      read();
    } finally {
      this.#plainColons = before;
    }
  }

  #table(opener: LuaToken): void {
    this.#within(() => this.#fields());
    this.#close("}", opener);
  }

  #fields(): void {
    while (!this.#is("}")) {
      const bracket = this.#token;
      if (bracket === undefined) break;
      if (this.#take("[")) {
        this.#expression();
        this.#close("]", bracket);
        this.#need("=");
        this.#expression();
      } else {
        if (
          bracket.kind === "name" &&
          this.tokens[this.#at + 1]?.text === "=" &&
          this.tokens[this.#at + 1]?.kind === "symbol"
        ) {
          this.#name();
          this.#at++;
        }
        this.#expression();
      }
      if (!this.#take(",") && !this.#take(";")) break;
    }
  }
}

/** Carries a fault out of the recursion; never leaves this file. */
class Fault {
  constructor(readonly value: LuaFault) {}
}
