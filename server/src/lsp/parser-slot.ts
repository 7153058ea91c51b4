/** A parser that is still being loaded: the server greets its client before the grammar is there. */
import type { OpenDocument, PastaParser, SyntaxDocument } from "#core/syntax/index.ts";

export class ParserSlot implements PastaParser {
  #parser: PastaParser | null = null;
  /** Settles when the parser can be used; nothing may be parsed before. */
  readonly ready: Promise<void>;

  constructor(loading: Promise<PastaParser>) {
    this.ready = loading.then((parser) => {
      this.#parser = parser;
    });
    // Whoever waits for it hears of a failure; until then it is nobody's.
    this.ready.catch(() => undefined);
  }

  get #loaded(): PastaParser {
    if (this.#parser === null) throw new Error("the parser is asked before it is ready");
    return this.#parser;
  }

  parse(text: string): SyntaxDocument {
    return this.#loaded.parse(text);
  }

  open(text: string): OpenDocument {
    return this.#loaded.open(text);
  }

  dispose(): void {
    this.#parser?.dispose();
  }
}
