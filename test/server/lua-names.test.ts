/** Names in the strings of Lua are first-class: a table of what each feature makes of each form, in blocks and in files. */
import assert from "node:assert/strict";
import type { Location, TextDocumentEdit } from "vscode-languageserver-types";
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from "#server/features/call-hierarchy.ts";
import { codeActions } from "#server/features/code-action.ts";
import { completion } from "#server/features/completion.ts";
import { definition } from "#server/features/definition.ts";
import { documentHighlights } from "#server/features/document-highlight.ts";
import { hover } from "#server/features/hover.ts";
import { inlayHints } from "#server/features/inlay-hint.ts";
import { references } from "#server/features/references.ts";
import { prepareRename, rename } from "#server/features/rename.ts";
import { type FeatureFixture, featureFixture } from "./feature.ts";

const REST = `//- /dic/b.pasta
＊挨拶
　さくら：こんにちは
＠天気：晴れ、雨
％さくら
　＠笑顔：\\s[1]
＊情景係
　＞情景
　＞時報
　さくら：＠時報（）
　＄＊回数＝１
`;

/** The line of Lua inside a function of a scene's block, and inside one of a file. */
const PLACES: Readonly<Record<string, (line: string) => string>> = {
  "a block": (line) =>
    `＊会話係\n\`\`\`lua\nfunction SCENE.f(act)\n  ${line}\nend\nfunction SCENE.はかる(act) end\n\`\`\`\n　さくら：＠はかる（）\n　・選択肢\n　　さくら：y\n${REST}//- /scripts/main.lua\nGLOBAL["時報"] = function(act) end\nPASTA.create_scene("情景", "__start__", function(act) end)\n`,
  "a file": (line) =>
    `//- /scripts/own.lua\nfunction GLOBAL.f(act)\n  ${line}\nend\n${REST}//- /scripts/main.lua\nGLOBAL["時報"] = function(act) end\nPASTA.create_scene("情景", "__start__", function(act) end)\n`,
};

interface Row {
  /** The line of Lua with the caret in its name. */
  readonly line: string;
  readonly kind: "draw" | "function" | "declaration" | "actor" | "variable";
  /** Where it leads: `file text`, in order. */
  readonly leads: readonly string[];
  readonly hover: RegExp;
  /** How many places name the same, itself included. */
  readonly uses: number;
  /** The same line as it is being written, and an item that must be offered there. */
  readonly typing: readonly [line: string, item: string];
  readonly onlyIn?: "a block";
}

