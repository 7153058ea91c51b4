/** Saved variables: kept over runs, whole or not at all, and never outside the ghost. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession } from "#runtime/node/local-session.ts";
import { readSaved, writeSaved } from "#runtime/node/saved-file.ts";
import { testEngine, testGhost } from "../support/engine.ts";

/** A folder for a ghost, gone afterwards. */
async function check(trial: (root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "pasta 保存-"));
  try {
    await trial(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const FILE = "profile/pasta/save/save.toml";

describe("saved variables", () => {
  it("go on from run to run, tables and lists included", () =>
    check(async (root) => {
      const text =
        '＊話\n　＄＊数＝＄＊数＋１\n　＞記す\n```lua\nfunction SCENE.記す(act) act.save.表 = { 一覧 = { 1, "二", true }, 内 = { x = 1.5 } } act.save.関数 = print end\n```\n';
      for (let run = 1; run <= 3; run++) {
        const ghost = await testGhost(new Map([["dic/a.pasta", text]]), "localFirst", await readSaved(root, {}));
        const session = await openSession(ghost, { seed: 1, shuffle: false }, () => {});
        session.play("話");
        await writeSaved(root, {}, session.saved());
        assert.deepEqual(await readSaved(root, {}), { 数: run, 表: { 一覧: [1, "二", true], 内: { x: 1.5 } } });
      }
    }));

  it("can be saved and loaded by a script itself", async () => {
    const text =
      "＊話\n　さくら：＠試す（）\n```lua\nfunction SCENE.試す() local P = require('@pasta_persistence') P.save({ 印 = 'あ' }) return P.load().印 .. tostring(P.load() == P.load()) end\n```\n％さくら\n";
    const { engine, events } = await testEngine(await testGhost(new Map([["dic/a.pasta", text]])));
    engine.play("話");
    assert.deepEqual(
      events.flatMap((event) => (event.kind === "talk" ? [event.text] : [])),
      ["あfalse"],
    );
  });

  it("are nothing where there is no file, and an error where the file is no TOML", () =>
    check(async (root) => {
      assert.deepEqual(await readSaved(root, {}), {});
      mkdirSync(join(root, "profile/pasta/save"), { recursive: true });
      writeFileSync(join(root, FILE), "a = ");
      await assert.rejects(readSaved(root, {}));
      assert.equal(readFileSync(join(root, FILE), "utf8"), "a = ", "what cannot be read is left alone");
    }));

  it("are replaced whole: a write that fails leaves the old ones, and no remains", () =>
    check(async (root) => {
      await writeSaved(root, {}, { 数: 1 });
      const unwritable = { 数: 2, 輪: null as unknown as string };
      await writeSaved(root, {}, unwritable).catch(() => {});
      const folder = join(root, "profile/pasta/save");
      await assert.rejects(writeSaved(root, { persistence: { file_path: `${FILE}/below.toml` } }, { 数: 3 }));
      assert.equal(readdirSync(folder).filter((name) => name.endsWith(".tmp")).length, 0);
      assert.ok([1, 2].includes((await readSaved(root, {})).数 as number));
    }));

  it("survive many writers at once: some whole version is there", () =>
    check(async (root) => {
      const large = "あ".repeat(20_000);
      await Promise.all(Array.from({ length: 8 }, (_, n) => writeSaved(root, {}, { n, large })));
      const { n, large: read } = await readSaved(root, {});
      assert.ok(typeof n === "number" && n >= 0 && n < 8);
      assert.equal(read, large);
    }));

  it("are compressed where pasta.toml says so, and read either way", () =>
    check(async (root) => {
      const config = { persistence: { obfuscate: true } };
      await writeSaved(root, config, { 数: 5 });
      const packed = join(root, "profile/pasta/save/save.dat");
      assert.deepEqual([...readFileSync(packed).subarray(0, 2)], [0x1f, 0x8b]);
      assert.deepEqual(await readSaved(root, config), { 数: 5 });
      writeFileSync(packed, '"数" = 6\n');
      assert.deepEqual(await readSaved(root, config), { 数: 6 });
    }));

  it("never leave the ghost", () =>
    check(async (root) => {
      for (const file_path of ["../x.toml", "/tmp/x.toml", "a/../../x.toml"])
        await assert.rejects(writeSaved(root, { persistence: { file_path } }, { 数: 1 }), RangeError);
      assert.ok(!existsSync(join(root, "../x.toml")));
    }));
});
