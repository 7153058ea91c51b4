/** `pasta lsp --stdio`: the language server, for any editor. */
import "#server/begin.ts";
import { start } from "#server/node.ts";
import { readArguments } from "../arguments.ts";
import { EXIT, Misuse } from "../io.ts";

/** Serves until the client leaves; the process ends with the server. */
export async function run(argv: readonly string[]): Promise<number> {
  const args = readArguments(argv, { stdio: { type: "boolean" } });
  if (args.places.length > 0) throw new Misuse("lsp takes no file");
  start();
  await new Promise(() => undefined);
  return EXIT.clean;
}
