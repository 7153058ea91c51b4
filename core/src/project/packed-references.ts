/** Packs what a block refers to, and unpacks it again for who asks. */
import type { ReferenceKind } from "../resolve/look-up.ts";
import type { Span, VariableName } from "../syntax/model.ts";
import { NO_NUMBERS, NumberReader, numberList } from "./number-list.ts";
import type { ActorUse, Reference, References, VariableUse } from "./references.ts";

/** The same, as it is collected. */
export interface LooseReferences {
  readonly references: readonly Reference[];
  readonly actors: readonly ActorUse[];
  readonly variables: readonly VariableUse[];
  readonly strings: readonly string[];
}

export const NO_REFERENCES: References = {
  names: [],
  references: NO_NUMBERS,
  actors: NO_NUMBERS,
  variables: NO_NUMBERS,
  strings: [],
};

const KINDS: readonly ReferenceKind[] = ["call", "choice", "word", "function", "globalFunction"];
const ROLES: readonly ActorUse["role"][] = ["speaker", "cast", "lua"];
const SCOPES: readonly VariableName["scope"][] = ["local", "global", "property", "argument"];

// The first number of a reference: its kind, and what is true of it.
const KIND = 7;
const IS_LUA = 8;
const IS_ACT = 16;
const IS_WHOLE = 32;

export function packReferences({ references, actors, variables, strings }: LooseReferences): References {
  const indexes = new Map<string, number>();
  const indexOf = (name: string): number => {
    const known = indexes.get(name);
    if (known !== undefined) return known;
    indexes.set(name, indexes.size);
    return indexes.size - 1;
  };
  const packed = {
    references: numberList(references.flatMap((reference) => packReference(reference, indexOf))),
    actors: numberList(
      actors.flatMap(({ name, span, role }) => [indexOf(name), span.start, lengthOf(span), ROLES.indexOf(role)]),
    ),
    variables: numberList(
      variables.flatMap(({ variable: { scope, text }, span, role, local }) => {
        const head = SCOPES.indexOf(scope) * 2 + (role === "set" ? 1 : 0);
        return [head, indexOf(text), span.start, lengthOf(span), local + 1];
      }),
    ),
  };
  return { names: [...indexes.keys()], ...packed, strings };
}

function packReference(reference: Reference, indexOf: (name: string) => number): number[] {
  const { kind, key, span, whole, actor, local, origin, isAct } = reference;
  const isWhole = whole.start === span.start && whole.end === span.end;
  const head = KINDS.indexOf(kind) | (origin === "lua" ? IS_LUA : 0) | (isAct ? IS_ACT : 0) | (isWhole ? IS_WHOLE : 0);
  const numbers = [head, indexOf(key), span.start, lengthOf(span), actor === null ? 0 : indexOf(actor) + 1, local + 1];
  if (!isWhole) numbers.push(whole.start, lengthOf(whole));
  return numbers;
}

function lengthOf({ start, end }: Span): number {
  return end - start;
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
