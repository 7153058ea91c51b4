/** What a finding says of other places stays true while those are edited and its own block is not. */
import assert from "node:assert/strict";
import { Checker, type Diagnostic } from "#core/diagnostics/index.ts";
import { Project, parseConfig } from "#core/project/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import { testParser } from "#test/support/parser.ts";

const CONFIG = parseConfig('[scene.alias]\nOnTalk = ["会"]\n');

describe("findings about other places", () => {
  let parser: PastaParser;
  before(async () => {
    parser = await testParser();
  });

  /** What is told in `path` before and behind an edit of `other`: `show` makes a text of it. */
  function checkEdit(
    files: Readonly<Record<string, string>>,
    settled: readonly string[],
    edit: { readonly path: string; readonly text: string },
    show: (found: readonly Diagnostic[], texts: ReadonlyMap<string, string>) => string,
    expected: readonly [string, string],
  ): void {
    const project = new Project(CONFIG, "merged");
    const checker = new Checker(project);
    const texts = new Map<string, string>();
    const put = (path: string, text: string) => {
      texts.set(path, text);
      if (path.endsWith(".lua")) project.updateLua(path, text);
      else project.updateDocument(path, parser.parse(text));
    };
    const told = () =>
      show(
        checker.paths().flatMap((path) => checker.diagnostics(path)),
        texts,
      );
    for (const path of settled) put(path, files[path] ?? "");
    if (settled.length > 0) project.settle();
    for (const [path, text] of Object.entries(files)) if (!settled.includes(path)) put(path, text);
    const before = told();
    put(edit.path, edit.text);
    assert.deepEqual([before, told()], expected);
  }

  const placesOf =
    (code: string) =>
    (found: readonly Diagnostic[], texts: ReadonlyMap<string, string>): string =>
      found
        .filter((one) => one.code === code)
        .flatMap(({ args, related = [] }) => [
          args.join(" "),
          ...related.map(({ file, start, end }) => {
            const text = texts.get(file ?? "") ?? "";
            return `${file}:${text.slice(0, start).split("\n").length} ${text.slice(start, end)}`;
          }),
        ])
        .join(", ");

  it("name the hidden scene where it is now", () => {
    const files = { "dic/a.pasta": "＊始\n　＞会\n", "dic/b.pasta": "＊会話\n　さくら：x\n" };
    checkEdit(
      files,
      [],
      { path: "dic/b.pasta", text: "＠語：い\n＊会話\n　さくら：y\n" },
      placesOf("shadowed-by-alias"),
      ["会 OnTalk 会話, dic/b.pasta:1 会話", "会 OnTalk 会話, dic/b.pasta:2 会話"],
    );
  });

  it("name the calls that a new scene joins where they are now, and count those that came", () => {
    const old = "＊始\n　＞話\n＊話・朝\n　さくら：x\n";
    const files = { "dic/a.pasta": old, "dic/b.pasta": "＊話・夜\n　さくら：x\n" };
    const before = "話・夜 1, dic/a.pasta:2 話";
    const show = placesOf("captured-call");
    checkEdit(files, ["dic/a.pasta"], { path: "dic/a.pasta", text: `＠語：い\n${old}` }, show, [
      before,
      "話・夜 1, dic/a.pasta:3 話",
    ]);
    const more = "＊始\n　さくら：x\n　＞話\n　＞話・\n＊話・朝\n　さくら：x\n";
    checkEdit(files, ["dic/a.pasta"], { path: "dic/a.pasta", text: more }, show, [
      before,
      "話・夜 2, dic/a.pasta:3 話, dic/a.pasta:4 話・",
    ]);
    checkEdit(files, ["dic/a.pasta"], { path: "dic/a.pasta", text: "＊始\n　さくら：x\n＊話・朝\n" }, show, [
      before,
      "",
    ]);
  });

  it("are looked at again where the first hidden scene is another one, and not where scenes only move", () => {
    const project = new Project(CONFIG, "merged");
    const dirty = (path: string, text: string) => {
      project.updateDocument(path, parser.parse(text));
      return [...project.takeDirty()].sort();
    };
    const scenes = "＊朝\n　さくら：x\n＊会話\n　さくら：x\n＊会話・夜\n　さくら：x\n";
    dirty("dic/a.pasta", "＊始\n　＞会\n　＞朝\n");
    dirty("dic/b.pasta", scenes);
    assert.deepEqual(dirty("dic/b.pasta", scenes.replace("＊会話・夜", "＊昼\n　さくら：x\n＊会話・夜")), [
      "dic/b.pasta",
    ]);
    assert.deepEqual(dirty("dic/b.pasta", scenes), ["dic/b.pasta"]);
    // The first one moves: what is told of it names its ordinal.
    assert.deepEqual(dirty("dic/b.pasta", `＊昼\n　さくら：x\n${scenes}`), ["dic/a.pasta", "dic/b.pasta"]);
    assert.deepEqual(dirty("dic/b.pasta", scenes.replace("＊会話\n", "＊会話・昼\n")), ["dic/a.pasta", "dic/b.pasta"]);
  });

  it("take a name for a scene's own that was a word and becomes a scene, too", () => {
    const scene = "＊会話\n　＠猫：は\n　さくら：＠猫\n";
    const files = { "dic/a.pasta": scene, "scripts/main.lua": 'act:call("", "猫")\n' };
    const codes = (found: readonly Diagnostic[]) =>
      found
        .map(({ code }) => code)
        .filter((code) => code.startsWith("unresolved"))
        .join();
    const text = `${scene}\`\`\`lua\nfunction SCENE.猫(act) end\n\`\`\`\n`;
    checkEdit(files, [], { path: "dic/a.pasta", text }, codes, ["unresolved-scene", ""]);
  });
});
