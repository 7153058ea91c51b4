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

/** Tells every kind of reference once with each name that it has. Who asks for no places is spared the objects. */
export function eachReferred(
  { names, references }: References,
  tell: (kind: ReferenceKind, key: string, isAct: boolean) => void,
): void {
  const reader = new NumberReader(references);
  const known = new Uint16Array(names.length);
  while (!reader.isAtEnd) {
    const head = reader.next();
    const index = reader.next();
    for (let skipped = (head & IS_WHOLE) === 0 ? 6 : 4; skipped > 0; skipped--) reader.next();
    const isAct = (head & IS_ACT) !== 0;
    const bit = 1 << ((head & KIND) * 2 + (isAct ? 1 : 0));
    const own = known[index] as number;
    if ((own & bit) !== 0) continue;
    known[index] = own | bit;
    tell(KINDS[head & KIND] as ReferenceKind, names[index] as string, isAct);
  }
}

/** Tells every variable once that is read, and once that is set. */
export function eachVariable(
  { names, variables }: References,
  tell: (scope: VariableName["scope"], text: string, role: VariableUse["role"]) => void,
): void {
  const reader = new NumberReader(variables);
  const known = new Uint8Array(names.length);
  while (!reader.isAtEnd) {
    const head = reader.next();
    const index = reader.next();
    for (let skipped = 0; skipped < 3; skipped++) reader.next();
    const own = known[index] as number;
    if ((own & (1 << head)) !== 0) continue;
    known[index] = own | (1 << head);
    tell(SCOPES[head >> 1] as VariableName["scope"], names[index] as string, head % 2 === 0 ? "get" : "set");
  }
}

/** The names of the actors that are used, each once. */
export function actorNamesIn({ names, actors }: References): Set<string> {
  const reader = new NumberReader(actors);
  const found = new Set<string>();
  let last = -1;
  while (!reader.isAtEnd) {
    const index = reader.next();
    for (let skipped = 0; skipped < 3; skipped++) reader.next();
    if (index !== last) found.add(names[index] as string);
    last = index;
  }
  return found;
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
