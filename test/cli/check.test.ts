/** `pasta check`: its formats, its exit codes, and what it says of the samples. */
import assert from "node:assert/strict";
import { runCli } from "./run-cli.ts";

const TOML = '[actor."さくら"]\nspot = 0\n';
const BROKEN = { "pasta.toml": TOML, "dic/a.pasta": "＊OnBoot\r\n　さくら：𠮟る\r\n　＞無い場面\r\n" };

describe("pasta check", () => {
  it("prints one JSON object a line, places counted from 1 in UTF-16 units, CRLF or not", async () => {
    const { code, out } = await runCli(BROKEN, ["check", "{ghost}", "--format", "json"]);
    assert.equal(code, 1);
    assert.deepEqual(JSON.parse(out), {
      file: "dic/a.pasta",
      line: 3,
      column: 3,
      endLine: 3,
      endColumn: 7,
      severity: "error",
      code: "unresolved-scene",
      message: "Nothing answers the call 無い場面: no scene’s name begins so, and no function is called so.",
      data: { key: "無い場面", scene: "OnBoot_1", kind: "call", suggestions: [] },
    });
  });

  it("prints text, workflow commands and SARIF of the same problems", async () => {
    const text = await runCli(BROKEN, ["check", "--locale", "ja"]);
    assert.equal(
      text.out,
      "dic/a.pasta:3:3: error unresolved-scene: 「無い場面」で始まる名前のシーンも、その名前の関数もありません。\n",
    );
    const github = await runCli(BROKEN, ["check", "{ghost}", "--format=github"]);
    assert.match(github.out, /^::error file=dic\/a\.pasta,line=3,col=3,endLine=3,endColumn=7,title=unresolved-scene::/);
    const sarif = JSON.parse((await runCli(BROKEN, ["check", "{ghost}", "--format", "sarif"])).out);
    assert.equal(sarif.version, "2.1.0");
    assert.equal(sarif.runs[0].results[0].ruleId, "unresolved-scene");
    assert.equal(sarif.runs[0].results[0].locations[0].physicalLocation.region.startColumn, 3);
  });

  it("is silent about a sound ghost", async () => {
    const sound = { "pasta.toml": TOML, "dic/a.pasta": "＊OnBoot\n　さくら：やあ\n" };
    assert.deepEqual(await runCli(sound, ["check", "{ghost}"]), { code: 0, out: "", err: "" });
  });

  it("reports a pasta.toml that cannot be read", async () => {
    const { code, out } = await runCli({ ...BROKEN, "pasta.toml": '[actor."さくら"\n' }, [
      "check",
      "{ghost}",
      "--format",
      "json",
    ]);
    assert.equal(code, 1);
    const [first] = out.split("\n").map((line) => line && JSON.parse(line));
    assert.equal(first.code, "config-error");
    assert.equal(first.file, "pasta.toml");
    assert.equal(first.line, 1);
  });

  it("tells wrong use in one line on standard error, with exit code 2", async () => {
    for (const argv of [
      ["check", "{ghost}/nothing"],
      ["check", "--format", "xml"],
      ["check", "a", "b"],
      ["chekc"],
      ["check", "--bad"],
    ]) {
      const { code, out, err } = await runCli(BROKEN, argv);
      assert.equal(code, 2, argv.join(" "));
      assert.equal(out, "");
      assert.match(err, /^pasta: [^\n]+\n$/, argv.join(" "));
    }
  });
});
