/** Rename: what it rewrites, what it leaves, when it asks, and that it never changes a draw unasked. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver-types";
import { referencesIn, summarizeBlock } from "#core/project/index.ts";
import { lookUp, moduleOf } from "#core/resolve/index.ts";
import { prepareRename, rename } from "#server/features/rename.ts";
import { type FeatureFixture, featureFixture } from "./feature.ts";

/** The files of a fixture after an edit. */
function applied({ ghost }: FeatureFixture, edit: WorkspaceEdit): Map<string, string> {
  const texts = new Map([...ghost.snapshot.documents].map(([path, { text }]) => [path, text]));
  for (const [path, { text }] of ghost.snapshot.lua) texts.set(path, text);
  if (ghost.configText !== "") texts.set("pasta.toml", ghost.configText);
  for (const { textDocument, edits } of edit.documentChanges as TextDocumentEdit[]) {
    const path = textDocument.uri.replace("ghost:/", "");
    const lines = ghost.lines(path);
    let text = texts.get(path) ?? "";
    for (const one of [...edits].reverse()) {
      if (!("newText" in one)) continue;
      text = text.slice(0, lines?.offset(one.range.start)) + one.newText + text.slice(lines?.offset(one.range.end));
    }
    texts.set(path, text);
  }
  return texts;
}

