/** Neovim's built-in client on `pasta lsp --stdio`: a second, independent client gets findings and definitions. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const server = new URL("../../cli/src/main.ts", import.meta.url).pathname;
const repository = new URL("../../", import.meta.url).pathname;

/** Opens a dictionary, waits for its findings, asks for the definition of the call in line 3, writes both down. */
const SCRIPT = `
local out = assert(io.open(os.getenv("OUT"), "w"))
vim.cmd("edit " .. vim.fn.fnameescape(os.getenv("GHOST") .. "/dic/boot.pasta"))
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({
  name = "pasta",
  cmd = vim.fn.json_decode(os.getenv("COMMAND")),
  cmd_cwd = os.getenv("REPOSITORY"),
  root_dir = os.getenv("GHOST"),
  workspace_folders = { { uri = vim.uri_from_fname(os.getenv("GHOST")), name = "ghost" } },
})
vim.lsp.buf_attach_client(buffer, client)
assert(vim.wait(30000, function() return #vim.diagnostic.get(buffer) > 0 end, 20), "no findings")
for _, found in ipairs(vim.diagnostic.get(buffer)) do
  out:write(string.format("%d:%d %s\\n", found.lnum, found.col, found.user_data.lsp.code))
end
local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = 2, character = 3 } }
local answers = vim.lsp.buf_request_sync(buffer, "textDocument/definition", params, 30000)
for _, answer in pairs(answers) do
  for _, link in ipairs(answer.result) do
    local uri, range = link.targetUri or link.uri, link.targetSelectionRange or link.range
    out:write(string.format("%s %d\\n", vim.fn.fnamemodify(vim.uri_to_fname(uri), ":t"), range.start.line))
  end
end
out:close()
vim.cmd("qall!")
`;

describe("Neovim", () => {
  const present = spawnSync("nvim", ["--version"]).status === 0;

  it("shows findings and goes to all candidates", function () {
    this.timeout(90_000);
    if (!present) {
      assert.ok(!process.env.CI, "Neovim is missing: install it (Debian: neovim)");
      console.log("      skipped: Neovim is not installed");
      this.skip();
    }
    const ghost = mkdtempSync(join(tmpdir(), "pasta neovim-"));
    try {
      mkdirSync(join(ghost, "dic"));
      writeFileSync(join(ghost, "pasta.toml"), '[actor."さくら"]\nspot = 0\n');
      writeFileSync(join(ghost, "dic/boot.pasta"), "＊OnBoot\n　さくら：やあ\n　＞挨拶\n　＞無い場面\n");
      writeFileSync(join(ghost, "dic/talk.pasta"), "＊挨拶・朝\n　さくら：朝\n＊挨拶・夜\n　さくら：夜\n");
      writeFileSync(join(ghost, "script.lua"), SCRIPT);
      const env = {
        ...process.env,
        GHOST: ghost,
        OUT: join(ghost, "out.txt"),
        REPOSITORY: repository,
        COMMAND: JSON.stringify([process.execPath, "--import", "tsx", server, "lsp", "--stdio"]),
        HOME: ghost,
        XDG_STATE_HOME: ghost,
      };
      const nvim = spawnSync(
        "nvim",
        [
          "--headless",
          "--clean",
          "-u",
          "NONE",
          "-c",
          `luafile ${join(ghost, "script.lua").replaceAll(" ", "\\ ")}`,
          "-c",
          "qall!",
        ],
        {
          env,
          encoding: "utf8",
          timeout: 80_000,
        },
      );
      const out = readFileSync(env.OUT, "utf8");
      // Neovim counts columns in bytes; candidates come in the byte order of their names, 夜 before 朝.
      assert.equal(out, "3:6 unresolved-scene\ntalk.pasta 2\ntalk.pasta 0\n", nvim.stderr);
    } finally {
      rmSync(ghost, { recursive: true, force: true });
    }
  });
});
