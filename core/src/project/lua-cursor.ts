/** Where a check of Lua's syntax stands in its tokens: taking what is expected, and failing where something else is. */
import type { LuaToken } from "./lua-tokens.ts";

/** The first thing that is wrong. Offsets are UTF-16 code units of the text. */
export interface LuaFault {
  readonly message: "lua-expected" | "lua-unclosed";
  readonly args: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Words that can be no name. */
export const RESERVED: ReadonlySet<string> = new Set(
  "and break do else elseif end false for function if in local nil not or repeat return then true until while".split(
    " ",
  ),
);

/** Expressions nest no deeper than the engine's own compiler allows. */
const DEEPEST = 190;

export class LuaCursor {
  protected at = 0;
  protected depth = 0;
  /** Set while a colon can only be that of `? :`. */
  protected plainColons = false;

  constructor(
    protected readonly tokens: readonly LuaToken[],
    private readonly length: number,
  ) {}

  protected get token(): LuaToken | undefined {
    return this.tokens[this.at];
  }

  protected is(text: string): boolean {
    const token = this.token;
    return token !== undefined && token.kind !== "string" && token.text === text;
  }

  protected take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  protected need(text: string): void {
    if (!this.take(text)) this.fail(text);
  }

  /** Needs the closer of what `opener` opens; at the end of the text the opener is to blame. */
  protected close(text: string, opener: LuaToken): void {
    if (this.take(text)) return;
    if (this.token !== undefined) this.fail(text);
    const { start, end } = opener;
    throw new Fault({ message: "lua-unclosed", args: [opener.text, text], start, end });
  }

  protected fail(expected: string): never {
    const token = this.token;
    const start = token?.start ?? Math.max(0, (this.tokens.at(-1)?.end ?? this.length) - 1);
    const end = token?.end ?? this.tokens.at(-1)?.end ?? this.length;
    throw new Fault({ message: "lua-expected", args: [expected, token?.text ?? "EOF"], start, end });
  }

  protected name(): void {
    const token = this.token;
    if (token?.kind !== "name" || RESERVED.has(token.text)) this.fail("name");
    this.at++;
  }

  protected enter(): void {
    if (++this.depth > DEEPEST) this.fail("shallower nesting");
  }

  /** Reads what brackets hold: a colon in there is again what it always is. */
  protected within(read: () => void): void {
    const before = this.plainColons;
    this.plainColons = false;
    try {
      read();
    } finally {
      this.plainColons = before;
    }
  }
}

/** Carries a fault out of the recursion; never leaves the check. */
export class Fault {
  constructor(readonly value: LuaFault) {}
}
