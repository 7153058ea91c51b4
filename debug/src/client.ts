/** What a client has said of itself: how it counts lines, writes paths, and which language it speaks. */
import { basename } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { URI } from "vscode-uri";
import { type Locale, localeOf, type MessageId, render } from "#core/messages/index.ts";

export class Client {
  readonly locale: Locale;
  readonly #firstLine: number;
  readonly #firstColumn: number;
  readonly #isUri: boolean;

  /** What is left out means what the protocol says. */
  constructor(args: Partial<DebugProtocol.InitializeRequestArguments> = {}) {
    this.locale = localeOf(args.locale);
    this.#firstLine = args.linesStartAt1 === false ? 0 : 1;
    this.#firstColumn = args.columnsStartAt1 === false ? 0 : 1;
    this.#isUri = args.pathFormat === "uri";
  }

  text(id: MessageId, ...args: readonly string[]): string {
    return render(id, args, this.locale);
  }

  /** A 0-based line as the client counts. */
  lineOut(line: number): number {
    return line + this.#firstLine;
  }

  lineIn(line: number): number {
    return line - this.#firstLine;
  }

  columnOut(column: number): number {
    return column + this.#firstColumn;
  }

  columnIn(column: number): number {
    return column - this.#firstColumn;
  }

  pathIn(path: string): string {
    return this.#isUri || /^file:\/\//i.test(path) ? URI.parse(path).fsPath : path;
  }

  source(path: string): DebugProtocol.Source {
    return { name: basename(path), path: this.#isUri ? URI.file(path).toString() : path };
  }
}
