/** Findings that depend on more than their own block follow an edit elsewhere: style of the file, comments for tools. */
import assert from "node:assert/strict";
import { Checker, DEFAULT_SEVERITIES } from "#core/diagnostics/index.ts";
import { NO_CONFIG, Project } from "#core/project/index.ts";
import { testParser } from "#test/support/parser.ts";

const PATH = "dic/a.pasta";
const STRICT = { ...DEFAULT_SEVERITIES, "mixed-width": "warning" } as const;

/** The codes found in a text, and after each replacement of its first `from` by `to`. */
async function checkCodes(text: string, edits: readonly (readonly [from: string, to: string])[], want: string[][]) {
  const parser = await testParser();
  const open = parser.open(text);
  const project = new Project(NO_CONFIG);
  const checker = new Checker(project);
  const codes = (): string[] => {
    project.updateDocument(PATH, open.document);
    return checker.diagnostics(PATH, STRICT).map(({ code }) => code);
  };
  const found = [codes()];
  for (const [from, to] of edits) {
    const start = open.document.text.indexOf(from);
    assert.ok(start >= 0, from);
    open.edit([{ start, end: start + from.length, text: to }]);
    found.push(codes());
  }
  assert.deepEqual(found, want);
  open.dispose();
}

describe("findings after an edit elsewhere", () => {
  it("tells a mark of the other width by what most blocks of the file begin with", () =>
    checkCodes(
      "＊OnBoot\n　＠a：b\n*OnClose\n",
      [
        ["＊OnBoot", "*OnBoot"],
        ["*OnClose", "＊OnClose"],
        ["*OnBoot", "＊OnBoot"],
      ],
      [["unused-word", "mixed-width"], ["unused-word"], ["mixed-width", "unused-word"], ["unused-word"]],
    ));

  it("falls silent when a comment says so, and speaks again when it is gone", () =>
    checkCodes(
      "＊OnBoot\n　＠a：b\n",
      [
        ["＊OnBoot", "＃ pasta-ignore-file unused-word\n＊OnBoot"],
        ["pasta-ignore", "pasta-ignor"],
        ["pasta-ignor-file", "pasta-ignore-file"],
      ],
      [["unused-word"], [], ["unused-word"], []],
    ));
});

/** Looks at a long file step by step while `between` is done after each step; what is found then is found at once, too. */
async function checkAhead(between: (project: Project, step: number) => void): Promise<void> {
  const parser = await testParser();
  const scenes = Array.from(
    { length: 200 },
    (_, i) => `＊話${i}\n　＞話${i + 2}\n　＞歌${i}\n　＞ここ\n　・ここ\n　　＞話${i + 1}\n`,
  );
  const project = new Project(NO_CONFIG);
  const checker = new Checker(project);
  project.updateDocument(PATH, parser.parse(scenes.join("")));
  let steps = 0;
  for (const _ of checker.ahead(PATH)) between(project, steps++);
  assert.ok(steps > 0);
  const { documents } = project.snapshot;
  const fresh = new Checker(new Project(NO_CONFIG, "merged", { documents, lua: new Map() }));
  for (const path of documents.keys()) assert.deepEqual(checker.diagnostics(path), fresh.diagnostics(path));
}

describe("a file that is looked at in steps", () => {
  it("says what it says at once", () => checkAhead(() => {}));

  it("says the same where names come and go between two steps", async () => {
    const parser = await testParser();
    await checkAhead((project, step) => {
      project.updateDocument("dic/b.pasta", step % 2 === 0 ? parser.parse(`＊歌${step}\n　＞話${step}\n`) : null);
    });
  });

  it("says the same where it is another one between two steps", async () => {
    const parser = await testParser();
    await checkAhead((project, step) => {
      const text = project.snapshot.documents.get(PATH)?.text ?? "";
      project.updateDocument(PATH, parser.parse(text.slice(text.indexOf("＊", (step + 1) * 40))));
    });
  });
});