describe("rename", () => {
  async function checkRename(source: string, newName: string, expected: string | { refusal: RegExp }, asks = false) {
    const fixture = await featureFixture(source);
    const parts = { parser: fixture.parser, canConfirm: true };
    const result = rename(fixture.context, fixture.position, newName, parts);
    if (typeof expected !== "string") {
      assert.ok("refusal" in result);
      assert.match(result.refusal, expected.refusal);
      return;
    }
    assert.ok("edit" in result, JSON.stringify(result));
    const files = [...applied(fixture, result.edit)].map(([path, text]) => `//- /${path}\n${text}`).join("");
    assert.equal(files, expected);
    const confirm = Object.values(result.edit.changeAnnotations ?? {});
    assert.equal(
      confirm.some(({ needsConfirmation }) => needsConfirmation === true),
      asks,
    );
  }

  it("rewrites headers of one name and the calls that spell it, and leaves prefixes that still fit", () =>
    checkRename(
      "＊挨‸拶朝\n　＞挨拶朝\n　＞挨拶\n＊挨拶朝\n　＞挨\n",
      "挨拶夜",
      "//- /dic/main.pasta\n＊挨拶夜\n　＞挨拶夜\n　＞挨拶\n＊挨拶夜\n　＞挨\n",
    ));

  it("rewrites a prefix that meant only what is renamed", () =>
    checkRename("＊挨‸拶\n　＞挨\n", "返事", "//- /dic/main.pasta\n＊返事\n　＞返事\n"));

  it("asks where a call loses or gains a candidate", async () => {
    await checkRename(
      "＊挨拶‸朝\n　＞挨拶\n＊挨拶夜\n　＞挨拶\n",
      "朝",
      "//- /dic/main.pasta\n＊朝\n　＞挨拶\n＊挨拶夜\n　＞挨拶\n",
      true,
    );
    await checkRename(
      "＊朝‸\n　＞挨拶\n＊挨拶夜\n　＞朝\n",
      "挨拶朝",
      "//- /dic/main.pasta\n＊挨拶朝\n　＞挨拶\n＊挨拶夜\n　＞挨拶朝\n",
      true,
    );
  });

  it("renames from the call, in Lua strings too", () =>
    checkRename(
      '＊会話\n　＞続‸き\n```lua\nfunction SCENE.f(act) act:call("", "続き") end\n```\n　・続き\n　　＞会話\n',
      "次",
      '//- /dic/main.pasta\n＊会話\n　＞次\n```lua\nfunction SCENE.f(act) act:call("", "次") end\n```\n　・次\n　　＞会話\n',
    ));

  it("renames an actor in dictionaries and in pasta.toml", () =>
    checkRename(
      '％さ‸くら\n　＠a：b\n＊会話\n　％さくら\n　さくら：やあ\n//- /pasta.toml\n[actor."さくら"]\nspot = 0\n',
      "まゆら",
      '//- /dic/main.pasta\n％まゆら\n　＠a：b\n＊会話\n　％まゆら\n　まゆら：やあ\n//- /pasta.toml\n[actor."まゆら"]\nspot = 0\n',
    ));

  it("renames what an alias stands for in pasta.toml", () =>
    checkRename(
      '＊お茶‸会\n　＞会話\n＊会話\n　＞お茶\n//- /pasta.toml\n[scene.alias]\nOnTalk = ["雑談"]\n"お茶会" = ["会話"]\n',
      "宴",
      '//- /dic/main.pasta\n＊宴\n　＞会話\n＊会話\n　＞宴\n//- /pasta.toml\n[scene.alias]\nOnTalk = ["雑談"]\n"宴" = ["会話"]\n',
    ));

  it("renames words, variables and functions", async () => {
    await checkRename(
      "＠天‸気：晴れ\n＊会話\n　＄x＝＠天気\n",
      "空",
      "//- /dic/main.pasta\n＠空：晴れ\n＊会話\n　＄x＝＠空\n",
    );
    await checkRename(
      "＊会話\n　＄x‸＝１\n　＄＊x＝＄x＋１\n",
      "y",
      "//- /dic/main.pasta\n＊会話\n　＄y＝１\n　＄＊x＝＄y＋１\n",
    );
    await checkRename(
      "＊会話\n　さくら：＠時‸報（）\n　＞時報\n//- /scripts/a.lua\nfunction GLOBAL.時報(act) end\n",
      "鐘",
      "//- /dic/main.pasta\n＊会話\n　さくら：＠鐘（）\n　＞鐘\n//- /scripts/a.lua\nfunction GLOBAL.鐘(act) end\n",
    );
  });

  it("refuses names that are none, and places without one", async () => {
    await checkRename("＊会‸話\n　さくら：x\n", "__x__", { refusal: /reserved/ });
    await checkRename("＊会‸話\n　さくら：x\n", "1x", { refusal: /no name/ });
    await checkRename("＊会話\n　さくら：や‸あ\n", "y", { refusal: /Nothing/ });
  });

  it("takes all local scenes, and all lines of a scene's or an actor's word, along", async () => {
    await checkRename(
      "＊会話\n　＞続‸き\n　＞続き_2\n　・続き\n　　あ：い\n　・続き\n　　あ：ろ\n",
      "次",
      "//- /dic/main.pasta\n＊会話\n　＞次\n　＞次_2\n　・次\n　　あ：い\n　・次\n　　あ：ろ\n",
    );
    await checkRename(
      "＊会話\n　＠皿：い\n　＠皿：ろ\n　あ：＠皿‸\n＊別\n　＠皿：は\n　あ：＠皿\n",
      "椀",
      "//- /dic/main.pasta\n＊会話\n　＠椀：い\n　＠椀：ろ\n　あ：＠椀\n＊別\n　＠皿：は\n　あ：＠皿\n",
    );
    await checkRename(
      "％あ\n　＠皿‸：い\n％い\n　＠皿：ろ\n＊会話\n　あ：＠皿\n　い：＠皿\n％あ\n　＠皿：は\n",
      "椀",
      "//- /dic/main.pasta\n％あ\n　＠椀：い\n％い\n　＠皿：ろ\n＊会話\n　あ：＠椀\n　い：＠皿\n％あ\n　＠椀：は\n",
    );
  });

  it("begins in pasta.toml too", async () => {
    await checkRename(
      '％さくら\n＊会話\n　さくら：やあ\n//- /pasta.toml\n[actor."さく‸ら"]\nspot = 0\n',
      "まゆら",
      '//- /dic/main.pasta\n％まゆら\n＊会話\n　まゆら：やあ\n//- /pasta.toml\n[actor."まゆら"]\nspot = 0\n',
    );
    await checkRename(
      '＊お茶会\n　＞お茶会\n//- /pasta.toml\n[scene.alias]\n"お茶会‸" = ["一服"]\n',
      "宴",
      '//- /dic/main.pasta\n＊宴\n　＞宴\n//- /pasta.toml\n[scene.alias]\n"宴" = ["一服"]\n',
    );
  });

  it("renames actors that Lua hands on, and leaves fields of act that are no actors", async () => {
    const source = (name: string) =>
      `％さくら‸\n＊会話\n\`\`\`lua\nfunction SCENE.f(act)\n  act:talk(act.さくら, "x")\n  local who = act["さくら"]\n  act.さくら:happy()\n  act.メモ = act.メモ or 1\nend\n\`\`\`\n`.replaceAll(
        "さくら",
        name,
      );
    await checkRename(source("さくら"), "まゆら", `//- /dic/main.pasta\n${source("まゆら").replace("‸", "")}`);
    const { context, checker } = await featureFixture(source("さくら"));
    assert.deepEqual(checker.diagnostics(context.path), []);
    await checkRename("％さくら\n＊会話\n```lua\nact.メ‸モ = act.メモ or 1\n```\n", "x", { refusal: /Nothing/ });
    await checkRename("％さくら\n＊会話\n```lua\nlocal x = act.メ‸モ\n```\n", "x", { refusal: /Nothing/ });
  });

  it("asks where a variable, an actor or a function of the name is there already", async () => {
    await checkRename(
      "＊会話\n　＄x‸＝１\n　＄y＝２\n",
      "y",
      "//- /dic/main.pasta\n＊会話\n　＄y＝１\n　＄y＝２\n",
      true,
    );
    await checkRename(
      "＊会話\n　＄x‸＝１\n　＄＊y＝２\n",
      "y",
      "//- /dic/main.pasta\n＊会話\n　＄y＝１\n　＄＊y＝２\n",
    );
    await checkRename(
      "％あ‸\n％い\n＊会話\n　い：は\n",
      "い",
      "//- /dic/main.pasta\n％い\n％い\n＊会話\n　い：は\n",
      true,
    );
    const script = "＊会話\n　あ：＠＊鐘‸（）\n//- /scripts/a.lua\nfunction GLOBAL.鐘(act) end\n";
    const renamed = (to: string) => script.replaceAll("鐘", to).replace("‸", "");
    await checkRename(script, "yield", `//- /dic/main.pasta\n${renamed("yield")}`, true);
    await checkRename(script, "時報", `//- /dic/main.pasta\n${renamed("時報")}`);
  });

  it("asks where something outside the ghost starts a scene by its old or its new name", async () => {
    await checkRename("＊On‸Boot\n　あ：い\n", "起動", "//- /dic/main.pasta\n＊起動\n　あ：い\n", true);
    await checkRename("＊起‸動\n　あ：い\n", "OnBoot", "//- /dic/main.pasta\n＊OnBoot\n　あ：い\n", true);
    await checkRename("＊会‸話\n　あ：い\n", "雑談", "//- /dic/main.pasta\n＊雑談\n　あ：い\n", true);
    await checkRename("＊OnTalk‸朝\n　あ：い\n", "OnTalk夜", "//- /dic/main.pasta\n＊OnTalk夜\n　あ：い\n");
  });

  it("asks where a string says the old name and may be taken for it", async () => {
    const dynamic = "＊会話・‸夜\n　あ：い\n＊別\n　＄x＝「会話・夜」\n　＞＄x\n";
    const renamed = "//- /dic/main.pasta\n＊雑談\n　あ：い\n＊別\n　＄x＝「会話・夜」\n　＞＄x\n";
    await checkRename(dynamic, "雑談", renamed, true);
    const lua = (name: string, other: string) =>
      `＊${name}\n　あ：い\n＊別\n\`\`\`lua\nfunction SCENE.f(act)\n  act:call("", "${name}")\n${other}end\n\`\`\`\n`;
    await checkRename(lua("夜", "").replace("夜", "夜‸"), "晩", `//- /dic/main.pasta\n${lua("晩", "")}`);
    const handed = '  local to = "夜"\n';
    await checkRename(lua("夜", handed).replace("夜", "夜‸"), "晩", `//- /dic/main.pasta\n${lua("晩", handed)}`, true);
  });

  it("refuses what has no name of its own, and names that the engine could not load", async () => {
    await checkRename("＊会話\n　あ：＄‸０\n", "x", { refusal: /number of an argument/ });
    await checkRename("＊会話\n　あ：＄％user‸name\n", "x", { refusal: /base ware/ });
    await checkRename("＊会話\n　＄x‸＝１\n", "end", { refusal: /word of Lua/ });
    const speech = "％さ‸くら\n＊会話\n```lua\nfunction SCENE.f(act) act.さくら:talk('x') end\n```\n";
    await checkRename(speech, "end", { refusal: /word of Lua/ });
    const quoted = speech.replace("act.さくら", "act['さくら']");
    await checkRename(quoted, "end", `//- /dic/main.pasta\n${quoted.replace("‸", "").replaceAll("さくら", "end")}`);
    await checkRename(
      '＊会話\n　さく‸ら：い\n//- /pasta.toml\n[actor."さくら"]\nspot = 0\n[actor."うにゅう"]\n',
      "うにゅう",
      {
        refusal: /pasta\.toml/,
      },
    );
  });

  it("offers the name of a scene that goes on, where only its mark is written", async () => {
    const { context, position } = await featureFixture("＊会話\n　あ：い\n＊‸\n　あ：ろ\n");
    const found = prepareRename(context, position);
    assert.equal(found !== null && "placeholder" in found && found.placeholder, "会話");
  });

  it("tells what would be renamed", async () => {
    const { context, position } = await featureFixture("＊会話\n　＞挨‸拶\n＊挨拶\n　＞会話\n");
    assert.deepEqual(prepareRename(context, position), {
      range: { start: { line: 1, character: 2 }, end: { line: 1, character: 4 } },
      placeholder: "挨拶",
    });
  });

  /** Every reference of a ghost with what it draws, things told apart by their order in the files and not by name. */
  function draws({ project }: FeatureFixture): string[] {
    const { tables, documents, strategy } = project.snapshot;
    const drawn: string[] = [];
    for (const [path, { blocks }] of documents) {
      let ordinal = 0;
      for (const block of blocks) {
        const module = block.node.kind === "scene" ? moduleOf(tables, path, ordinal++) : null;
        for (const { kind, key, actor } of referencesIn(summarizeBlock(block))) {
          const answer = lookUp(tables, { kind, key, actor, module }, strategy);
          const places =
            "candidates" in answer ? answer.candidates.map(({ file, nameStart }) => [file, nameStart] as const) : [];
          const drawnPlaces = places.map(([file, start]) => {
            const lines = documents.get(file)?.text.slice(0, start).split("\n").length ?? 0;
            return `${file}:${lines}`;
          });
          drawn.push(`${drawnPlaces.sort().join(" ")} ${answer.step}`);
        }
      }
    }
    return drawn;
  }

  it("keeps every draw of a random ghost, or asks", async () => {
    const name = fc
      .array(fc.constantFrom("会", "話", "朝", "猫", "a"), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join(""));
    const call = fc.tuple(fc.constantFrom("　＞", "　＠？", "　＄v＝＠"), name).map(([mark, key]) => `${mark}${key}\n`);
    const scene = fc
      .tuple(name, fc.array(call, { minLength: 1, maxLength: 3 }), fc.option(fc.tuple(name, call)))
      .map(
        ([own, calls, local]) => `＊${own}\n${calls.join("")}${local === null ? "" : `　・${local[0]}\n　${local[1]}`}`,
      );
    const word = name.map((own) => `＠${own}：い、ろ\n`);
    const ghosts = fc.tuple(fc.array(word, { maxLength: 2 }), fc.array(scene, { minLength: 2, maxLength: 5 }));
    await fc.assert(
      fc.asyncProperty(
        ghosts,
        name,
        fc.nat(),
        fc.constantFrom("merged" as const, "localFirst" as const),
        async ([words, scenes], newName, which, strategy) => {
          const text = words.join("") + scenes.join("");
          const headers = [...text.matchAll(/^(?:＊|　・|＠)/gm)].map(({ index, 0: mark }) => index + mark.length);
          const caret = headers[which % headers.length] as number;
          const before = await featureFixture(`${text.slice(0, caret)}‸${text.slice(caret)}`, { strategy });
          const result = rename(before.context, before.position, newName, { parser: before.parser, canConfirm: true });
          assert.ok("edit" in result, `${JSON.stringify(result)}\n${text}`);
          if (result.edit.changeAnnotations !== undefined) return;
          const files = [...applied(before, result.edit)].map(([path, changed]) => `//- /${path}\n${changed}`).join("");
          const after = await featureFixture(files, { strategy });
          assert.deepEqual(draws(after), draws(before), `${text}→ ${newName}\n${files}`);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("keeps every draw of a random ghost of several files, its Lua, actors, aliases and variables included, or asks", async () => {
    const name = fc
      .array(fc.constantFrom("会", "話", "朝", "a", "・"), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join(""))
      .filter((own) => /^[会話朝a]/.test(own));
    const plain = name.map((own) => own.replaceAll("・", ""));
    const line = fc.oneof(
      fc
        .tuple(fc.constantFrom("　＞", "　＠？", "　＄v＝＠", "　あ：＠", "　い：＠"), name)
        .map(([mark, key]) => `${mark}${key}\n`),
      plain.map((own) => `　あ：＠${own}（１）\n`),
      plain.map((own) => `　＄${own}＝１\n　あ：＄${own}　\n`),
      plain.map((own) => `　＄＊${own}＝＄＊${own}＋１\n`),
    );
    const lua = plain.chain((own) =>
      fc.constantFrom(
        `function SCENE.${own}(act) act:call("", "${own}") end`,
        `function GLOBAL.${own}(act) act:word("${own}") end`,
        `PASTA.create_scene("${own}", "__start__", function(act) act.save.${own} = 1 end)`,
        `GLOBAL["${own}"] = function(act) act.あ:word("${own}") end`,
        `function SCENE.f(act) act:choice("${own}", "x") end`,
      ),
    );
    const scene = fc
      .tuple(name, fc.array(line, { minLength: 1, maxLength: 3 }), fc.option(lua), fc.option(fc.tuple(name, line)))
      .map(
        ([own, lines, code, local]) =>
          `＊${own}\n${code === null ? "" : `\`\`\`lua\n${code}\n\`\`\`\n`}${lines.join("")}${local === null ? "" : `　・${local[0]}\n　${local[1]}`}`,
      );
    const top = fc.oneof(
      name.map((own) => `＠${own}：い、ろ\n`),
      name.map((own) => `％あ\n　＠${own}：は\n`),
      scene,
      scene,
    );
    const file = fc.array(top, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(""));
    const ghost = fc.tuple(
      file,
      file,
      fc.array(lua, { maxLength: 2 }),
      fc.constantFrom("", '[scene.alias]\n"会" = ["朝"]\n', '[scene.alias]\n"会話" = ["朝", "a"]\n'),
    );
    let renamed = 0;
    await fc.assert(
      fc.asyncProperty(
        ghost,
        fc.oneof(name, plain),
        fc.nat(),
        fc.constantFrom("merged" as const, "localFirst" as const),
        async ([first, second, script, config], newName, which, strategy) => {
          const scripts = script.map((code) => code.replaceAll("SCENE", "GLOBAL")).join("\n");
          const rest = `//- /dic/b.pasta\n${second}//- /scripts/main.lua\n${scripts}\n//- /pasta.toml\n[actor."い"]\nspot = 0\n${config}`;
          const places = [...first.matchAll(/(?:＊|・|＠|＄|＞|％|？|\n　|")(?=[会話朝aあい])/g)].map(
            (found) => found.index + found[0].length,
          );
          fc.pre(places.length > 0);
          const caret = places[which % places.length] as number;
          const marked = `//- /dic/a.pasta\n${first.slice(0, caret)}‸${first.slice(caret)}${rest}`;
          const before = await featureFixture(marked, { strategy });
          const result = rename(before.context, before.position, newName, { parser: before.parser, canConfirm: true });
          if ("refusal" in result || result.edit.changeAnnotations !== undefined) return;
          renamed++;
          const files = [...applied(before, result.edit)].map(([path, changed]) => `//- /${path}\n${changed}`).join("");
          const after = await featureFixture(files, { strategy });
          assert.deepEqual(draws(after), draws(before), `${marked}→ ${newName}\n${files}`);
          const codes = (fixture: FeatureFixture) =>
            fixture.checker
              .paths()
              .flatMap((path) => fixture.checker.diagnostics(path).map(({ code }) => `${path} ${code}`));
          const told = (fixture: FeatureFixture) =>
            codes(fixture)
              .filter((code) => /unresolved|actor|variable/.test(code))
              .sort();
          assert.deepEqual(told(after), told(before), `${marked}→ ${newName}\n${files}`);
        },
      ),
      { numRuns: 150 },
    );
    assert.ok(renamed > 30, `only ${renamed} renames were looked at`);
  });
});
