/** Names and files that mean harm: nothing in a hover acts as markup, nothing outside the ghost is read, nothing hangs. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { globTest } from "#core/project/index.ts";
import { keysOf } from "#core/resolve/index.ts";
import { hover } from "#server/features/hover.ts";
import { code, codeBlock, escapeMarkdown, withoutMarkup } from "#server/features/markdown.ts";
import { diskFolder, findGhostRoots, readText } from "#server/lsp/disk.ts";
import { featureFixture } from "./feature.ts";

const NASTY = [
  "](command:workbench.action.terminal.new)",
  "<img src=x onerror=alert(1)>",
  "```\n[x](command:y)",
  "`a` ``b``",
  "![x](https://example.org/p.png)",
  "a\r\n# heading",
  "\u202e\u2066evil",
  "&lt;b&gt;",
  "~~x~~ **y** _z_ |a|b|",
];

describe("hostile input", () => {
  it("stays text in Markdown", () => {
    for (const text of NASTY) {
      const escaped = escapeMarkdown(text);
      assert.doesNotMatch(escaped, /(?<!\\)[[\]<>`*_~|!]/, escaped);
      assert.doesNotMatch(escaped, /[\r\n\u202a-\u202e\u2066-\u2069]/, escaped);
      const inline = code(text);
      const fence = /^`+/.exec(inline)?.[0] ?? "";
      assert.equal(inline.slice(fence.length, -fence.length).includes(fence), false, inline);
      assert.doesNotMatch(inline, /[\r\n\u202e]/);
      const block = codeBlock(text.split("\n"));
      const outer = /^`+/.exec(block)?.[0] ?? "";
      assert.equal(block.slice(outer.length, -outer.length).includes(outer), false, block);
    }
  });

  it("is the same text where Markdown is taken away again", () => {
    for (const text of [...NASTY.slice(0, -3), "a\\_b\\s[0]　\\\\ **", "x & y < z"]) {
      const flat = text.replace(/[\r\n]+/g, " ");
      assert.equal(withoutMarkup(escapeMarkdown(text)), flat);
      assert.equal(withoutMarkup(`**${escapeMarkdown(text)}** — ${code(text)}`), `${flat} — ${flat}`);
      const lines = text.split("\n");
      assert.equal(withoutMarkup(`${code(text)}\n\n${codeBlock(lines)}\n\nx`), `${flat}\n\n${lines.join("\n")}\n\nx`);
      assert.equal(withoutMarkup(`[${escapeMarkdown(text)}](<file:///a(b).pasta#L1>)`), flat);
    }
  });

  it("brings no link into a hover", async () => {
    const nasty = "[x](command:y) <b> `z`";
    const { context, position } = await featureFixture(
      `＊会話\n　＞挨‸拶\n＊挨拶\n　＆a：${nasty}\n　さくら：${nasty}\n＊挨拶２\n　さくら：${nasty}\n`,
    );
    const shown = JSON.stringify(hover(context, position));
    assert.doesNotMatch(shown, /\]\(command/);
    assert.doesNotMatch(shown, /<b>/);
    assert.doesNotMatch(shown, /isTrusted|supportHtml/);
  });

  it("keeps scenes with the names of prototype members apart from them", async () => {
    const { checker, project } = await featureFixture(
      "＊constructor\n　＞toString\n　さくら：＠hasOwnProperty\n＊prototype\n　＞constructor\n",
    );
    assert.deepEqual(keysOf(project.snapshot.tables.scenes), ["constructor", "prototype"]);
    const codes = checker.diagnostics("dic/main.pasta").map((found) => found.code);
    assert.deepEqual(
      codes.filter((found) => found.startsWith("unresolved")),
      ["unresolved-scene", "unresolved-word"],
    );
  });

  it("reads nothing through links, pipes or patterns that lead out of the ghost", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pasta 外-"));
    try {
      mkdirSync(join(folder, "ghost/dic"), { recursive: true });
      mkdirSync(join(folder, "secret"));
      writeFileSync(join(folder, "ghost/pasta.toml"), "");
      writeFileSync(join(folder, "ghost/dic/a.pasta"), "");
      writeFileSync(join(folder, "secret/b.pasta"), "");
      symlinkSync(join(folder, "secret"), join(folder, "ghost/dic/out"));
      symlinkSync(join(folder, "secret/b.pasta"), join(folder, "ghost/dic/b.pasta"));
      symlinkSync(folder, join(folder, "ghost/dic/loop"));
      if (process.platform !== "win32") execFileSync("mkfifo", [join(folder, "ghost/dic/pipe.pasta")]);
      const root = join(folder, "ghost");
      assert.deepEqual(await diskFolder(root).list(), ["dic/a.pasta", "pasta.toml"]);
      assert.deepEqual(await findGhostRoots(folder), [root]);
      assert.equal(await readText(join(root, "dic/pipe.pasta")), null);
      assert.equal(await readText(root), null);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    for (const pattern of ["../**/*.pasta", "/etc/*.pasta", "C:/x/*.pasta", "dic/../../*.pasta", ""]) {
      assert.equal(globTest(pattern)("dic/a.pasta"), false, pattern);
      assert.equal(globTest(pattern)("../secret/b.pasta"), false, pattern);
    }
  });

  it("matches patterns as the engine does", () => {
    const matches = (pattern: string, ...paths: string[]) => paths.filter(globTest(pattern));
    const paths = ["dic/a.pasta", "dic/x/b.pasta", "dic/x/y/c.pasta", "dic.pasta", "Dic/a.pasta", "dic/.h.pasta"];
    assert.deepEqual(matches("dic/**/*.pasta", ...paths), [
      "dic/a.pasta",
      "dic/x/b.pasta",
      "dic/x/y/c.pasta",
      "dic/.h.pasta",
    ]);
    assert.deepEqual(matches("dic/*/*.pasta", ...paths), ["dic/x/b.pasta"]);
    assert.deepEqual(matches("dic\\?.pasta", "dic/a.pasta"), ["dic/a.pasta"]);
    assert.deepEqual(matches("dic/[a-c!].pasta", "dic/b.pasta", "dic/d.pasta", "dic/!.pasta"), [
      "dic/b.pasta",
      "dic/!.pasta",
    ]);
    assert.deepEqual(matches("dic/[!a].pasta", "dic/a.pasta", "dic/b.pasta"), ["dic/b.pasta"]);
    assert.deepEqual(matches("辞書/**/*.pasta", "辞書/朝/ 一.pasta"), ["辞書/朝/ 一.pasta"]);
  });
});
