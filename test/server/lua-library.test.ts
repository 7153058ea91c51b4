/** The library of Lua: it knows what the resolver knows, and tells of it in completion, hover and signature help. */
import assert from "node:assert/strict";
import { ACT_METHODS, ACTOR_METHODS, SCENE_METHODS } from "#core/resolve/index.ts";
import { completion } from "#server/features/completion.ts";
import { resolveCompletion } from "#server/features/completion-resolve.ts";
import { hover } from "#server/features/hover.ts";
import { LIBRARY, libraryCall } from "#server/features/lua-library.ts";
import { signatureHelp } from "#server/features/signature-help.ts";
import { featureFixture } from "./feature.ts";

const names = (owner: string) => (LIBRARY.get(owner) ?? []).map(({ name }) => name).sort();
const block = (line: string) =>
  `＊話\n\`\`\`lua\nfunction SCENE.はかる(act, 人数)\n  ${line}\nend\n\`\`\`\n　さくら：x\n`;
const GLOBAL = "//- /scripts/main.lua\nfunction GLOBAL.時報(act, 時) end\n";

describe("the library of Lua", () => {
  it("has every method that the resolver knows", () => {
    assert.deepEqual(names("act"), [...ACT_METHODS].sort());
    assert.deepEqual(names("SCENE"), [...SCENE_METHODS].sort());
    assert.deepEqual(names("ACTOR"), [...ACTOR_METHODS].sort());
  });

  it("is found in a line by its owner", () => {
    assert.equal(libraryCall("act:talk(act.さくら, x)", 5)?.found.parameters.length, 2);
    assert.equal(libraryCall("act.さくら:talk(x)", 9)?.found.parameters.length, 1);
    assert.equal(libraryCall("x.act:talk(x)", 7), null);
    assert.equal(libraryCall("act:nothing()", 6), null);
  });

  async function checkSignature(line: string, label: string | null, active = 0): Promise<void> {
    const { context, position } = await featureFixture(block(line) + GLOBAL);
    const help = signatureHelp(context, position);
    assert.equal(help?.signatures[0]?.label ?? null, label);
    if (label !== null) assert.equal(help?.activeParameter, active);
  }

  it("shows the parameters of its functions and of the ghost's own", async () => {
    await checkSignature('act:talk(act.さくら, "a, b"‸)', "act:talk(actor, text)", 1);
    await checkSignature("act.さくら:talk(‸)", "actor:talk(text)");
    await checkSignature('PASTA.create_scene("x", ‸)', "PASTA.create_scene(name, function_name, scene)", 1);
    await checkSignature("GLOBAL.時報(act, f(1, 2), ‸)", "GLOBAL.時報(act, 時)", 1);
    await checkSignature("SCENE.はかる(‸)", "SCENE.はかる(act, 人数)");
    await checkSignature("act:nothing(‸)", null);
    await checkSignature("print(‸)", null);
  });

  it("tells what a method does, on it and beside the list", async () => {
    const { context, position } = await featureFixture(block('act:ta‸lk(act.さくら, "x")'));
    assert.match(JSON.stringify(hover(context, position)), /act:talk\(actor, text\).*lets an actor say a text/);
    const typing = await featureFixture(block("act:wai‸"));
    const item = completion(typing.context, typing.position).items.find(({ label }) => label === "wait");
    assert.ok(item !== undefined);
    assert.equal(item.detail, "(ms)");
    assert.match(JSON.stringify(resolveCompletion(typing.context, item).documentation), /waits this many milliseconds/);
  });

  it("offers the modules that can be required", async () => {
    const typing = await featureFixture(`${block('local m = require("‸")')}//- /scripts/talk/clock.lua\nreturn {}\n`);
    const labels = completion(typing.context, typing.position).items.map(({ label }) => label);
    assert.ok(labels.includes("talk.clock") && labels.includes("pasta.global"), labels.join(" "));
  });
});
