/** Where an expression or a list of arguments stops making sense, for lines that tree-sitter gave up on. */
import type { MessageId } from "../messages/index.ts";
import { isName, SPACES } from "./characters.ts";

/** A place in a line (UTF-16, relative to it), and what is wrong there. */
export interface Fault {
  readonly start: number;
  readonly end: number;
  readonly message: MessageId;
  readonly args: readonly string[];
}

const spaces = new RegExp(`[${SPACES}]*`, "y");
const word = /[^ \t\u3000\r\n"「」（）()＋+\-－*＊×/／÷%％&＆、，,：:＝=＄$＠@＞>＃#！!]+/y;
const number = /[-－]?[0-9０-９]+([.．][0-9０-９]+)?/y;
const operator = /[+＋\-－*＊×/／÷%％&＆]/y;
const variable = /[＄$][＊*％%]?/y;
const reference = /[＠@][＊*＄$]?/y;

/** A position in a line and what can be read from there. */
class Line {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  skip(): void {
    this.read(spaces);
  }

  get next(): string {
    return this.text.charAt(this.at);
  }

  get atEnd(): boolean {
    return this.at >= this.text.length || /[＃#]/.test(this.next);
  }
}

const fault = (start: number, end: number, message: MessageId, ...args: string[]): Fault => ({
  start,
  end,
  message,
  args,
});

/** From a position to the end of the text before a comment. */
const rest = (line: Line, start: number): Fault =>
  fault(start, Math.max(line.text.trimEnd().length, start), "syntax-broken-line");

/**
 * The first fault of a call (`＞…`), an assignment (`＄x＝…`) or of the first arguments in a line; null where
 * the line has none of them or no fault is found.
 */
export function findExpressionFault(text: string): Fault | null {
  const line = new Line(text);
  line.skip();
  const mark = line.next;
  if (/[＞>]/.test(mark)) {
    line.at++;
    const target = line.read(word);
    const found = target === null ? expression(line) : null;
    return found ?? argumentsThenEnd(line);
  }
  if (/[＄$]/.test(mark)) {
    const equals = /[＝=]/.exec(text);
    if (equals === null) return null;
    line.at = equals.index + 1;
    line.skip();
    if (line.atEnd) return null;
    return expression(line) ?? endOfLine(line);
  }
  const open = /[（(]/.exec(text);
  if (open === null || !/[！!]/.test(mark)) return null;
  line.at = open.index;
  return cueArguments(line) ?? endOfLine(line);
}

function argumentsThenEnd(line: Line): Fault | null {
  line.skip();
  if (/[（(]/.test(line.next)) {
    const found = callArguments(line);
    if (found !== null) return found;
  }
  return endOfLine(line);
}

function endOfLine(line: Line): Fault | null {
  line.skip();
  return line.atEnd ? null : rest(line, line.at);
}

function expression(line: Line): Fault | null {
  for (;;) {
    const found = operand(line);
    if (found !== null) return found;
    line.skip();
    const before = line.at;
    const sign = line.read(operator);
    if (sign === null) return null;
    line.skip();
    if (line.atEnd || /[）),、，]/.test(line.next))
      return fault(before, before + sign.length, "syntax-missing-operand", sign);
  }
}

function operand(line: Line): Fault | null {
  line.skip();
  const start = line.at;
  if (/[（(]/.test(line.next)) {
    line.at++;
    const found = expression(line);
    if (found !== null) return found;
    return closing(line, start);
  }
  if (/["「]/.test(line.next)) return stringLiteral(line);
  if (line.read(reference) !== null) {
    if (line.read(word) === null) return fault(start, line.at, "syntax-incomplete-word", line.text.charAt(start));
    return /[（(]/.test(line.next) ? callArguments(line) : null;
  }
  const sigil = line.read(variable);
  if (sigil !== null)
    return line.read(word) === null ? fault(start, line.at, "syntax-incomplete-variable", sigil) : null;
  return line.read(number) === null ? rest(line, start) : null;
}

function closing(line: Line, open: number): Fault | null {
  line.skip();
  if (/[）)]/.test(line.next)) {
    line.at++;
    return null;
  }
  return line.atEnd ? fault(open, open + 1, "syntax-unclosed-parenthesis") : rest(line, line.at);
}

function stringLiteral(line: Line): Fault | null {
  const start = line.at;
  const open = line.next;
  let fence = 0;
  while (line.text.charAt(start + fence) === open && (open === '"' || fence < 4)) fence++;
  const close = (open === '"' ? '"' : "」").repeat(fence);
  const blank = line.text.startsWith('""', start) || line.text.startsWith("「」", start);
  const end = line.text.indexOf(close, start + fence + 1);
  if (line.text.startsWith("「」", start)) line.at = start + 2;
  else if (end >= 0) line.at = end + fence;
  else if (blank) line.at = start + 2;
  else return fault(start, start + fence, "syntax-unclosed-string", close);
  return null;
}

/** pest: args. */
function callArguments(line: Line): Fault | null {
  const open = line.at++;
  line.skip();
  if (/[）)]/.test(line.next)) return closing(line, open);
  for (;;) {
    line.skip();
    if (line.atEnd) return fault(open, open + 1, "syntax-unclosed-parenthesis");
    const key = line.at;
    const name = line.read(word);
    if (name !== null && isName(name)) {
      line.skip();
      if (line.read(/[：:]/y) === null) return fault(key, key + name.length, "syntax-broken-line");
      line.skip();
    } else line.at = key;
    const found = expression(line);
    if (found !== null) return found;
    line.skip();
    if (line.read(/[、，,]/y) === null) return closing(line, open);
  }
}

/** pest: cue_cmd_args. */
function cueArguments(line: Line): Fault | null {
  const open = line.at++;
  for (;;) {
    line.skip();
    if (/["「]/.test(line.next)) {
      const found = stringLiteral(line);
      if (found !== null) return found;
    } else line.read(/[^ \t\u3000\r\n（）(),、，]+/y);
    line.skip();
    if (line.read(/[、，,]/y) === null) return closing(line, open);
  }
}