const FORMS: Readonly<Record<string, Row>> = {
  "act:call of a local scene": {
    line: 'act:call(SCENE.__global_name__, "選択‸肢")',
    kind: "draw",
    leads: ["dic/main.pasta 選択肢"],
    hover: /100% `会話係_1::選択肢_1` \(local scene, dic\/main\\\.pasta; its name\)/,
    uses: 2,
    typing: ['act:call(SCENE.__global_name__, "選‸")', "選択肢"],
    onlyIn: "a block",
  },
  "act:call of a scene": {
    line: 'act:call("", "挨‸拶")',
    kind: "draw",
    leads: ["dic/b.pasta 挨拶"],
    hover: /100% `挨拶_1::__start__`/,
    uses: 2,
    typing: ['act:call("", "挨‸")', "挨拶"],
  },
  "act:find_scene": {
    line: 'act:find_scene("挨‸拶")',
    kind: "draw",
    leads: ["dic/b.pasta 挨拶"],
    hover: /100% `挨拶_1::__start__`/,
    uses: 2,
    typing: ['act:find_scene("‸")', "挨拶"],
  },
  "act:choice": {
    line: 'act:choice("挨‸拶", "やあ")',
    kind: "draw",
    leads: ["dic/b.pasta 挨拶"],
    hover: /100% `挨拶_1::__start__`/,
    uses: 2,
    typing: ['act:choice("挨‸", "やあ")', "挨拶"],
  },
  "act:word": {
    line: 'act:word("天‸気")',
    kind: "draw",
    leads: ["dic/b.pasta 天気"],
    hover: /50% `晴れ`/,
    uses: 2,
    typing: ['act:word("天‸")', "天気"],
  },
  "a word of the actor that speaks": {
    line: 'act.さくら:word("笑‸顔")',
    kind: "draw",
    leads: ["dic/b.pasta 笑顔"],
    hover: /word of the actor/,
    uses: 2,
    typing: ['act.さくら:word("‸")', "天気"],
  },
  "GLOBAL by string": {
    line: 'GLOBAL["時‸報"](act)',
    kind: "function",
    leads: ["scripts/main.lua 時報"],
    hover: /Lua function in GLOBAL/,
    uses: 4,
    typing: ['GLOBAL["時‸"](act)', "時報"],
  },
  "GLOBAL by field": {
    line: "GLOBAL.時‸報(act)",
    kind: "function",
    leads: ["scripts/main.lua 時報"],
    hover: /Lua function in GLOBAL/,
    uses: 4,
    typing: ["GLOBAL.‸(act)", "時報"],
  },
  "a function of the scene by field": {
    line: "SCENE.は‸かる(act)",
    kind: "function",
    leads: ["here はかる"],
    hover: /会話係_1::はかる/,
    uses: 3,
    typing: ["SCENE.は‸(act)", "はかる"],
    onlyIn: "a block",
  },
  "act:global_fn": {
    line: 'act:global_fn("時‸報")',
    kind: "function",
    leads: ["scripts/main.lua 時報"],
    hover: /Lua function in GLOBAL/,
    uses: 4,
    typing: ['act:global_fn("‸")', "時報"],
  },
  "a function set by string": {
    line: 'GLOBAL["別‸物"] = function(act) end',
    kind: "declaration",
    leads: ["here 別物"],
    hover: /Lua function in GLOBAL/,
    uses: 1,
    typing: ['GLOBAL["‸"] = function(act) end', "時報"],
  },
  "PASTA.create_scene": {
    line: 'PASTA.create_scene("情‸景", "__start__", function(act) end)',
    kind: "declaration",
    leads: ["here 情景"],
    hover: /\*\*情景\*\* — scene, registered as `情景_\d::__start__`/,
    uses: 2,
    typing: ['PASTA.create_scene("On‸")', "OnBoot"],
  },
  "PASTA.create_word": {
    line: 'PASTA.create_word("空‸模様"):entry("晴れ", "雨")',
    kind: "declaration",
    leads: ["here 空模様"],
    hover: /`空模様` — word/,
    uses: 1,
    typing: ["PASTA.‸", "create_word"],
  },
  "PASTA.create_actor": {
    line: 'PASTA.create_actor("さ‸くら")',
    kind: "actor",
    leads: ["dic/b.pasta さくら", "here さくら"],
    hover: /\*\*さくら\*\* — actor/,
    uses: 4,
    typing: ['PASTA.create_actor("‸")', "さくら"],
  },
  "an actor that Lua lets speak": {
    line: 'act.さく‸ら:talk("x")',
    kind: "actor",
    leads: ["dic/b.pasta さくら"],
    hover: /\*\*さくら\*\* — actor/,
    uses: 4,
    typing: ["act.‸", "さくら"],
  },
  "a saved variable": {
    line: "act.save.回‸数 = 2",
    kind: "variable",
    leads: ["here 回数", "dic/b.pasta 回数"],
    hover: /saved variable/,
    uses: 2,
    typing: ["act.save.‸", "回数"],
  },
};

