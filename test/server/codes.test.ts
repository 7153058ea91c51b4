/**
 * Every diagnostic code keeps its promises: a page whose example brings it about, a severity setting, tests of its own,
 * and for related places, tags and fixes what this table decides. A new code fails here until all of it is there.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Checker, CODES, DEFAULT_SEVERITIES, type DiagnosticCode, RULES } from "#core/diagnostics/index.ts";
import { render } from "#core/messages/index.ts";
import { Project, parseConfig } from "#core/project/index.ts";
import { repository } from "#scripts/cache.ts";
import { codeActions } from "#server/features/code-action.ts";
import { testParser } from "#test/support/parser.ts";
import { featureFixture } from "./feature.ts";

interface Decision {
  /** Titles of the fixes for the page's example, the comments that silence aside; or why there is none. */
  readonly fixes: readonly string[] | { readonly none: string };
  /** How many related places the example's finding has. */
  readonly related: number;
  /** Whether it is shown as unnecessary. */
  readonly unnecessary?: true;
  /** Only where no comment can silence it: the engine refuses the file, or the file has no comments of ours. */
  readonly cannotBeSilenced?: true;
}

const engine = { none: "only the writer knows what was meant" };

const DECISIONS: Readonly<Record<DiagnosticCode, Decision>> = {
  "syntax-error": { fixes: engine, related: 0, cannotBeSilenced: true },
  "unresolved-scene": { fixes: ["Change to", "Create the local", "Create the scene"], related: 0 },
  "unresolved-word": { fixes: ["Change to", "Define the word", "Define the word"], related: 0 },
  "unresolved-function": { fixes: ["Define the function"], related: 0 },
  "unresolved-choice": { fixes: ["Create the local", "Create the scene"], related: 0 },
  "unknown-actor": { fixes: ["Change to", "Add the actor"], related: 0 },
  "undefined-variable": { fixes: ["Set ＄回数 above"], related: 0 },
  "unused-scene": { fixes: ["Remove “忘れもの”"], related: 0, unnecessary: true },
  "unused-word": { fixes: ["Remove “皿”"], related: 0, unnecessary: true },
  "unreachable-code": { fixes: ["Remove these lines"], related: 0, unnecessary: true },
  "continuation-without-speaker": { fixes: ["Let “さくら” speak"], related: 0, cannotBeSilenced: true },
  "property-in-expression": { fixes: engine, related: 0, cannotBeSilenced: true },
  "duplicate-attribute": { fixes: ["Remove the first one"], related: 1 },
  "lua-syntax-error": { fixes: engine, related: 0, cannotBeSilenced: true },
  "reserved-name": { fixes: ["Change to"], related: 0, cannotBeSilenced: true },
  "shadowed-by-alias": { fixes: ["Change to “会話その一”"], related: 1 },
  "captured-call": { fixes: engine, related: 1 },
  "mixed-width": { fixes: ["Write this file’s marks full width"], related: 0 },
  "config-error": { fixes: engine, related: 0, cannotBeSilenced: true },
};

const CONFIG = '[actor."さくら"]\nspot = 0\n';

/** The first example of a code's page. */
function exampleOf(code: DiagnosticCode): { readonly language: string; readonly text: string } {
  const page = readFileSync(join(repository, "docs/diagnostics", `${code}.md`), "utf8");
  const [, , language = "", text = ""] = /^(`{3,})(pasta|toml)\n([\s\S]*?)\n\1\n/m.exec(page) ?? [];
  return { language, text: `${text}\n` };
}

describe("diagnostic codes", () => {
  it("are told by exactly one rule each", () => {
    const told = [...RULES.flatMap(({ codes }) => codes), "config-error"];
    assert.deepEqual([...told].sort(), [...CODES].sort());
  });

  it("have tests besides this table", () => {
    const sources = ["test/core", "test/server", "test/conformance", "test/cli"].flatMap((folder) =>
      readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".test.ts") && !path.endsWith("codes.test.ts"))
        .map((path) => readFileSync(join(repository, folder, path), "utf8")),
    );
    const planted = readFileSync(join(repository, "test/support/broken-ghost.expected.json"), "utf8");
    const missing = CODES.filter((code) => ![...sources, planted].some((source) => source.includes(`"${code}"`)));
    assert.deepEqual(missing, []);
  });

  for (const code of CODES) {
    it(code, async () => {
      const { language, text } = exampleOf(code);
      const isConfig = language === "toml";
      const source = isConfig ? `//- /pasta.toml\n${text}` : `${text}//- /pasta.toml\n${CONFIG}`;
      const { context, contextOf, ghost } = await featureFixture(source);
      const severities = { ...DEFAULT_SEVERITIES, "mixed-width": "warning" } as const;
      const project = await projectBefore(code, text, isConfig);
      const path = isConfig ? "pasta.toml" : context.path;
      const found = new Checker(project).diagnostics(path, severities).find((one) => one.code === code);
      assert.ok(found !== undefined, "the page's example brings it about");
      const { related, unnecessary, fixes, cannotBeSilenced } = DECISIONS[code];
      assert.equal(found.related?.length ?? 0, related, "related places");
      assert.equal(found.unnecessary ?? false, unnecessary ?? false, "unnecessary");
      for (const locale of ["en", "ja"] as const)
        assert.doesNotMatch(render(found.message, found.args, locale), /\{\d\}/);
      const here = contextOf(path);
      const offered = codeActions(here, [
        {
          source: "pasta",
          code,
          range: here.here.range(found.start, found.end),
          message: "",
          ...(found.data && { data: found.data }),
          relatedInformation: (found.related ?? []).map((near) => ({
            message: "",
            location: { uri: ghost.uri(near.file ?? path), range: here.here.range(near.start, near.end) },
          })),
        },
      ]).map(({ title }) => title);
      const silencing = offered.filter((title) => title.startsWith("Do not report"));
      assert.equal(silencing.length, cannotBeSilenced ? 0 : 2, offered.join("\n"));
      const own = offered.filter((title) => !silencing.includes(title));
      const wanted = "none" in fixes ? [] : fixes;
      const missing = wanted.filter((start) => !own.some((title) => title.startsWith(start)));
      assert.deepEqual(missing, [], own.join("\n"));
      if (wanted.length === 0) assert.deepEqual(own, []);
    });
  }

  /** The project of an example; for `captured-call` as it is after its last scene came to what was there. */
  async function projectBefore(code: DiagnosticCode, text: string, isConfig: boolean): Promise<Project> {
    const parser = await testParser();
    const config = parseConfig(isConfig ? text : CONFIG);
    const documents = new Map(isConfig ? [] : [["dic/main.pasta", parser.parse(text)]]);
    const project = new Project(config, "merged", { documents, lua: new Map() });
    if (code !== "captured-call") return project;
    project.updateDocument("dic/main.pasta", parser.parse(text.slice(0, text.lastIndexOf("＊"))));
    project.settle();
    project.updateDocument("dic/main.pasta", parser.parse(text));
    return project;
  }
});
