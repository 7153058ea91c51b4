/** The cache of generated Lua: only what changed is made again, files appear whole, failures leave the rest. */
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { classify, NO_CONFIG } from "#core/project/index.ts";
import { cachePath, provenUnchanged, sceneDictionary, sceneModule } from "#runtime/cache/layout.ts";
import { type BuildReport, buildCache } from "#runtime/node/cache.ts";
import { testParser } from "../support/parser.ts";

const AT_REST = new Date(Date.now() - 60_000);

interface Trial {
  readonly root: string;
  readonly output: string;
  /** Writes a source with a modification time that is well past. */
  write(path: string, text: string | Uint8Array, at?: Date): void;
  build(options?: { prune?: boolean; aliases?: ReadonlyMap<string, string> }): Promise<BuildReport>;
  lua(path: string): string;
}

/** A ghost in a folder of its own, removed afterwards. */
async function check(files: Readonly<Record<string, string>>, trial: (trial: Trial) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "pasta-cache-"));
  const output = join(root, "profile/pasta/cache/lua");
  const parser = await testParser();
  const paths = new Set<string>();
  const write: Trial["write"] = (path, text, at = AT_REST) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    utimesSync(join(root, path), at, at);
    paths.add(path);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const build: Trial["build"] = ({ prune = false, aliases = new Map() } = {}) => {
    const there = [...paths].filter((path) => existsSync(join(root, path)));
    return buildCache({
      root,
      output,
      files: classify(NO_CONFIG, there),
      aliases,
      parse: (text) => parser.parse(text),
      prune,
    });
  };
  try {
    await trial({ root, output, write, build, lua: (path) => readFileSync(join(output, path), "utf8") });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const GHOST = {
  "dic/a.pasta": "＊話\n　さくら：一。\n",
  "dic/talk/朝-1.pasta": "＊朝\n　さくら：二。\n",
  "dic/z.lua": "return 1\n",
};

describe("the cache", () => {
  it("names modules and files as the engine does", () => {
    assert.equal(sceneModule("dic/talk/boot.pasta"), "pasta.scene.talk.boot");
    assert.equal(sceneModule("dic/会話.v2/朝-1.pasta"), "pasta.scene.会話_v2.朝_1");
    assert.equal(cachePath("dic/talk/朝-1.pasta"), "pasta/scene/talk/朝_1.lua");
    assert.equal(sceneModule("dictionary.pasta"), "pasta.scene.dictionary");
  });

  it("lists all modules in the order of their names, and finalizes", () => {
    const text = sceneDictionary(["pasta.scene.b", "pasta.scene.a.x", "pasta.scene.a"]);
    assert.deepEqual(text.match(/require\("[^"]+"\)/g), [
      'require("pasta.scene.a")',
      'require("pasta.scene.a.x")',
      'require("pasta.scene.b")',
      'require("pasta")',
    ]);
    assert.match(text, /require\("pasta"\)\.finalize_scene\(\)\n$/);
  });

  it("makes everything once, then nothing", () =>
    check(GHOST, async ({ build, lua }) => {
      const first = await build();
      assert.deepEqual(first.transpiled, ["dic/a.pasta", "dic/talk/朝-1.pasta", "dic/z.lua"]);
      assert.match(lua("pasta/scene/talk/朝_1.lua"), /create_scene\("朝"\)/);
      assert.equal(lua("pasta/scene/z.lua"), "return 1\n");
      assert.match(lua("pasta/scene_dic.lua"), /pasta\.scene\.talk\.朝_1/);
      const second = await build();
      assert.deepEqual([second.transpiled, second.skipped.length, second.problems], [[], 3, []]);
    }));

  it("makes again what changed, and only that", () =>
    check(GHOST, async ({ build, write, lua }) => {
      await build();
      write("dic/a.pasta", "＊話\n　さくら：新しい。\n", new Date(Date.now() - 30_000));
      assert.deepEqual((await build()).transpiled, ["dic/a.pasta"]);
      assert.match(lua("pasta/scene/a.lua"), /新しい/);
    }));

  it("looks at the content where the time lies", () =>
    check(GHOST, async ({ build, write }) => {
      await build();
      // Same size, same time: only a time that is not long past makes the cache look.
      const now = new Date();
      write("dic/a.pasta", "＊話\n　さくら：一。\n", now);
      assert.deepEqual((await build()).transpiled, [], "touched, not changed");
      write("dic/a.pasta", "＊話\n　さくら：二。\n", now);
      assert.deepEqual((await build()).transpiled, ["dic/a.pasta"], "changed within the same tick");
      write("dic/a.pasta", "＊話\n　さくら：三。\n", new Date(Date.now() - 999_000));
      assert.deepEqual((await build()).transpiled, ["dic/a.pasta"], "a clock set back");
    }));

  it("trusts a time only when it is older than the clock's grain", () => {
    const stamp = { modified: 10_000, size: 5, hash: "", written: 1 };
    assert.equal(provenUnchanged(stamp, 10_000, 5, 20_000), true);
    assert.equal(provenUnchanged(stamp, 10_000, 5, 11_000), false);
    assert.equal(provenUnchanged(stamp, 10_001, 5, 20_000), false);
    assert.equal(provenUnchanged(stamp, 10_000, 6, 20_000), false);
  });

  it("makes again what is missing or damaged in the cache, and all for other aliases", () =>
    check(GHOST, async ({ build, output }) => {
      await build();
      rmSync(join(output, "pasta/scene/a.lua"));
      writeFileSync(join(output, "pasta/scene/z.lua"), "");
      assert.deepEqual((await build()).transpiled, ["dic/a.pasta", "dic/z.lua"]);
      const renamed = await build({ aliases: new Map([["話", "OnTalk"]]) });
      assert.equal(renamed.transpiled.length, 3);
      writeFileSync(join(output, ".pasta-language-tools.json"), "{broken");
      assert.equal((await build({ aliases: new Map([["話", "OnTalk"]]) })).transpiled.length, 3);
    }));

  it("lists what cannot be made and loads the rest", () =>
    check({ ...GHOST, "dic/bad.pasta": "＊話\n　＞\n" }, async ({ build, write, lua }) => {
      write("dic/latin.pasta", Uint8Array.from([0xff, 0xfe, 0x41]));
      const report = await build();
      assert.deepEqual(report.failed, ["dic/bad.pasta", "dic/latin.pasta"]);
      assert.deepEqual(
        report.problems.map(({ kind, path }) => [kind, path]),
        [
          ["PartialTranspileError", "dic/bad.pasta"],
          ["PartialTranspileError", "dic/latin.pasta"],
        ],
      );
      assert.doesNotMatch(lua("pasta/scene_dic.lua"), /bad|latin/);
      assert.match(lua("pasta/scene_dic.lua"), /pasta\.scene\.a"/);
    }));

  it("tells of Lua without a source, and removes it when asked", () =>
    check(GHOST, async ({ build, root, output }) => {
      await build();
      rmSync(join(root, "dic/a.pasta"));
      assert.deepEqual((await build()).orphaned, ["pasta/scene/a.lua"]);
      assert.ok(existsSync(join(output, "pasta/scene/a.lua")));
      assert.deepEqual((await build({ prune: true })).orphaned, ["pasta/scene/a.lua"]);
      assert.ok(!existsSync(join(output, "pasta/scene/a.lua")));
      assert.deepEqual((await build()).orphaned, []);
    }));

  it("survives two builds at once, and leaves no half files", () =>
    check(GHOST, async ({ build, output, lua }) => {
      const reports = await Promise.all([build(), build(), build()]);
      assert.deepEqual(
        reports.flatMap(({ problems }) => problems),
        [],
      );
      assert.match(lua("pasta/scene/a.lua"), /create_scene\("話"\)/);
      const left = readdirSync(output, { recursive: true }).filter((name) => String(name).endsWith(".tmp"));
      assert.deepEqual(left, []);
    }));

  it("says so where it cannot write", () =>
    check(GHOST, async ({ build, root }) => {
      // A file in the folder's place stops writing for every user, root too.
      mkdirSync(join(root, "profile/pasta/cache"), { recursive: true });
      writeFileSync(join(root, "profile/pasta/cache/lua"), "in the way");
      chmodSync(join(root, "profile/pasta/cache/lua"), 0o444);
      const kinds = new Set((await build()).problems.map(({ kind }) => kind));
      assert.deepEqual([...kinds].sort(), ["CacheDirectoryError", "CacheWriteError", "SceneDicGenerationError"]);
    }));

  it("gives the same bytes for the same source", () =>
    check(GHOST, async ({ build, output, lua }) => {
      await build();
      const before = lua("pasta/scene/a.lua") + lua("pasta/scene_dic.lua");
      rmSync(output, { recursive: true });
      await build();
      assert.equal(lua("pasta/scene/a.lua") + lua("pasta/scene_dic.lua"), before);
    }));
});
