/** What the unresolved codes share: a reference that finds nothing, and the names that were perhaps meant. */
import type { MessageId } from "../messages/index.ts";
import type { Reference } from "../project/index.ts";
import {
  buildTable,
  ENGINE_FUNCTIONS,
  isFound,
  type NameTable,
  type ReferenceKind,
  sanitizeName,
  type Tables,
} from "../resolve/index.ts";
import type { DiagnosticCode, Finding, NameContext, NameRule } from "./model.ts";
import { nearestNames } from "./nearest-names.ts";

/** A rule that reports references of some kinds that nothing answers, in Pasta and in the strings that Lua gives `act`. */
export function unresolvedRule(code: DiagnosticCode, kinds: readonly ReferenceKind[]): NameRule {
  return {
    codes: [code],
    checkNames(context, report) {
      for (const reference of context.references) {
        if (!kinds.includes(reference.kind) || !isAsked(reference)) continue;
        const { kind, key, actor } = reference;
        if (isFound(context.snapshot.tables, { kind, key, actor, module: context.module })) continue;
        if (reference.origin === "lua" && isSomeScenesOwn(reference, context)) continue;
        report(finding(code, reference, context));
      }
    },
  };
}

/**
 * Fields of `GLOBAL` may be read where there are none, and a method of something else may be called `word` too. A mark
 * without a name is a fault of the line, told by the parser.
 */
function isAsked({ origin, isAct, kind, key }: Reference): boolean {
  return key !== "" && (origin === "pasta" || (isAct && kind !== "globalFunction"));
}

/** Whether any scene (or actor) has the name for itself: a function of Lua runs in the scene that calls it. */
function isSomeScenesOwn({ kind, key }: Reference, { usage }: NameContext): boolean {
  return kind === "word" ? usage.ownWords.hasBeginning(key) : usage.ownScenes.hasBeginning(sanitizeName(key));
}

function finding(code: DiagnosticCode, reference: Reference, context: NameContext): Finding {
  const { key, span, kind } = reference;
  const { summary } = context;
  return {
    code,
    start: span.start,
    end: span.end,
    message: code as MessageId,
    args: [key],
    data: { key, scene: context.module ?? "", kind },
    nearest: (tables) => suggest(reference, tables, summary),
  };
}

/** The nearest names that would be found in the place of the reference: the scene's own ones before the ghost's. */
export function suggest({ kind, key, actor }: Reference, tables: Tables, summary: NameContext["summary"]): string[] {
  const own = new Set<string>();
  if (kind === "word") {
    for (const name of summary.scene?.words.keys ?? []) own.add(name);
    for (const name of actorWords(tables, actor)) own.add(name);
  } else if (kind !== "globalFunction") {
    for (const { name } of summary.scene?.fields.values() ?? []) own.add(name);
  }
  const near = nearestNames(key, [...own]);
  const wide = kind === "word" ? nearestNames(key, tables.words) : [];
  const functions = kind === "choice" || kind === "word" ? [] : nearestNames(key, functionNames(tables));
  const scenes = kind === "call" || kind === "choice" || kind === "function" ? nearestNames(key, tables.scenes) : [];
  return [...new Set([...near, ...wide, ...functions, ...scenes])].slice(0, 3);
}

function actorWords(tables: Tables, actor: string | null): string[] {
  if (actor === null) return [];
  const declarations = tables.actors.get(actor)?.declarations ?? [];
  return declarations.flatMap(({ file, ordinal }) => {
    return (tables.files.get(file)?.actors[ordinal]?.of.words ?? []).map(({ name }) => name);
  });
}

const functionTables = new WeakMap<object, NameTable<string>>();

function functionNames(tables: Tables): NameTable<string> {
  const known = functionTables.get(tables.functions);
  if (known !== undefined) return known;
  const names = [...tables.functions.keys(), ...ENGINE_FUNCTIONS];
  const made = buildTable(new Map(names.map((name) => [name, [name]])));
  functionTables.set(tables.functions, made);
  return made;
}
