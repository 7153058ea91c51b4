/** `pasta dap`: the debug adapter on standard input and output, for any editor that speaks the protocol. */
import { PastaDebugSession } from "#debug/index.ts";
import { EXIT, type Io, Misuse } from "../io.ts";

export async function run(argv: readonly string[], io: Io): Promise<number> {
  if (argv.some((argument) => argument !== "--stdio")) throw new Misuse("dap takes no arguments");
  const session = new PastaDebugSession();
  session.setRunAsServer(false);
  session.start(io.stdin as NodeJS.ReadStream, process.stdout);
  return new Promise((resolve) => session.on("close", () => resolve(EXIT.clean)));
}
