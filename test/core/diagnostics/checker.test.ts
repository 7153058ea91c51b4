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
