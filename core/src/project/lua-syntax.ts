/**
 * Checks the syntax of Lua as the engine's LuaJIT reads it: the language of 5.1 with `goto`, 5.2's escapes, and the
 * engine's extensions (`& | ~ << >>`, `!=`, `continue`, `+=`, `?.`, `const`). Where dialects differ it lets things pass.
 */
import { Fault, type LuaFault } from "./lua-cursor.ts";
import { LuaExpressions } from "./lua-expressions.ts";
import { type LuaToken, luaTokens } from "./lua-tokens.ts";

export type { LuaFault } from "./lua-cursor.ts";

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

const ASSIGNMENT: ReadonlySet<string> = new Set("= += -= *= /= %= ..= ^= &= |= ~= <<= >>=".split(" "));
const BLOCK_ENDS: ReadonlySet<string> = new Set(["end", "else", "elseif", "until"]);

class Syntax extends LuaExpressions {
  check(): LuaFault | null {
    try {
      this.block();
      if (this.at < this.tokens.length) this.fail("EOF");
      return null;
    } catch (fault) {
      if (fault instanceof Fault) return fault.value;
      throw fault;
    }
  }

  protected block(): void {
    this.enter();
    while (this.token !== undefined) {
      const token = this.token;
      if (token.kind === "name" && BLOCK_ENDS.has(token.text)) break;
      if (this.take("return")) {
        if (!this.endsBlock()) this.expressions();
        this.take(";");
        if (!this.endsBlock()) this.fail("end");
        break;
      }
      this.statement();
    }
    this.depth--;
  }

  protected endsBlock(): boolean {
    const token = this.token;
    return token === undefined || this.is(";") || (token.kind === "name" && BLOCK_ENDS.has(token.text));
  }

  protected statement(): void {
    const opener = this.token as LuaToken;
    if (this.take(";") || this.take("break")) return;
    if (this.take("if")) {
      this.if(opener);
      return;
    }
    if (this.take("while")) {
      this.expression();
      this.need("do");
      this.body(opener);
      return;
    }
    if (this.take("do")) {
      this.body(opener);
      return;
    }
    if (this.take("for")) {
      this.for(opener);
      return;
    }
    if (this.take("repeat")) {
      this.block();
      this.close("until", opener);
      this.expression();
      return;
    }
    if (this.take("function")) {
      this.name();
      while (this.take(".") || this.take(":")) this.name();
      this.function(opener);
      return;
    }
    if (this.is("local") || (this.is("const") && this.tokens[this.at + 1]?.kind === "name")) {
      this.local();
      return;
    }
    if (this.take("::")) {
      this.name();
      this.need("::");
      return;
    }
    if (this.is("goto") && this.tokens[this.at + 1]?.kind === "name") {
      this.at++;
      this.name();
      return;
    }
    if (this.is("continue") && !["=", ".", "(", ":", "["].includes(this.tokens[this.at + 1]?.text ?? "")) {
      this.at++;
      return;
    }
    this.callOrAssignment();
  }

  protected if(opener: LuaToken): void {
    this.expression();
    this.need("then");
    this.block();
    while (this.take("elseif")) {
      this.expression();
      this.need("then");
      this.block();
    }
    if (this.take("else")) this.block();
    this.close("end", opener);
  }

  protected for(opener: LuaToken): void {
    this.name();
    if (this.take("=")) {
      this.expressions();
    } else {
      while (this.take(",")) this.name();
      this.need("in");
      this.expressions();
    }
    this.need("do");
    this.body(opener);
  }

  protected local(): void {
    const opener = this.token as LuaToken;
    this.at++;
    if (this.take("function")) {
      this.name();
      this.function(opener);
      return;
    }
    do this.name();
    while (this.take(","));
    if (this.take("=")) this.expressions();
  }

  protected callOrAssignment(): void {
    const isCall = this.suffixed();
    const next = this.token;
    if (next !== undefined && next.kind === "symbol" && (ASSIGNMENT.has(next.text) || next.text === ",")) {
      if (isCall) this.fail("name");
      while (this.take(",")) if (this.suffixed()) this.fail("=");
      if (!ASSIGNMENT.has(this.token?.text ?? "") || this.token?.kind === "string") this.fail("=");
      this.at++;
      this.expressions();
      return;
    }
    if (!isCall) this.fail("=");
  }
}