describe("names in Lua", () => {
  for (const [where, wrap] of Object.entries(PLACES)) {
    for (const [form, row] of Object.entries(FORMS)) {
      if (row.onlyIn !== undefined && row.onlyIn !== where) continue;
      it(`${form}, in ${where}`, () => checkRow(row, wrap));
    }
  }

  async function checkRow(row: Row, wrap: (line: string) => string): Promise<void> {
    const fixture = await featureFixture(wrap(row.line));
    const { context, position, show } = fixture;
    const name = row.line.replace(/^.*?(?<=[["'.])([^"'.:(\]]*)‸([^"'.:(\] ]*).*$/, "$1$2");
    const named = (path: string) => (path === context.path ? "here" : path);
    const leads = (definition(context, position, false) as Location[]).map((place) => {
      return show(place).replace(/^(\S+?):\d+ /, (_, path: string) => `${named(path)} `);
    });
    assert.deepEqual(leads.sort(), row.leads.map((lead) => lead.replace(context.path, "here")).sort(), "definition");
    const uses = references(context, position, true).map(show);
    assert.ok(new Set(uses).size >= row.uses, `references: ${uses.join(", ")}`);
    assert.ok(
      uses.every((use) => use.endsWith(` ${name}`)),
      `references of ${name}: ${uses.join(", ")}`,
    );
    assert.match(JSON.stringify(hover(context, position)?.contents).replaceAll("\\\\", "\\"), row.hover);
    const marked = documentHighlights(context, position).map(({ range }) =>
      show({ uri: context.uri(context.path), range }),
    );
    assert.ok(marked.includes(`${context.path}:${position.line} ${name}`), `highlights: ${marked.join(", ")}`);
    checkRename(fixture, uses.length);
    const typing = await featureFixture(wrap(row.typing[0]));
    const { items } = completion(typing.context, typing.position);
    const item = items.find(({ label }) => label === row.typing[1]);
    assert.ok(item !== undefined, `completion: ${items.map(({ label }) => label).join(" ")}`);
    const inserted = (item.textEdit as { readonly newText: string }).newText;
    assert.equal(inserted, row.typing[1], "inside Lua nothing is put behind a name");
  }

  function checkRename({ context, position, parser }: FeatureFixture, uses: number): void {
    assert.notEqual(prepareRename(context, position), null);
    const result = rename(context, position, "新しい名", { parser, canConfirm: true });
    assert.ok("edit" in result, JSON.stringify(result));
    const edits = (result.edit.documentChanges as TextDocumentEdit[]).flatMap((change) => change.edits);
    assert.ok(edits.length >= uses && edits.every((edit) => "newText" in edit && edit.newText === "新しい名"));
  }

  it("count their candidates behind the quote", async () => {
    const { context } = await featureFixture(
      '＊挨拶・朝\n　＞挨拶\n＊挨拶・夜\n```lua\nfunction SCENE.f(act) act:call("", "挨拶") act:word("無い") GLOBAL.無い() end\n```\n　さくら：x\n',
    );
    const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    assert.deepEqual(
      inlayHints(context, all).map(({ label, position: { line, character } }) => `${line}:${character} ${label}`),
      ["1:4 → 2 candidates", "4:39 → 2 candidates", "4:54 → 0 candidates"],
    );
  });

  it("lead from a scene to the functions of Lua that call it, and back", async () => {
    const { context, position, contextOf } = await featureFixture(
      '＊挨‸拶\n　さくら：x\n//- /scripts/a.lua\nfunction GLOBAL.f(act)\n  act:call("", "挨拶")\nend\nact:call("", "挨")\n',
    );
    const [item] = prepareCallHierarchy(context, position);
    assert.ok(item !== undefined);
    const callers = incomingCalls(context, item);
    assert.deepEqual(
      callers.map(({ from, fromRanges }) => `${from.name} ${from.detail} ${fromRanges[0]?.start.line}`),
      ["f 100% ＞挨拶 1", "scripts/a.lua 100% ＞挨 3"],
    );
    const [first] = callers;
    assert.ok(first !== undefined);
    assert.deepEqual(
      outgoingCalls(contextOf("scripts/a.lua"), first.from).map(
        ({ to, fromRanges }) => `${to.name} ${fromRanges[0]?.start.line}`,
      ),
      ["挨拶 1"],
    );
    assert.deepEqual(incomingCalls(context, first.from), []);
    const around = prepareCallHierarchy(contextOf("scripts/a.lua"), { line: 1, character: 3 });
    assert.deepEqual(
      around.map(({ name }) => name),
      ["f"],
    );
  });

  it("get fixes that fit where they stand", async () => {
    const titles = async (source: string) => {
      const { context, checker } = await featureFixture(source);
      const found = checker.diagnostics(context.path).filter(({ code }) => code.startsWith("unresolved"));
      return codeActions(
        context,
        found.map(({ code, start, end, data }) => ({
          source: "pasta",
          code,
          range: context.here.range(start, end),
          message: "",
          ...(data && { data }),
        })),
      );
    };
    const inFile = await titles(
      '//- /scripts/a.lua\nfunction GLOBAL.f(act) act:call("", "無い") act:word("風") end\n//- /dic/a.pasta\n＊話\n　さくら：x\n',
    );
    assert.deepEqual(
      inFile.map(({ title, edit }) => `${title} ${Object.keys(edit?.changes ?? {})}`),
      [
        "Create the scene “無い” in dic/a.pasta ghost:/dic/a.pasta",
        "Do not report unresolved-scene here ghost:/scripts/a.lua",
        "Do not report unresolved-scene in this file ghost:/scripts/a.lua",
        "Define the word “風” in dic/a.pasta ghost:/dic/a.pasta",
        "Do not report unresolved-word here ghost:/scripts/a.lua",
        "Do not report unresolved-word in this file ghost:/scripts/a.lua",
      ],
    );
    const comments = inFile
      .flatMap(({ edit }) => edit?.changes?.["ghost:/scripts/a.lua"] ?? [])
      .map(({ newText }) => newText);
    assert.ok(
      comments.every((comment) => comment.startsWith("-- pasta-ignore")),
      comments.join(),
    );
    const inBlock = await titles('＊話\n```lua\nfunction SCENE.f(act)\n  act:word("風")\nend\n```\n　さくら：x\n');
    const here = inBlock.find(({ title }) => title.endsWith("unresolved-word here"));
    assert.equal(here?.edit?.changes?.["ghost:/dic/main.pasta"]?.[0]?.newText, "  -- pasta-ignore unresolved-word\n");
  });
});
