/** Checks the expressions of Lua, the engine's extensions among them: `? :`, `|x| -> x`, `?.`, `&&`. */
import { Fault, LuaCursor, RESERVED } from "./lua-cursor.ts";
import type { LuaToken } from "./lua-tokens.ts";

const BINARY: ReadonlySet<string> = new Set(
  "+ - * / % ^ .. == ~= != < <= > >= and or & | ~ << >> // || && ??".split(" "),
);
const UNARY: ReadonlySet<string> = new Set(["-", "not", "#", "~", "!"]);
/** Second readings of `? :` in a text; nested ones would double each time without end. */
const MOST_RETRIES = 200;

export abstract class LuaExpressions extends LuaCursor {
  private retries = 0;

  /** Reads statements up to the end of their block: functions hold some. */
  protected abstract block(): void;

  protected body(opener: LuaToken): void {
    this.within(() => this.block());
    this.close("end", opener);
  }

  /** Parameters and body, behind `function` and the name. */
  protected function(opener: LuaToken): void {
    const bracket = this.token as LuaToken;
    this.need("(");
    if (!this.is(")")) {
      do {
        if (this.take("...")) break;
        this.name();
      } while (this.take(","));
    }
    this.close(")", bracket);
    this.body(opener);
  }

  /** A name or bracketed expression with what hangs on it; true where it ends as a call. */
  protected suffixed(): boolean {
    const opener = this.token;
    if (opener !== undefined && this.take("(")) {
      this.within(() => this.expression());
      this.close(")", opener);
    } else this.name();
    let isCall = false;
    for (let token = this.token; token !== undefined; token = this.token) {
      if (token.kind === "string" || this.is("{")) {
        this.simple();
        isCall = true;
      } else if (this.take("(")) {
        if (!this.is(")")) this.within(() => this.expressions());
        this.close(")", token);
        isCall = true;
      } else if (!this.plainColons && this.tokens[this.at + 1]?.kind === "name" && this.take(":")) {
        this.name();
        if (!this.is("(") && !this.is("{") && this.token?.kind !== "string") this.fail("(");
      } else if (this.take(".") || this.take("?.")) {
        if (this.is("[") || this.is("(")) continue;
        this.fieldName();
        isCall = false;
      } else if (this.take("[")) {
        this.within(() => this.expression());
        this.close("]", token);
        isCall = false;
      } else break;
    }
    return isCall;
  }

  protected fieldName(): void {
    const token = this.token;
    if (token?.kind !== "name" || RESERVED.has(token.text)) this.fail("name");
    this.at++;
  }

  protected expressions(): void {
    do this.expression();
    while (this.take(","));
  }

  protected expression(): void {
    this.enter();
    let more = true;
    while (more) {
      while (this.token !== undefined && this.token.kind !== "string" && UNARY.has(this.token.text)) this.at++;
      this.simple();
      const operator = this.token;
      more = operator !== undefined && operator.kind !== "string" && BINARY.has(operator.text);
      if (more) this.at++;
    }
    if (this.take("?")) this.alternatives();
    this.depth--;
  }

  /** `yes : no` behind a `?`. The colon after a name may also begin a method; where that leads nowhere it does not. */
  protected alternatives(): void {
    const at = this.at;
    const depth = this.depth;
    try {
      this.expression();
      this.need(":");
    } catch (fault) {
      if (!(fault instanceof Fault) || this.plainColons || ++this.retries > MOST_RETRIES) throw fault;
      this.at = at;
      this.depth = depth;
      this.plainColons = true;
      try {
        this.expression();
      } finally {
        this.plainColons = false;
      }
      this.need(":");
    }
    this.expression();
  }

  /** `|x, y| -> x + y`, `x -> x`, `|x| -> do … end`: behind the arrow. */
  protected lambda(): void {
    this.need("->");
    const opener = this.token;
    if (opener !== undefined && this.take("do")) this.body(opener);
    else this.expression();
  }

  protected simple(): void {
    const token = this.token;
    if (token === undefined) this.fail("value");
    if (token.kind === "string" || token.kind === "number") {
      this.at++;
      return;
    }
    if (["nil", "true", "false", "..."].includes(token.text)) {
      this.at++;
      return;
    }
    if (this.take("function")) {
      this.function(token);
      return;
    }
    if (this.take("||")) {
      this.lambda();
      return;
    }
    if (this.take("|")) {
      while (!this.is("|") && this.token !== undefined) {
        if (!this.take("...")) this.name();
        if (!this.take(",")) break;
      }
      this.need("|");
      this.lambda();
      return;
    }
    if (token.kind === "name" && !RESERVED.has(token.text) && this.tokens[this.at + 1]?.text === "->") {
      this.at++;
      this.lambda();
      return;
    }
    if (this.take("{")) {
      this.table(token);
      return;
    }
    if (token.kind === "symbol" && token.text !== "(") this.fail("value");
    if (RESERVED.has(token.text)) this.fail("value");
    this.suffixed();
  }

  protected table(opener: LuaToken): void {
    this.within(() => this.fields());
    this.close("}", opener);
  }

  protected fields(): void {
    while (!this.is("}")) {
      const bracket = this.token;
      if (bracket === undefined) break;
      if (this.take("[")) {
        this.expression();
        this.close("]", bracket);
        this.need("=");
        this.expression();
      } else {
        if (
          bracket.kind === "name" &&
          this.tokens[this.at + 1]?.text === "=" &&
          this.tokens[this.at + 1]?.kind === "symbol"
        ) {
          this.name();
          this.at++;
        }
        this.expression();
      }
      if (!this.take(",") && !this.take(";")) break;
    }
  }
}
