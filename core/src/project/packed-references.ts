/** Packs what a block refers to, and unpacks it again for who asks. */
import type { ReferenceKind } from "../resolve/look-up.ts";
import type { Span, VariableName } from "../syntax/model.ts";
import { NO_NUMBERS, NumberReader, numberList } from "./number-list.ts";
import type { ActorUse, Reference, References, VariableUse } from "./reference-model.ts";

export const NO_REFERENCES: References = {
  names: [],
  references: NO_NUMBERS,
  actors: NO_NUMBERS,
  variables: NO_NUMBERS,
  strings: [],
};

const KINDS: readonly ReferenceKind[] = ["call", "choice", "word", "function", "globalFunction"];
const ROLES: readonly ActorUse["role"][] = ["speaker", "cast", "lua", "mention"];
const SCOPES: readonly VariableName["scope"][] = ["local", "global", "property", "argument"];

// The first number of a reference: its kind, and what is true of it.
const KIND = 7;
const IS_LUA = 8;
const IS_ACT = 16;
const IS_WHOLE = 32;

/** Takes references one by one, in the order of the text. */
export class ReferencePacker {
  readonly #names = new Map<string, number>();
  readonly #references: number[] = [];
  readonly #actors: number[] = [];
  readonly #variables: number[] = [];
  readonly #strings: string[] = [];

  reference({ kind, key, span, whole, actor, local, origin, isAct }: Reference): void {
    const isWhole = whole.start === span.start && whole.end === span.end;
    const lua = origin === "lua" ? IS_LUA : 0;
    const head = KINDS.indexOf(kind) | lua | (isAct ? IS_ACT : 0) | (isWhole ? IS_WHOLE : 0);
    const speaker = actor === null ? 0 : this.#index(actor) + 1;
    this.#references.push(head, this.#index(key), span.start, span.end - span.start, speaker, local + 1);
    if (!isWhole) this.#references.push(whole.start, whole.end - whole.start);
  }

  actor(name: string, span: Span, role: ActorUse["role"]): void {
    this.#actors.push(this.#index(name), span.start, span.end - span.start, ROLES.indexOf(role));
  }

  variable({ scope, text }: VariableUse["variable"], span: Span, role: VariableUse["role"], local: number): void {
    const head = SCOPES.indexOf(scope) * 2 + (role === "set" ? 1 : 0);
    this.#variables.push(head, this.#index(text), span.start, span.end - span.start, local + 1);
  }

  string(text: string): void {
    this.#strings.push(text);
  }

  packed(): References {
    return {
      names: [...this.#names.keys()],
      references: numberList(this.#references),
      actors: numberList(this.#actors),
      variables: numberList(this.#variables),
      strings: this.#strings,
    };
  }

  #index(name: string): number {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    this.#names.set(name, this.#names.size);
    return this.#names.size - 1;
  }
}

function spanIn(reader: NumberReader): Span {
  const start = reader.next();
  return { start, end: start + reader.next() };
}

/** Calls, words, functions and choices, in the order of the text; those of Lua behind the others. */
export function referencesIn({ names, references }: References): Reference[] {
  const reader = new NumberReader(references);
  const all: Reference[] = [];
  while (!reader.isAtEnd) {
    const head = reader.next();
    const key = names[reader.next()] as string;
    const span = spanIn(reader);
    const speaker = reader.next();
    const local = reader.next() - 1;
    all.push({
      kind: KINDS[head & KIND] as ReferenceKind,
      key,
      span,
      whole: (head & IS_WHOLE) === 0 ? spanIn(reader) : span,
      actor: speaker === 0 ? null : (names[speaker - 1] as string),
      local,
      origin: (head & IS_LUA) === 0 ? "pasta" : "lua",
      isAct: (head & IS_ACT) !== 0,
    });
  }
  return all;
}

export function actorUsesIn({ names, actors }: References): ActorUse[] {
  const reader = new NumberReader(actors);
  const all: ActorUse[] = [];
  while (!reader.isAtEnd) {
    const name = names[reader.next()] as string;
    all.push({ name, span: spanIn(reader), role: ROLES[reader.next()] as ActorUse["role"] });
  }
  return all;
}

/** The names of the actors that are used, each once. */
export function actorNamesIn({ names, actors }: References): Set<string> {
  const reader = new NumberReader(actors);
  const indexes = new Set<number>();
  while (!reader.isAtEnd) {
    indexes.add(reader.next());
    for (let skipped = 0; skipped < 3; skipped++) reader.next();
  }
  return new Set([...indexes].map((index) => names[index] as string));
}

export function variablesIn({ names, variables }: References): VariableUse[] {
  const reader = new NumberReader(variables);
  const all: VariableUse[] = [];
  while (!reader.isAtEnd) {
    const head = reader.next();
    const variable = { scope: SCOPES[head >> 1] as VariableName["scope"], text: names[reader.next()] as string };
    const span = spanIn(reader);
    all.push({ variable, span, role: head % 2 === 0 ? "get" : "set", local: reader.next() - 1 });
  }
  return all;
}
