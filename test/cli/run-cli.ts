/** Runs the command line in this process on a ghost made for the test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "#cli/pasta.ts";

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `pasta` with these arguments in a folder that holds `files`; the folder is gone afterwards. */
export async function runCli(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  stdin = "",
): Promise<CliResult> {
  const cwd = mkdtempSync(join(tmpdir(), "pasta 試験-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    let out = "";
    let err = "";
    const code = await main(
      argv.map((argument) => argument.replaceAll("{ghost}", cwd)),
      {
        cwd,
        env: { LANG: "en_US.UTF-8" },
        stdin: (async function* () {
          yield Buffer.from(stdin);
        })(),
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
      },
    );
    return { code, out, err };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
