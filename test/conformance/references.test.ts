/** Every reference of the dialogue ghosts is unresolved here exactly where the engine finds nothing for it. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { loadGhost } from "#cli/ghost.ts";
import { Checker } from "#core/diagnostics/index.ts";

interface Reference {
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  readonly key: string;
  readonly scene: string;
  readonly found: boolean;
}

const folder = new URL("./data/dialogue/", import.meta.url);
const UNRESOLVED = /^unresolved-(?:scene|word|function)$/;

describe("conformance: references of the dialogue ghosts", () => {
  async function checkGhost(name: string): Promise<void> {
    const root = new URL(`${name}/`, folder);
    const expected = JSON.parse(readFileSync(new URL("references.json", root), "utf8")) as Reference[];
    const { project } = await loadGhost(root.pathname, "localFirst");
    const checker = new Checker(project);
    const reported = checker.paths().flatMap((file) => {
      const text = project.snapshot.documents.get(file)?.text ?? "";
      return checker
        .diagnostics(file)
        .filter(({ code }) => UNRESOLVED.test(code))
        .map(
          ({ start, data }) =>
            `${file}:${text.slice(0, start).split("\n").length} ${data?.scene} ${data?.kind} ${data?.key}`,
        );
    });
    const missing = expected.filter(({ found }) => !found);
    const asked = missing.map(({ file, line, scene, kind, key }) => `${file}:${line} ${scene} ${kind} ${key}`);
    assert.deepEqual(reported.sort(), asked.sort());
  }

  for (const name of readdirSync(folder)) it(name, () => checkGhost(name));
});
