/** Completion: what is offered where, in which order, and that what is offered at a call is found there. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: snippets of the protocol are written so.
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Range,
  type TextEdit,
} from "vscode-languageserver-types";
import { foldText } from "#core/diagnostics/index.ts";
import { isFound } from "#core/resolve/index.ts";
import { completion } from "#server/features/completion.ts";
import { withDefaults } from "#server/features/completion-defaults.ts";
import { resolveCompletion } from "#server/features/completion-resolve.ts";
import { referenceAt } from "#server/features/context.ts";
import { pick, randomFrom } from "#test/support/random.ts";
import { featureFixture } from "./feature.ts";

describe("completion", () => {
  async function checkOffers(source: string, expected: readonly string[], only = expected.length) {
    const { context, position } = await featureFixture(source);
    const { items } = completion(context, position);
    assert.deepEqual(
      items.slice(0, only).map(({ label }) => label),
      expected,
    );
    return items;
  }

  const GHOST = "\n＊挨拶・朝\n　さくら：朝\n＊挨拶・夜\n　さくら：夜\n＠挨拶語：やあ\n";

  it("offers scenes at a call, local ones first, then functions", () =>
    checkOffers(`＊会話\n　＞‸\n　・続き\n　　さくら：x${GHOST}`, ["続き", "挨拶", "会話", "挨拶・夜", "挨拶・朝"], 5));

  it("offers only scenes at a choice", () =>
    checkOffers(`＊会話\n　＠？挨‸${GHOST}`, ["挨拶", "挨拶・夜", "挨拶・朝"], 9));

  it("offers a name as it is written now, though a call finds it as before", async () => {
    const { context, contextOf, position, project, parser } = await featureFixture(`＊会話\n　＞挨‸${GHOST}`);
    const { path, text } = context;
    const labels = () => completion(contextOf(path), position).items.map(({ label }) => label);
    assert.deepEqual(labels(), ["挨拶", "挨拶・夜", "挨拶・朝"]);
    project.updateDocument(path, parser.parse(text.replace("＊挨拶・朝", "＊挨拶_朝")));
    assert.deepEqual(labels(), ["挨拶", "挨拶・夜", "挨拶_朝"]);
  });

  it("tells how many scenes a name would draw, the beginnings that names share among them", async () => {
    const source = `＊会話\n　＞挨‸\n＊挨拶・朝焼け\n　さくら：x\n＊挨拶・朝\n　さくら：x${GHOST}`;
    const { context, position } = await featureFixture(source);
    const shown = completion(context, position).items.map(({ label, detail }) => `${label} ${detail ?? ""}`);
    assert.deepEqual(shown, ["挨拶 → 4 candidates", "挨拶・夜 ", "挨拶・朝 → 3 candidates", "挨拶・朝焼け "]);
    const local = `＊会話\n　＞挨‸\n　・挨拶・昼\n　　さくら：x\n　・挨拶\n　　さくら：x${GHOST}`;
    const counts = async (strategy: "merged" | "localFirst") => {
      const fixture = await featureFixture(local, { strategy });
      const { items } = completion(fixture.context, fixture.position);
      return items.map(({ label, detail }) => `${label} ${detail ?? ""}`).slice(0, 3);
    };
    assert.deepEqual(await counts("merged"), ["挨拶・昼 local scene", "挨拶 local scene", "挨拶・夜 "]);
  });

  it("shows what is offered: values, heads of functions, places of actors and variables", async () => {
    const documentation = async (source: string, label: string) => {
      const { context, position } = await featureFixture(source);
      const item = completion(context, position).items.find((one) => one.label === label);
      assert.ok(item !== undefined, label);
      return JSON.stringify(resolveCompletion(context, item).documentation);
    };
    assert.match(await documentation("＠天気：晴れ、雨\n＊会話\n　さくら：＠天‸\n", "天気"), /`晴れ` `雨`/);
    assert.match(
      await documentation("＊会話\n　さくら：＠量‸\n//- /scripts/a.lua\nfunction GLOBAL.量る(act, n) end\n", "量る"),
      /function GLOBAL\.量る\(act, n\)/,
    );
    assert.match(await documentation('＊会話\n　‸\n//- /pasta.toml\n[actor."さくら"]\nspot = 2\n', "さくら"), /spot 2/);
    assert.match(await documentation("＊会話\n　＄x＝１\n　さくら：＄‸\n", "x"), /set at 1 place/);
  });

  it("finds names by sound and width too", () =>
    checkOffers("＊会話\n　＞ｱｲ‸\n＊アイスの話\n　＞会話\n", ["アイスの話"], 9));

  it("offers words in speech, the scene's own first", () =>
    checkOffers("＠朝食：パン\n＊会話\n　＠朝：あさ\n　さくら：＠朝‸\n", ["朝", "朝食"], 2));

  it("offers speakers by how often they speak here", () =>
    checkOffers("％さくら\n　＠a：b\n％うにゅう\n　＠a：b\n＊会話\n　うにゅう：x\n　うにゅう：y\n　さくら：z\n　‸\n", [
      "うにゅう",
      "さくら",
    ]));

  it("offers variables, attributes and their values", async () => {
    await checkOffers("＊会話\n　＄＊回数＝１\n　＄名前＝「a」\n　さくら：＄‸\n", ["名前", "＊回数"], 9);
    await checkOffers("＊会話\n　さくら：＄％system.name\n　さくら：＄％sys‸\n", ["system.name"], 9);
    await checkOffers(
      "＊会話\n　＄＊回数＝１\n　＄名前＝「a」\n　＞会話（１、‸\n",
      ["＄名前", "＄＊回数", "＠yield"],
      3,
    );
    await checkOffers("＠名：い\n＊会話\n　＄名前＝‸\n", ["＄名前", "＠名", "＠yield"], 3);
    await checkOffers("＠名：い\n＊会話\n　＄名前＝１＋‸\n", ["＄名前", "＠yield"], 2);
    await checkOffers("＊会話\n　さくら：はい、‸\n", [], 9);
    await checkOffers("＊会話\n　＄＊回数＝１\n　さくら：＄＊‸\n", ["回数"]);
    await checkOffers("＊会話\n　＆時：朝\n　さくら：x\n＊別\n　＆‸\n", ["時"]);
    await checkOffers("＊会話\n　＆時：朝\n　さくら：x\n＊別\n　＆時：‸\n", ["朝"], 9);
    await checkOffers("＊会話\n　＆時：朝\n　さくら：x\n＊別\n　＆‸\n", ["時"], 9);
    await checkOffers("＊会話\n　＆時：朝\n　さくら：x\n＊別\n　＆時：朝焼‸\n", [], 9);
    const known = "＊会話\n　＆時：朝\n　＆所：庭\n　さくら：x\n";
    await checkOffers(`${known}＊別＆‸\n`, ["時", "所"], 9);
    await checkOffers(`${known}＊別　＆時：‸\n`, ["朝"], 9);
    await checkOffers(`${known}＊別\n　＆時：朝　＆所：‸\n`, ["庭"], 9);
    await checkOffers(`${known}　・続き&所:‸\n`, ["庭"], 9);
    await checkOffers(`${known}＊別\n　さくら：A＆‸\n`, [], 9);
    await checkOffers("％さくら\n％‸\n", ["さくら"], 9);
    await checkOffers("％さくら\n％さ‸\n", ["さくら"], 9);
    await checkOffers("％さくら\n＊会話\n　‸\n％\n", ["さくら"], 9);
  });

  it("offers names that are asked for in vain where something is named, and the words of others", async () => {
    await checkOffers("＊会話\n　＞続き\n　＠？窓辺\n　・‸\n", ["続き", "窓辺"], 9);
    await checkOffers("＊‸\n＊会話\n　＞続き\n　＞会話\n", ["続き", "OnBoot"], 2);
    await checkOffers("＠‸\n＠皿：い\n＊会話\n　あ：＠椀　＠皿\n", ["椀", "皿"], 9);
    await checkOffers("％あ\n　＠皿：い\n％い\n　＠‸\n", ["皿"], 9);
    await checkOffers("＊会話\n　＠‸\n　あ：＠椀\n＊別\n　あ：＠鍋\n", ["椀"], 9);
  });

  it("offers a speaker's own words and nobody else's", async () => {
    const actors = "％あ\n　＠皿：い\n％い\n　＠椀：ろ\n＊会話\n　い：は\n";
    await checkOffers(`${actors}　あ：＠‸\n`, ["皿"], 1);
    await checkOffers(`${actors}　：＠‸\n`, ["椀"], 1);
    await checkOffers(`${actors}　＄x＝＠‸\n`, ["yield"], 1);
    await checkOffers(`${actors}\`\`\`lua\nact.あ:word("‸")\n\`\`\`\n`, ["皿"], 1);
  });

  it("offers what a tag takes, the faces of actors first", async () => {
    await checkOffers("＊会話\n　さくら：\\s[2]\\s[‸]\n％さくら\n　＠笑顔：\\s[10]\n", ["10", "2"], 9);
    await checkOffers("＊会話\n　さくら：\\n[‸]\n", ["half", "100"], 9);
  });

  it("puts in no end that is there already, and ends in the width of the file", async () => {
    const inserted = async (source: string) => {
      const { context, position } = await featureFixture(
        `${source}％さくら\n//- /scripts/a.lua\nfunction GLOBAL.量る(act) end\n`,
      );
      const [first] = completion(context, position).items;
      return (first?.textEdit as TextEdit | undefined)?.newText;
    };
    assert.equal(await inserted("＊会話\n　さ‸\n"), "さくら：");
    assert.equal(await inserted("＊会話\n　さ‸　：やあ\n"), "さくら");
    assert.equal(await inserted("＊会話\n　さくら：＠量‸（１）\n"), "量る");
    assert.equal(await inserted("*会話\n*別\n　さ‸\n"), "さくら:");
    assert.equal(await inserted("*会話\n*別\n　さくら：＠量‸\n"), "量る()");
  });

  it("offers directives in comments, and the codes that they silence", async () => {
    await checkOffers("＊会話\n　＃ p‸\n", ["pasta-ignore", "pasta-ignore-file"], 9);
    await checkOffers("＊会話\n　＃ pasta-ignore unresolved-w‸\n", ["unresolved-word"], 9);
    await checkOffers("＊会話\n```lua\n-- pasta-ignore unused-scene, unresolved-w‸\n```\n", ["unresolved-word"], 9);
  });

  it("offers tags, events and names of Lua", async () => {
    await checkOffers("＊会話\n　さくら：\\_w‸\n", ["_w["], 1);
    await checkOffers("＊OnB‸\n", ["OnBoot"], 1);
    await checkOffers("＊会話\n　さくら：x\n```lua\nact:tal‸\n```\n", ["talk"], 1);
    await checkOffers("％さくら\n＊会話\n　さくら：x\n```lua\nact.‸\n```\n", ["さくら", "var", "save"], 9);
    await checkOffers("＊会話\n　さくら：x\n```lua\nlocal x = GL‸\n```\n", ["GLOBAL"], 9);
    await checkOffers('＊会話\n　さくら：x\n```lua\nlocal x = "GL‸\n```\n', [], 9);
    await checkOffers("＊会話\n　！‸\n", ["select"], 9);
    const broken =
      '＊会話\n　さくら：x\n```lua\nact:call(\n  SCENE.__global_name__, -- ここ\n  "会‸")\n```\n＊会議\n　さくら：x\n';
    const items = await checkOffers(broken, ["会議", "会話"].sort(), 9);
    assert.deepEqual((items[0]?.textEdit as TextEdit | undefined)?.range, {
      start: { line: 5, character: 3 },
      end: { line: 5, character: 4 },
    });
  });

  it("offers nothing in comments and in plain talk", async () => {
    await checkOffers("＊会話\n　＃ ＞‸\n", [], 1);
    await checkOffers("＊会話\n　さくら：やあ‸\n", [], 1);
  });

  it("replaces what was typed, and shows what would be drawn", async () => {
    const { context, position } = await featureFixture(`＊会話\n　＞挨拶・‸${GHOST}`);
    const [item] = completion(context, position).items;
    assert.deepEqual(item?.textEdit, {
      range: { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } },
      newText: "挨拶・夜",
    });
    const resolved = item && resolveCompletion(context, item);
    assert.match(JSON.stringify(resolved?.documentation), /さくら：夜/);
  });

  it("offers tables, keys and actors of pasta.toml", async () => {
    const dictionary = "//- /dic/a.pasta\n＊会話\n　まゆら：x\n";
    const tables = await checkOffers(`//- /pasta.toml\n[‸\n${dictionary}`, [
      "loader",
      "scene.alias",
      "talk",
      "ghost",
      "persistence",
      "logging",
      "debug",
      'actor."まゆら"',
    ]);
    const [written] = tables.slice(-1).map(({ textEdit }) => (textEdit as { newText: string }).newText);
    assert.equal(written, 'actor."まゆら"]');
    await checkOffers(`//- /pasta.toml\n[actor."さくら"]\nspot = 0\nf‸\n${dictionary}`, ["font"]);
    await checkOffers(`//- /pasta.toml\n[debug]\n‸\nport = 1\n[ghost]\n${dictionary}`, [
      "enabled",
      "present_as",
      "source_map_sidecar",
    ]);
    await checkOffers(`//- /pasta.toml\n[ghost]\nname = "‸"\n${dictionary}`, [], 9);
    const calling = `${dictionary}　＞一服\n　＞会話\n＊お茶会\n　＞一服\n`;
    const inserted = async (line: string, expected: string) => {
      const { context, position } = await featureFixture(
        `//- /pasta.toml\n[scene.alias]\nOnTalk = []\n${line}\n${calling}`,
      );
      const edits = completion(context, position).items.map(
        ({ label, textEdit }) => `${label} ${(textEdit as TextEdit).newText}`,
      );
      assert.ok(edits.includes(expected), edits.join("\n"));
      assert.ok(!edits.some((edit) => edit.startsWith("OnTalk ")), edits.join("\n"));
    };
    await inserted("‸", '会話 "会話" = []');
    await inserted('"お茶‸"', 'お茶会 "お茶会" = []');
    await inserted('"会話" = ["‸"]', "一服 一服");
  });

  it("offers at a call only what is found there", async () => {
    const name = fc
      .array(fc.constantFrom("会", "話", "・", "猫", "A"), { minLength: 1, maxLength: 4 })
      .map((parts) => `あ${parts.join("")}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(name, { minLength: 1, maxLength: 5 }),
        fc.array(name, { maxLength: 3 }),
        async (globals, locals) => {
          const source = `＊始まり\n　＞‸\n${locals.map((own) => `　・${own}\n　　＞始まり\n`).join("")}${globals.map((own) => `＊${own}\n　＞始まり\n`).join("")}`;
          const { context, position } = await featureFixture(source);
          for (const { label } of completion(context, position).items) {
            const question = { kind: "call", key: label, actor: null, module: "始まり_1" } as const;
            assert.ok(isFound(context.snapshot.tables, question), `${label}\n${source}`);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("puts in only what is found where it stands: calls, choices, words, functions and strings of Lua", async () => {
    const name = fc
      .array(fc.constantFrom("会", "話", "・", "猫", "A"), { minLength: 1, maxLength: 3 })
      .map((parts) => `あ${parts.join("")}`);
    const places = [
      "　＞‸\n",
      "　＞あ‸\n",
      "　＠？あ‸\n",
      "　さくら：ねえ＠あ‸\n",
      "　うにゅう：ねえ＠‸\n",
      "　うにゅう：x\n　：ねえ＠あ‸\n",
      "　さくら：ねえ＠あれ（＠‸）\n",
      "　＞始まり（１、＠‸）\n",
      "　＄x＝＠‸\n",
      "　＄x＝１＋＠‸\n",
      "　＄x＝＠＊‸\n",
      '```lua\nfunction SCENE.f(act) act.うにゅう:word("‸") end\n```\n',
      '```lua\nfunction SCENE.f(act) act:call("", "あ‸") end\n```\n',
      '```lua\nfunction SCENE.f(act) act:word("‸") end\n```\n',
      '```lua\nfunction SCENE.f(act) act:choice("あ‸", "x") end\n```\n',
    ];
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.array(name, { maxLength: 3 }),
        fc.array(name, { maxLength: 2 }),
        fc.array(name, { maxLength: 3 }),
        fc.constantFrom("merged" as const, "localFirst" as const),
        async (place, globals, locals, words, strategy) => {
          const rest = [
            ...locals.map((own) => `　・${own}\n　　＞始まり\n`),
            ...globals.map((own) => `＊${own}\n　＞始まり\n`),
            ...words.map((own) => `＠${own}：い\n`),
            "％さくら\n　＠あ顔：い\n％うにゅう\n　＠あ声：い\n",
          ].join("");
          const source = `＊始まり\n${place}${rest}//- /scripts/main.lua\nfunction GLOBAL.あれ(act) end\n`;
          const before = await featureFixture(source, { strategy });
          for (const { label, textEdit } of completion(before.context, before.position).items) {
            const { range, newText } = textEdit as TextEdit;
            const [from, to] = [range.start, range.end].map((at) => before.context.here.offset(at));
            const { text } = before.context;
            const made = `${text.slice(0, from)}${newText}‸${text.slice(to)}//- /scripts/main.lua\nfunction GLOBAL.あれ(act) end\n`;
            const after = await featureFixture(made, { strategy });
            const offset = (from as number) + (label.length > newText.length ? newText.length : 1);
            const found = referenceAt(after.context, offset);
            assert.ok(found !== null, `${label} is no reference\n${made}`);
            const { kind, key, actor } = found.reference;
            const question = { kind, key, actor, module: found.at?.module ?? null };
            assert.ok(isFound(after.context.snapshot.tables, question), `${label} is not found\n${made}`);
            const wasReadable = before.context.document?.ok;
            assert.ok(after.context.document?.ok || wasReadable === false, `${label} cannot stand there\n${made}`);
            accepted++;
          }
        },
      ),
      { numRuns: 80 },
    );
    assert.ok(accepted > 100, `only ${accepted} items were accepted`);
  });

  describe("for a client that reads what items have in common", () => {
    const EVERYTHING = {
      completionItem: { labelDetailsSupport: true, snippetSupport: true },
      completionList: { itemDefaults: ["editRange", "data"] },
    };

    /** The items as such a client sees them: what is said once holds for every item that says nothing else. */
    function readBack(list: CompletionList): CompletionItem[] {
      const { editRange, data } = list.itemDefaults ?? {};
      return list.items.map(({ textEditText, ...item }) => ({
        ...item,
        ...(editRange && { textEdit: { range: editRange as Range, newText: textEditText ?? item.label } }),
        ...(data && { data: item.data ?? data }),
      }));
    }

    const SOURCES = [
      `＊会話\n　＞‸\n　・続き\n　　さくら：x${GHOST}`,
      `＊会話\n　さくら：＠‸${GHOST}//- /scripts/a.lua\nfunction GLOBAL.量る(act, n) end\n`,
      `％さくら\n　＠笑顔：あ\n％うにゅう\n　＠笑顔：あ\n＊会話\n　‸\n${GHOST}`,
      "＊会話\n　さくら：＄＊‸\n　＄＊x＝１\n",
      "＊会話\n　さくら：\\‸\n",
      "＊‸\n",
      '＊会話\n　さくら：x\n//- /pasta.toml\n[actor."さくら"]\n‸\n',
    ];

    it("says the same in fewer bytes", async () => {
      for (const source of SOURCES) {
        const { context, position } = await featureFixture(source);
        const whole = completion(context, position);
        assert.ok(whole.items.length > 0, source);
        const short = withDefaults(whole, EVERYTHING);
        if (whole.items.length > 2)
          assert.ok(JSON.stringify(short).length < JSON.stringify(whole).length, JSON.stringify([short, whole]));
        readBack(short).forEach((item, i) => {
          const { textEdit, label, kind, sortText, filterText } = whole.items[i] as CompletionItem;
          assert.deepEqual(
            [item.textEdit, item.label, item.kind, item.sortText, item.filterText],
            [textEdit, label, kind, sortText, filterText],
          );
          const shown = whole.items[i] as CompletionItem;
          assert.equal(item.labelDetails?.description ?? item.detail, shown.labelDetails?.description ?? shown.detail);
          const more = (one: CompletionItem) => resolveCompletion(context, one).documentation;
          if (shown.data !== undefined) assert.deepEqual(more(item), more(shown), label);
        });
      }
    });

    it("says everything to every other client", async () => {
      const { context, position } = await featureFixture(SOURCES[0] as string);
      const whole = completion(context, position);
      for (const client of [undefined, {}, { completionList: {} }, { completionList: { itemDefaults: [] } }]) {
        // What stands beside a name is the same as the detail, which every client knows.
        const expected = whole.items.map(({ labelDetails: _, ...item }) => item);
        assert.deepEqual(withDefaults(whole, client).items, expected);
      }
    });
  });

  it("puts plain text in where a client takes no snippets", async () => {
    const { context, position } = await featureFixture("＊会話\n　さくら：\\‸\n");
    const texts = (snippetSupport: boolean) =>
      new Map(
        withDefaults(completion(context, position), { completionItem: { snippetSupport } }).items.map(
          ({ label, textEdit, insertTextFormat }) => [label, [(textEdit as TextEdit).newText, insertTextFormat]],
        ),
      );
    for (const [label, snippet, plain] of [
      ["s[", "s[${1:0}]", "s[0]"],
      ["n[", "n[${1|half,100|}]", "n[half]"],
      ["![", "![${1|raise,open,set,change,move,embed,execute|},${2}]", "![raise,]"],
    ] as const) {
      assert.deepEqual(texts(true).get(label), [snippet, 2]);
      assert.deepEqual(texts(false).get(label), [plain, undefined]);
    }
  });

  it("finds among many names all that begin with what was typed, aliases too, then those that hold it", async () => {
    const random = randomFrom(11);
    const letters = [..."会話挨拶朝昼ｱ𠮷・あ1"];
    const some = (most: number) => Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(random, letters));
    const names = [...new Set(Array.from({ length: 1200 }, () => `話${some(5).join("")}`))];
    // Scenes whose names are aliases stand far from their names' place, here before all others and behind them.
    const aliases = [3, 500].map((at) => names[at] ?? "");
    const config = `//- /pasta.toml\n[scene.alias]\n"一" = ["${aliases[0]}"]\n"龠" = ["${aliases[1]}"]\n`;
    const scenes = names.map((name) => `＊${name}\n　さくら：x\n`).join("");
    const { context, contextOf, parser, project } = await featureFixture(`${scenes}＊終わり\n　＞‸\n${config}`);
    const { parts } = project.snapshot.tables.scenes;
    assert.ok(parts.length > 2);
    assert.deepEqual([parts[0]?.keys[0], parts.at(-1)?.keys.at(-1)], ["一", "龠"]);
    const ends = parts
      .flatMap(({ lists }) => [0, 1, -2, -1].map((at) => lists.at(at)))
      .map((list) => names[list?.[0]?.ordinal ?? 0] ?? "");
    const text = `${scenes}＊終わり\n　＞`;
    const beginnings = Array.from({ length: 40 }, (_, i) =>
      [...pick(random, names)].slice(i % 3, 2 + (i % 4)).join(""),
    );
    for (const typed of [...beginnings, ...aliases, ...ends]) {
      project.updateDocument(context.path, parser.parse(`${text}${typed}\n`));
      const now = contextOf(context.path);
      const { items } = completion(now, now.here.position(text.length + typed.length));
      const found = items.filter(({ kind }) => kind === CompletionItemKind.Class);
      const begin = names.filter((name) => name.startsWith(typed));
      const shown = found.filter(({ filterText }) => filterText === undefined).map(({ label }) => label);
      if (begin.length <= 60) assert.deepEqual(new Set(shown), new Set(begin), typed);
      else assert.ok(shown.length > 50 && shown.every((label) => label.startsWith(typed)), typed);
      const held = found.filter(({ filterText }) => filterText !== undefined).map(({ label }) => label);
      assert.ok(held.every((label) => !label.startsWith(typed)));
      const holding = names.filter((name) => !begin.includes(name) && foldText(name).includes(foldText(typed)));
      if (begin.length + holding.length <= 60) assert.deepEqual(new Set(held), new Set(holding), typed);
    }
  });

  it("offers a hundred names and asks to be asked again where there are more", async () => {
    const names = (count: number) => Array.from({ length: count }, (_, i) => `＊会話${i}\n　さくら：x\n`).join("");
    const listed = async (typed: string, count: number) => {
      const { context, position } = await featureFixture(`＊始\n　＞${typed}‸\n${names(count)}`);
      return completion(context, position);
    };
    const many = await listed("会話", 150);
    assert.equal(many.items.length, 100);
    assert.equal(many.isIncomplete, true);
    assert.deepEqual(
      [...many.items].sort((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1)),
      many.items,
    );
    const few = await listed("会話14", 150);
    assert.deepEqual([few.isIncomplete, few.items.map(({ label }) => label).includes("会話149")], [false, true]);
  });
});
