/** Addresses of documents: whatever spelling a client sends, one file is one file. */
import assert from "node:assert/strict";
import { sep } from "node:path";
import { normalUri, pathOfUri, relativePath, uriOfPath } from "#server/lsp/uris.ts";

describe("document addresses", () => {
  it("have one spelling for each file, drive letters and percent signs included", () => {
    const spellings = ["file:///C%3A/Users/g/a.pasta", "file:///c%3A/Users/g/a.pasta", "file:///C:/Users/g/a.pasta"];
    assert.equal(new Set(spellings.map(normalUri)).size, 1, spellings.map(normalUri).join(" "));
    assert.equal(pathOfUri(spellings[0]), pathOfUri(spellings[2]));
    const japanese = ["file:///home/%E8%BE%9E%E6%9B%B8/%20a.pasta", "file:///home/辞書/ a.pasta"];
    assert.equal(new Set(japanese.map(normalUri)).size, 1, japanese.map(normalUri).join(" "));
  });

  it("come back from the path that they mean", () => {
    const path = `${sep}home${sep}辞書 #1 100%${sep}a[b].pasta`;
    assert.equal(pathOfUri(uriOfPath(path)), path);
  });

  it("are left as they are where they mean no file", () => {
    for (const uri of ["untitled:Untitled-1", "vscode-vfs://github/a/b.pasta"]) {
      assert.equal(pathOfUri(uri), null);
      assert.equal(normalUri(uri), uri);
    }
    for (const nonsense of [undefined, 1, "", "::", "%"]) assert.equal(pathOfUri(nonsense), null);
  });

  it("are inside a folder only below it, not beside it", () => {
    const root = `${sep}home${sep}ghost`;
    assert.equal(relativePath(root, `${root}${sep}dic${sep}a.pasta`), "dic/a.pasta");
    assert.equal(relativePath(root, `${root}2${sep}dic${sep}a.pasta`), null);
    assert.equal(relativePath(root, root), null);
  });
});
