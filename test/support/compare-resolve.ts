/** Our resolver beside the engine's: candidates of keys, and which references find nothing. */
import { Checker } from "#core/diagnostics/index.ts";
import { NO_CONFIG, Project } from "#core/project/index.ts";
import { sceneCandidates } from "#core/resolve/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";

export interface Question {
  readonly module: string;
  readonly key: string;
}

/** What the engine answers: its candidates, local ones and global ones, in order. */
export interface Answer {
  readonly local: readonly string[];
  readonly global: readonly string[];
}

export interface Reference {
  readonly kind: "call" | "word" | "function" | "globalFunction";
  readonly key: string;
  readonly line: number;
  readonly scene: string;
  readonly found: boolean;
}

export interface ResolveCase {
  readonly id: string;
  readonly source: string;
  readonly questions: readonly (Question & Answer)[];
  readonly references: readonly Reference[];
}

const UNRESOLVED = /^unresolved-(?:scene|word|function)$/;

const same = (ours: readonly string[], theirs: readonly string[]): boolean => ours.join("\n") === theirs.join("\n");

/** Every way in which we differ from the engine on a case; empty where we agree. */
export function resolveDifferences(parser: PastaParser, { source, questions, references }: ResolveCase): string[] {
  const differences: string[] = [];
  const documents = new Map([["dic/main.pasta", parser.parse(source)]]);
  // The questions were put to the tables of Lua generation, which know neither aliases nor Lua functions.
  const plain = { ...NO_CONFIG, aliases: new Map<string, string>() };
  const { tables } = new Project(plain, "localFirst", { documents, lua: new Map() }).snapshot;
  for (const { module, key, local, global } of questions) {
    const names = (strategy: "merged" | "localFirst"): readonly string[] => {
      const answer = sceneCandidates(tables, module, key, strategy, null, false);
      return answer.ok ? answer.candidates.map(({ fnName }) => fnName) : [];
    };
    if (!same(names("localFirst"), local.length > 0 ? local : global))
      differences.push(`${module} ＞${key}, localFirst`);
    if (!same(names("merged"), [...local, ...global])) differences.push(`${module} ＞${key}, merged`);
  }
  const reported = new Checker(new Project(NO_CONFIG, "localFirst", { documents, lua: new Map() }))
    .diagnostics("dic/main.pasta")
    .filter(({ code }) => UNRESOLVED.test(code))
    .map(({ start, data }) => `${source.slice(0, start).split("\n").length} ${data?.scene} ${data?.kind} ${data?.key}`);
  const expected = references
    .filter(({ found }) => !found)
    .map(({ line, scene, kind, key }) => `${line} ${scene} ${kind} ${key}`);
  if (!same(reported.sort(), expected.sort()))
    differences.push(`unresolved: ours ${reported.join("; ")}, the engine's ${expected.join("; ")}`);
  return differences;
}
