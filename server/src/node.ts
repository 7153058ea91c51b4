/** Joins the server with Node: streams, the parser's files, and the end of the process. */
import type { MessageReader, MessageWriter } from "vscode-languageserver/node";
import { compileSooner } from "#runtime/node/early-code.ts";
import { growSlowly, limitYoung } from "#runtime/node/heap-growth.ts";
import { loadParser } from "#runtime/node/parser.ts";
import { codeIsWarm } from "#runtime/node/warm-code.ts";
import { guard } from "./lsp/guard.ts";
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
} from "./lsp/library.ts";
import { WholeMessageWriter } from "./lsp/message-writer.ts";
import { type Readers, startReaders } from "./lsp/readers.ts";
import { startServer } from "./lsp/start.ts";

/** The version that the server tells; set by the build. */
declare const PASTA_VERSION: string | undefined;

/** Serves until the client says `exit` or goes away. */
export function start(): void {
  const isChild = typeof process.send === "function" && !process.argv.includes("--stdio");
  const writer: MessageWriter = isChild ? new IPCMessageWriter(process) : new WholeMessageWriter(process.stdout);
  const reader: MessageReader = isChild ? new IPCMessageReader(process) : new StreamMessageReader(process.stdin);
  if (isChild) process.on("disconnect", () => process.exit(0));
  else process.stdin.on("end", () => process.exit(0));
  const connection = createConnection(ProposedFeatures.all, guard(reader, writer), writer);
  // What a library prints must not end up among the messages.
  console.log = (...args: unknown[]) => connection.console.log(args.join(" "));
  startServer(connection, {
    version: typeof PASTA_VERSION === "undefined" ? "0.0.0" : PASTA_VERSION,
    parser: loadParser,
    startReaders: (files) => {
      const readers = startReaders(files);
      if (readers === null) return null;
      const stop = () => {
        readers.stop();
        // Not before: while a ghost is read, hardly anything that was made is garbage.
        growSlowly();
      };
      const read: Readers["read"] = (file, path) => {
        limitYoung();
        return readers.read(file, path);
      };
      return { read, stop };
    },
    warm: () => {
      codeIsWarm();
      compileSooner();
    },
  });
}
