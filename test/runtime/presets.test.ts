/** Presets of saved variables: read with clear words about what is wrong, and written without touching the others. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { type PresetProblem, readPresets, type SavedTable, withPreset } from "#runtime/index.ts";

/** What a text lacks or says wrongly: kind, name and line of each problem. */
function check(text: string, presets: readonly string[], problems: readonly string[]): readonly PresetProblem[] {
  const read = readPresets(text);
  assert.deepEqual(
    read.presets.map(({ name, saved }) => `${name} ${JSON.stringify(saved)}`),
    presets,
  );
  assert.deepEqual(
    read.problems.map(({ kind, name, line }) => `${kind} ${name} ${line}`),
    problems,
  );
  return read.problems;
}

const FILE = `# 台所のはじまり。
["はじめての起動"]

# 百回話したあと。
["100回話したあと"]
"来訪" = 100 # 切りのよい数
"名前" = "まこ"
["100回話したあと"."好み"]
"麺" = ["うどん", "パスタ"]

# おしまい。
[last]
done = true
`;

const READ = [
  "はじめての起動 {}",
  '100回話したあと {"来訪":100,"名前":"まこ","好み":{"麺":["うどん","パスタ"]}}',
  'last {"done":true}',
];

describe("presets", () => {
  it("are tables by name, nested tables and lists included", () => {
    check(FILE, READ, []);
    check(`\uFEFF${FILE.replaceAll("\n", "\r\n")}`, READ, []);
    check("", [], []);
  });

  it("leave out what is wrong, say where, and keep the others", () => {
    check(
      '["a"]\nx = 1\n["b"]\nwhen = 2026-11-21\n[c]\n[c.d]\ny = inf\n',
      ['a {"x":1}'],
      ["value b.when 2", "value c.d.y 4"],
    );
    check("a = 1\n[b]\n", ["b {}"], ["notTable a 0"]);
    const [broken] = check('["a"]\nx = \n["b"]\n', [], ["syntax  1"]);
    assert.ok(broken !== undefined && broken.detail !== "" && !broken.detail.includes("\n"));
    check('["a"]\n["a"]\n', [], ["syntax  1"]);
  });

  it("are added at the end, and put in the place of those of their name; all else stays as it is written", () => {
    assert.equal(withPreset("", { name: "新しい", saved: { 数: 1 } }), '["新しい"]\n"数" = 1\n');
    assert.equal(withPreset(FILE, { name: "新しい", saved: {} }), `${FILE}\n["新しい"]\n`);
    assert.equal(
      withPreset(FILE, { name: "100回話したあと", saved: { 来訪: 101 } }),
      FILE.replace(/"来訪" = [\s\S]*?(?=\n\n# おしまい)/, '"来訪" = 101'),
    );
    const windows = FILE.replaceAll("\n", "\r\n");
    assert.equal(
      withPreset(windows, { name: "last", saved: { done: false } }),
      windows.replace("done = true", "done = false"),
    );
  });

  it("are right though the lines mislead: inline tables, headers inside texts", () => {
    const plain = (item: unknown) => JSON.parse(JSON.stringify(item)) as unknown;
    for (const text of ["a = { x = 1 }\n[b]\n", '[b]\ntext = """\n[a]\n"""\n'])
      assert.deepEqual(
        plain(
          readPresets(withPreset(text, { name: "a", saved: { y: 2 } }) ?? "").presets.find(({ name }) => name === "a")
            ?.saved,
        ),
        { y: 2 },
      );
    assert.equal(withPreset("[a\n", { name: "b", saved: {} }), null);
  });

  it("say what was saved, whatever its names and values", () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: "grapheme" }),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(
          fc.string({ unit: "grapheme" }).filter((key) => key !== "__proto__"),
          tie("value"),
          { maxKeys: 3 },
        ),
      ),
    })).value;
    const key = fc.string({ unit: "grapheme" }).filter((name) => name !== "__proto__");
    fc.assert(
      fc.property(fc.dictionary(key, fc.dictionary(key, value, { maxKeys: 4 }), { maxKeys: 4 }), (tables) => {
        let text = "# 前書き\n";
        for (const [name, saved] of Object.entries(tables))
          text = withPreset(text, { name, saved: saved as SavedTable }) ?? "";
        const read = Object.fromEntries(readPresets(text).presets.map(({ name, saved }) => [name, saved]));
        const plain = (item: unknown) =>
          JSON.parse(JSON.stringify(item, (_, each) => (Object.is(each, -0) ? 0 : each)));
        assert.deepEqual(plain(read), plain(tables));
      }),
      { numRuns: 300 },
    );
  });
});
