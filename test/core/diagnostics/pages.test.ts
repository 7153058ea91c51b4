/** Every code has its page: with its default severity, an example that brings it about, and one that does not. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Checker, CODES, DEFAULT_SEVERITIES, type Severities } from "#core/diagnostics/index.ts";
import { NO_CONFIG, Project, parseConfig } from "#core/project/index.ts";
import { testParser } from "#test/support/parser.ts";

const folder = new URL("../../../docs/diagnostics/", import.meta.url);
const ACTOR = '[actor."さくら"]\nspot = 0\n';

describe("pages of the diagnostics", () => {
  it("are those of the codes", () => {
    assert.deepEqual(readdirSync(folder).sort(), CODES.map((code) => `${code}.md`).sort());
  });

  for (const code of CODES) {
    it(code, async () => {
      const page = readFileSync(new URL(`${code}.md`, folder), "utf8");
      assert.ok(page.startsWith(`# ${code}\n`));
      assert.ok(page.includes(`default severity: \`${DEFAULT_SEVERITIES[code]}\``), "default severity");
      // What a scene captures depends on what was there before, which an example cannot show.
      if (code === "captured-call") return;
      const parser = await testParser();
      const [bad, good] = [...page.matchAll(/^(`{3,})(pasta|toml)\n([\s\S]*?)\n\1\n/gm)].map(
        ([, , language, text = ""]) => {
          const config = language === "toml" ? parseConfig(text) : parseConfig(ACTOR);
          const documents = new Map(language === "toml" ? [] : [["dic/a.pasta", parser.parse(`${text}\n`)]]);
          const project = new Project(config, "merged", { documents, lua: new Map() });
          const severities: Severities = { ...DEFAULT_SEVERITIES, "mixed-width": "warning" };
          const checker = new Checker(project);
          return checker.paths().flatMap((path) => checker.diagnostics(path, severities).map((found) => found.code));
        },
      );
      assert.ok(bad?.includes(code), `the first example brings about ${bad}`);
      assert.ok(good !== undefined && !good.includes(code), `the second example brings about ${good}`);
    });
  }

  it("reports nothing about an empty ghost", () => {
    const checker = new Checker(new Project(NO_CONFIG));
    assert.deepEqual(checker.paths(), []);
  });
});
