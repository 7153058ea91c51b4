/** Compiled code between starts: where it is kept, what is believed of it, and that nothing depends on it. */
import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeFile, codeFolder, readCode, writeCode } from "#runtime/node/code-cache.ts";
import { launch } from "#runtime/node/launch.ts";

const SOURCE = `(function (exports, require, module, __filename, __dirname, keepCode) {
  exports.answer = () => 41 + require("./one.cjs");
  exports.place = [__filename, __dirname];
  exports.keepCode = keepCode;
})`;

describe("compiled code", () => {
  let place: string;
  let folder: string;
  let bundle: string;

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "ペースト の 場所 "));
    folder = join(place, "kept", "code");
    bundle = join(place, "bundle.cjs");
    writeFileSync(bundle, SOURCE);
    writeFileSync(join(place, "one.cjs"), "module.exports = 1;");
  });

  afterEach(() => rmSync(place, { recursive: true, force: true }));

  type Exports = { answer(): number; place: string[]; keepCode: (() => void) | null };

  /** Starts the bundle, has its code kept, and answers whether it ran on kept code. */
  function checkLaunch(where: string | null = folder): boolean {
    const { exports, isKept } = launch(bundle, where);
    const { answer, place: told, keepCode } = exports as Exports;
    assert.equal(answer(), 42);
    assert.deepEqual(told, [bundle, place]);
    assert.equal(keepCode === null, isKept || where === null);
    keepCode?.();
    return isKept;
  }

  const file = () => codeFile(folder, bundle, readFileSync(bundle));

  it("is used from the second start on", () => {
    assert.equal(checkLaunch(), false);
    assert.equal(checkLaunch(), true);
    assert.deepEqual(
      readdirSync(folder).map((name) => join(folder, name)),
      [file()],
    );
  });

  it("is not written before the bundle asks for it, and not without a folder", () => {
    launch(bundle, folder);
    assert.throws(() => readdirSync(folder), { code: "ENOENT" });
    assert.equal(checkLaunch(null), false);
    assert.equal(checkLaunch(null), false);
  });

  it("belongs to the bytes of one bundle", () => {
    checkLaunch();
    writeFileSync(bundle, SOURCE.replace("41", "40 + 1"));
    assert.equal(checkLaunch(), false);
    assert.equal(checkLaunch(), true);
    // As long as the other one, so that V8 itself would see no difference.
    const before = file();
    const source = readFileSync(bundle);
    writeFileSync(bundle, SOURCE.replace("41", "39 + 2"));
    assert.notEqual(file(), before);
    assert.equal(readCode(before, readFileSync(bundle)), null);
    assert.notEqual(readCode(before, source), null);
  });

  it("is made anew where it is damaged, cut, of another V8, or something else", () => {
    checkLaunch();
    const whole = readFileSync(file());
    const flipped = (at: number) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
      return bytes;
    };
    const places = [0, 3, 5, 9, 13, whole.length >> 1, whole.length - 1].map(flipped);
    const others = [Buffer.alloc(0), whole.subarray(0, 8), whole.subarray(0, -1), Buffer.from("var a = 1;")];
    for (const bytes of [...places, ...others]) {
      writeFileSync(file(), bytes);
      assert.equal(checkLaunch(), false);
      assert.equal(checkLaunch(), true);
    }
    // Whole, but not what this V8 takes: it says so itself, of a file that it has not compiled yet.
    bundle = join(place, "other.cjs");
    writeFileSync(bundle, SOURCE);
    writeCode(file(), readFileSync(bundle), flipped(16).subarray(12));
    assert.equal(checkLaunch(), false);
    assert.equal(checkLaunch(), true);
  });

  it("is nobody else's to write", function () {
    if (process.platform === "win32") this.skip();
    checkLaunch();
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    chmodSync(file(), 0o666);
    assert.equal(checkLaunch(), false);
    assert.equal(statSync(file()).mode & 0o777, 0o600);
  });

  it("is done without where it cannot be written", () => {
    writeFileSync(join(place, "kept"), "a file where the folder should be");
    assert.equal(checkLaunch(), false);
    assert.equal(checkLaunch(), false);
    assert.equal(writeCode(file(), Buffer.from("a"), Buffer.from("b")), false);
    assert.equal(readFileSync(join(place, "kept"), "utf8"), "a file where the folder should be");
    // A folder stands where the file should be: what was written aside goes away again.
    rmSync(join(place, "kept"));
    mkdirSync(file(), { recursive: true });
    assert.equal(checkLaunch(), false);
    assert.equal(readdirSync(folder).length, 1);
  });

  it("makes its folders, but no home", () => {
    folder = join(place, ".cache", "pasta-language-tools", "code");
    checkLaunch();
    assert.equal(checkLaunch(), true);
    folder = join(place, "nobody", ".cache", "pasta-language-tools", "code");
    checkLaunch();
    assert.equal(checkLaunch(), false);
    assert.ok(!readdirSync(place).includes("nobody"));
  });

  it("is swept away when it is old, and nothing else with it", () => {
    mkdirSync(folder, { recursive: true });
    const old = new Date(Date.now() - 61 * 24 * 60 * 60 * 1000);
    for (const name of ["server-main-1.code", "server-main-1.code.7.tmp", "notes.txt", "new.code"]) {
      writeFileSync(join(folder, name), "");
      if (name !== "new.code") utimesSync(join(folder, name), old, old);
    }
    checkLaunch();
    const names = readdirSync(folder).filter((name) => join(folder, name) !== file());
    assert.deepEqual(names.sort(), ["new.code", "notes.txt"]);
  });
});

describe("the folder for compiled code", () => {
  const check = (platform: NodeJS.Platform, env: Record<string, string>, expected: string | null) =>
    assert.equal(codeFolder({ platform, env }), expected);

  it("is the user's own", () => {
    check("linux", { HOME: "/home/山田 太郎" }, "/home/山田 太郎/.cache/pasta-language-tools/code");
    check("linux", { HOME: "/home/a", XDG_CACHE_HOME: "/var/c" }, "/var/c/pasta-language-tools/code");
    check("darwin", { HOME: "/Users/a" }, "/Users/a/Library/Caches/pasta-language-tools/code");
    const local = "C:\\Users\\山田 太郎\\AppData\\Local";
    check("win32", { LOCALAPPDATA: local }, `${local}\\pasta-language-tools\\code`);
  });

  it("is never below the working folder", () => {
    check("linux", { HOME: "/home/a", XDG_CACHE_HOME: "cache" }, "/home/a/.cache/pasta-language-tools/code");
    check("linux", { HOME: "." }, null);
    check("linux", {}, null);
    check("win32", { HOME: "/home/a" }, null);
    check("win32", { LOCALAPPDATA: "" }, null);
    check("linux", { HOME: "/home/a", PASTA_CODE_CACHE: "here" }, null);
  });

  it("can be named, and switched off", () => {
    check("linux", { HOME: "/home/a", PASTA_CODE_CACHE: "/s/globalStorage/code" }, "/s/globalStorage/code");
    check("win32", { PASTA_CODE_CACHE: "c:\\s\\globalStorage\\code" }, "c:\\s\\globalStorage\\code");
    check("linux", { HOME: "/home/a", PASTA_CODE_CACHE: "" }, null);
  });
});
