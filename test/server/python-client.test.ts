/** pytest-lsp on `pasta lsp --stdio`: every message is held against the types of the protocol's own model. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder, repository } from "#scripts/cache.ts";

const folder = fileURLToPath(new URL("./python/", import.meta.url));
const packages = cacheFolder("python");
const python = process.platform === "win32" ? "python" : "python3";
const environment = { ...process.env, PYTHONPATH: packages, PYTHONUTF8: "1", PYTHONDONTWRITEBYTECODE: "1" };

describe("pytest-lsp", () => {
  const present = spawnSync(python, ["-c", "import pytest_lsp"], { env: environment }).status === 0;

  it("edits the sample as VS Code, Neovim and Emacs would", function () {
    this.timeout(120_000);
    if (!present) {
      const install = `${python} -m pip install --target "${packages}" -r test/server/python/requirements.txt`;
      assert.ok(!process.env.CI, `pytest-lsp is missing; install it with: ${install}`);
      console.log(`      skipped: pytest-lsp is not installed (${install})`);
      this.skip();
    }
    const ghost = mkdtempSync(join(tmpdir(), "pasta python-"));
    try {
      cpSync(join(repository, "samples/hello-ghost"), ghost, { recursive: true });
      const command = [process.execPath, "--import", "tsx", join(repository, "cli/src/main.ts"), "lsp", "--stdio"];
      const run = spawnSync(
        python,
        ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error::pytest_lsp.LspSpecificationWarning", folder],
        {
          cwd: repository,
          env: { ...environment, GHOST: ghost, COMMAND: JSON.stringify(command) },
          encoding: "utf8",
          timeout: 110_000,
        },
      );
      assert.equal(run.status, 0, `${run.stdout}${run.stderr}`);
    } finally {
      rmSync(ghost, { recursive: true });
    }
  });
});
