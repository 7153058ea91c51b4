/** A ghost that changes on the disk while it is read for the first time is known as it is afterwards. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { uriOfPath } from "#server/lsp/uris.ts";
import { Workspace } from "#server/lsp/workspace.ts";
import { DEFAULT_SETTINGS } from "#server/settings.ts";
import { testParser } from "#test/support/parser.ts";

describe("a ghost that is being read", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pasta 読込-"));
    mkdirSync(join(folder, "dic"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Reads a ghost of two files; `meanwhile` happens when the first one has been taken in. */
  async function check(meanwhile: (workspace: Workspace) => Promise<unknown>, names: readonly string[]): Promise<void> {
    writeFileSync(join(folder, "pasta.toml"), "");
    writeFileSync(join(folder, "dic", "a.pasta"), "＊古い\n　さくら：やあ\n");
    writeFileSync(join(folder, "dic", "b.pasta"), "＊後\n　さくら：やあ\n");
    let breaths = 0;
    const workspace: Workspace = new Workspace(
      {
        parser: await testParser(),
        settings: () => DEFAULT_SETTINGS,
        locale: () => "en",
        configure: () => null,
        startReaders: () => null,
        breathe: async () => {
          if (breaths++ === 0) await meanwhile(workspace);
        },
      },
      () => {},
    );
    await workspace.addFolder(folder, () => false);
    const [ghost] = workspace.ghosts;
    assert.deepEqual(
      [...(ghost?.project.snapshot.tables.files.values() ?? [])].flatMap(({ scenes }) =>
        scenes.map(({ of }) => of.name),
      ),
      names,
    );
  }

  const changed = (workspace: Workspace, ...paths: readonly string[]) =>
    workspace.refresh(paths.map((path) => uriOfPath(join(folder, path))));

  it("takes a file's new text", () =>
    check(
      (workspace) => {
        writeFileSync(join(folder, "dic", "a.pasta"), "＊新しい\n　さくら：やあ\n");
        return changed(workspace, "dic/a.pasta");
      },
      ["新しい", "後"],
    ));

  it("forgets a file that goes, and takes one that comes", () =>
    check(
      (workspace) => {
        rmSync(join(folder, "dic", "a.pasta"));
        writeFileSync(join(folder, "dic", "c.pasta"), "＊来た\n　さくら：やあ\n");
        return changed(workspace, "dic/a.pasta", "dic/c.pasta");
      },
      ["後", "来た"],
    ));

  it("is read again where its pasta.toml changes", () =>
    check(
      (workspace) => {
        writeFileSync(join(folder, "pasta.toml"), '[loader]\npasta_patterns = ["dic/b.pasta"]\n');
        return changed(workspace, "pasta.toml");
      },
      ["後"],
    ));
});
