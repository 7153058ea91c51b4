/** Renaming and moving files: what is changed along, what is asked, what is told. */
import assert from "node:assert/strict";
import type { TextDocumentEdit } from "vscode-languageserver-types";
import { parseConfig } from "#core/project/index.ts";
import { fileMoves, type Moves } from "#server/features/file-moves.ts";
import { patternEdit } from "#server/features/pattern-edit.ts";
import { startClient } from "./client.ts";
import { featureFixture } from "./feature.ts";

interface Expected {
  /** `file line newText`. */
  readonly edits?: readonly string[];
  readonly asks?: boolean;
  readonly warnings?: readonly RegExp[];
}

async function checkMoves(source: string, moves: Record<string, string | null>, expected: Expected, folder?: string) {
  const { ghost } = await featureFixture(source);
  const paths: Moves = new Map(Object.entries(moves));
  const { edit, warnings } = fileMoves(ghost, paths, folder ?? null);
  const edits = ((edit?.documentChanges ?? []) as TextDocumentEdit[]).flatMap(({ textDocument, edits: list }) =>
    list.map(
      (one) =>
        `${textDocument.uri.replace("ghost:/", "")} ${one.range.start.line} ${"newText" in one ? one.newText : ""}`,
    ),
  );
  assert.deepEqual(edits, expected.edits ?? []);
  const annotations = Object.values(edit?.changeAnnotations ?? {});
  assert.equal(
    annotations.some(({ needsConfirmation }) => needsConfirmation === true),
    expected.asks ?? false,
  );
  assert.equal(warnings.length, expected.warnings?.length ?? 0, warnings.join("\n"));
  for (const [i, warning] of (expected.warnings ?? []).entries()) assert.match(warnings[i] ?? "", warning);
}

const DIC = "//- /dic/a.pasta\n＊会話\n　さくら：x\n";

describe("moving files", () => {
  it("changes the scripts that require them, in files and in blocks", () =>
    checkMoves(
      '//- /scripts/main.lua\nlocal c = require("talk.clock")\nlocal d = require "talk/clock"\nlocal e = require("talk.clocks")\n//- /scripts/talk/clock.lua\nreturn {}\n//- /dic/a.pasta\n＊会話\n　さくら：x\n```lua\nlocal c = require(\'talk.clock\')\n```\n',
      { "scripts/talk/clock.lua": "scripts/時/計.lua" },
      { edits: ["scripts/main.lua 0 時.計", "scripts/main.lua 1 時/計", "dic/a.pasta 3 時.計"] },
    ));

  it("knows the short name of a folder's init.lua", () =>
    checkMoves(
      '//- /scripts/main.lua\nrequire("talk") require("talk.init")\n//- /scripts/talk/init.lua\nreturn {}\n',
      { "scripts/talk/init.lua": "scripts/speech/init.lua" },
      { edits: ["scripts/main.lua 0 speech", "scripts/main.lua 0 speech.init"] },
    ));

  it("leaves everything alone where nothing depends on the place", () =>
    checkMoves(DIC, { "dic/a.pasta": "dic/深い/b.pasta" }, {}));

  it("keeps a dictionary that leaves the patterns, if its writer agrees", async () => {
    await checkMoves(
      `${DIC}//- /pasta.toml\n[loader]\npasta_patterns = ["dic/**/*.pasta"]\n`,
      { "dic/a.pasta": "old/a.pasta" },
      {
        edits: ['pasta.toml 1 , "old/a.pasta"'],
        asks: true,
      },
    );
    await checkMoves(
      `${DIC}//- /pasta.toml\n[ghost]\n`,
      { "dic/a.pasta": "old/a.pasta" },
      {
        edits: ['pasta.toml 1 \n[loader]\npasta_patterns = ["dic/**/*.pasta", "old/**/*.pasta"]\n'],
        asks: true,
      },
      "old",
    );
  });

  it("tells of what no edit can keep", async () => {
    await checkMoves(DIC, { "dic/a.pasta": null }, { warnings: [/dic\/a\.pasta leaves the ghost/] });
    await checkMoves(
      "//- /scripts/a.lua\nx = 1\n",
      { "scripts/a.lua": "lib/a.lua" },
      { warnings: [/leaves the ghost/] },
    );
    await checkMoves(
      "//- /scripts/main.lua\nx = 1\n",
      { "scripts/main.lua": "scripts/start.lua" },
      { warnings: [/starts with/] },
    );
    await checkMoves(
      "//- /dic/a-b.pasta\n＊会話\n　さくら：x\n//- /dic/c.pasta\n＊話\n　さくら：x\n",
      { "dic/c.pasta": "dic/a_b.pasta" },
      { warnings: [/same module name/] },
    );
    const twice = "//- /dic/a.lua\nfunction GLOBAL.f(act) end\n//- /dic/b.lua\nfunction GLOBAL.f(act) end\n";
    await checkMoves(
      twice,
      { "dic/a.lua": "dic/z.lua" },
      { warnings: [/GLOBAL\.f is now the one of dic\/z\.lua: .*after dic\/b\.lua/] },
    );
    await checkMoves(twice, { "dic/b.lua": "dic/z.lua" }, {});
  });

  it("adds patterns to any pasta.toml so that they count", () => {
    const texts = [
      "",
      '[ghost]\nname = "x"',
      "[loader]\ndebug_mode = true\n",
      "[loader]\npasta_patterns = []\n",
      "[loader]\npasta_patterns = [\n  \"a/[x]*.pasta\", # b ]\n  'c/*.pasta',\n]\n[ghost]\n",
    ];
    for (const text of texts) {
      const { start, end, text: made } = patternEdit(text, ["作業/[a] b.pasta"]);
      const config = parseConfig(text.slice(0, start) + made + text.slice(end));
      assert.deepEqual(config.problems, [], text);
      assert.deepEqual(config.patterns.at(-1), "作業/[[]a[]] b.pasta", text);
    }
  });

  it("answers a client, for folders too, and reads what it renamed", async () => {
    const client = await startClient(
      {
        "pasta.toml": '[actor."さくら"]\nspot = 0\n',
        "dic/a.pasta": "＊OnBoot\n　さくら：やあ\n　＞続き\n",
        "scripts/talk/x.lua": "return {}\n",
        "scripts/main.lua": 'require("talk.x")\n',
      },
      { capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } },
    );
    await client.until("dic/a.pasta", (found) => found.length === 1);
    const files = [{ oldUri: client.uri("scripts/talk"), newUri: client.uri("scripts/話") }];
    const edit = await client.request<{ documentChanges: TextDocumentEdit[] }>("workspace/willRenameFiles", { files });
    assert.deepEqual(
      edit.documentChanges.map(({ edits }) => edits.map((one) => ("newText" in one ? one.newText : ""))),
      [["話.x"]],
    );
    client.write("dic/b.pasta", "＊続き\n　さくら：うん\n");
    client.notify("workspace/didRenameFiles", {
      files: [{ oldUri: client.uri("dic/0.txt"), newUri: client.uri("dic/b.pasta") }],
    });
    await client.until("dic/a.pasta", (found) => found.length === 0);
    client.close();
  });
});
