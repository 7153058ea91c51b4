/** The resolver against the engine's own answers: candidates of keys, and which references find nothing. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Checker } from "#core/diagnostics/index.ts";
import { NO_CONFIG, Project } from "#core/project/index.ts";
import { sceneCandidates } from "#core/resolve/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import { testParser } from "#test/support/parser.ts";

interface Case {
  readonly id: string;
  readonly source: string;
  readonly questions: readonly {
    readonly module: string;
    readonly key: string;
    readonly local: readonly string[];
    readonly global: readonly string[];
  }[];
  readonly references: readonly {
    readonly kind: "call" | "word" | "function" | "globalFunction";
    readonly key: string;
    readonly line: number;
    readonly scene: string;
    readonly found: boolean;
  }[];
}

const cases = readFileSync(new URL("./data/resolve.ndjson", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

const UNRESOLVED = /^unresolved-(?:scene|word|function)$/;

describe("conformance: resolve.ndjson", () => {
  let parser: PastaParser;
  before(async () => {
    parser = await testParser();
  });

  function checkCase({ id, source, questions, references }: Case): void {
    const documents = new Map([["dic/main.pasta", parser.parse(source)]]);
    // The questions were put to the tables of Lua generation, which know neither aliases nor Lua functions.
    const plain = { ...NO_CONFIG, aliases: new Map<string, string>() };
    const { tables } = new Project(plain, "localFirst", { documents, lua: new Map() }).snapshot;
    const project = new Project(NO_CONFIG, "localFirst", { documents, lua: new Map() });
    for (const { module, key, local, global } of questions) {
      const names = (strategy: "merged" | "localFirst") => {
        const answer = sceneCandidates(tables, module, key, strategy, null, false);
        return answer.ok ? answer.candidates.map(({ fnName }) => fnName) : [];
      };
      assert.deepEqual(names("localFirst"), local.length > 0 ? local : global, `${id}: ${module} ＞${key}, localFirst`);
      assert.deepEqual(names("merged"), [...local, ...global], `${id}: ${module} ＞${key}, merged`);
    }
    const reported = new Checker(project)
      .diagnostics("dic/main.pasta")
      .filter(({ code }) => UNRESOLVED.test(code))
      .map(
        ({ start, data }) => `${source.slice(0, start).split("\n").length} ${data?.scene} ${data?.kind} ${data?.key}`,
      );
    const expected = references
      .filter(({ found }) => !found)
      .map(({ line, scene, kind, key }) => `${line} ${scene} ${kind} ${key}`);
    assert.deepEqual(reported.sort(), expected.sort(), id);
  }

  it(`agrees on ${cases.length} documents`, () => {
    for (const one of cases) checkCase(one);
  });
});
