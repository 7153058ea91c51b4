/** A language server as a process of its own, driven over stdio: the real one as it is packaged, one that does nothing, any other. */
import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import {
  createMessageConnection,
  type DocumentDiagnosticReport,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { buildAll, node } from "#scripts/build.ts";
import { cacheFolder } from "#scripts/cache.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));

/**
 * A server that answers everything with nothing, or with the findings it was handed, on the same library: the floor of
 * the transport.
 */
const NOOP = `
import { createConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter, TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
const documents = new TextDocuments(TextDocument);
let diagnostics = [];
connection.onNotification("bench/findings", ({ findings }) => { diagnostics = findings; });
documents.onDidChangeContent(({ document: { uri, version } }) => void connection.sendDiagnostics({ uri, version, diagnostics }));
connection.onInitialize(() => ({ capabilities: { textDocumentSync: 2, hoverProvider: true } }));
connection.onHover(() => null);
documents.listen(connection);
connection.listen();
`;

/**
 * Bundles both servers into the cache, ours as it is packaged; returns their files. Ours keeps its compiled code beside
 * them, and has none yet.
 */
export async function bundleServers(): Promise<{ readonly real: string; readonly noop: string }> {
  const folder = cacheFolder("bench", "servers");
  const noop = join(folder, "noop.cjs");
  process.env.PASTA_CODE_CACHE = cacheFolder("bench", "code");
  rmSync(process.env.PASTA_CODE_CACHE, { recursive: true, force: true });
  await buildAll({ minify: true, targets: ["server", "server-main", "reader"], folder });
  await build({
    ...node,
    absWorkingDir: repository,
    bundle: true,
    minify: true,
    stdin: { contents: NOOP, resolveDir: repository, loader: "ts" },
    outfile: noop,
  });
  for (const wasm of [
    "node_modules/web-tree-sitter/web-tree-sitter.wasm",
    "grammars/tree-sitter-pasta/tree-sitter-pasta.wasm",
  ]) {
    copyFileSync(join(repository, wasm), join(folder, wasm.slice(wasm.lastIndexOf("/") + 1)));
  }
  return { real: join(folder, "server.cjs"), noop };
}

export interface ServerProcess {
  /** Milliseconds from the start of the process to the answer to `initialize`. */
  readonly initialized: number;
  readonly started: number;
  request<T>(method: string, params: unknown): Promise<T>;
  /** Hands the server that does nothing what it is to say of every document. */
  hand(findings: readonly unknown[]): void;
  open(uri: string, text: string): Promise<PublishDiagnosticsParams>;
  /** Replaces a range and waits for the findings of the new version; milliseconds. */
  edit(uri: string, range: unknown, text: string): Promise<number>;
  /** How many findings the last answer to an edit held. */
  readonly findings: number;
  /** Begins to watch the server's event loop; only of a server that was started with `watched`. */
  watch(): void;
  /** The longest time that the loop was held up since then, in milliseconds. */
  heldUp(): Promise<number>;
  /** Waits for a notification. */
  next(method: string, test?: (params: never) => boolean): Promise<void>;
  /** Resident memory in MB, where the system tells. */
  memory(): number;
  stop(): void;
}

/** What editors say that they read of completions. */
const COMPLETION = {
  completionItem: { labelDetailsSupport: true, snippetSupport: true },
  completionList: { itemDefaults: ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"] },
};

/** That they ask before changes that need a yes, without which a name that other calls would come to is not changed. */
const WORKSPACE_EDIT = { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } };

/** How a server is started and spoken to. */
export interface Launch {
  readonly command: string;
  readonly options: readonly string[];
  readonly language: string;
  /** Whether it is asked for findings after every change (`textDocument/diagnostic`), or sends them by itself. */
  readonly isAsked: boolean;
  /** Whether it tells of its event loop, over a channel of its own. */
  readonly isWatched?: boolean;
}

/** Starts a server of ours, on a folder where one is given, and waits until it has initialized. */
export function startProcess(file: string, folder: string | null = null): Promise<ServerProcess> {
  return launch({ command: process.execPath, options: [file, "--stdio"], language: "pasta", isAsked: false }, folder);
}

/** The same, with an eye on its event loop. */
export function startWatched(file: string, folder: string): Promise<ServerProcess> {
  const options = ["-r", fileURLToPath(new URL("./loop-delay.cjs", import.meta.url)), file, "--stdio"];
  return launch({ command: process.execPath, options, language: "pasta", isAsked: false, isWatched: true }, folder);
}

/** Starts any server. */
export async function launch(
  { command, options, language, isAsked, isWatched = false }: Launch,
  folder: string | null,
): Promise<ServerProcess> {
  const started = performance.now();
  const child: ChildProcess = spawn(command, options, {
    stdio: ["pipe", "pipe", "ignore", isWatched ? "ipc" : "ignore"],
  });
  if (child.stdout === null || child.stdin === null) throw new Error("no pipes");
  const connection: MessageConnection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const versions = new Map<string, number>();
  const waiting = new Set<(method: string, params: never) => boolean>();
  connection.onNotification((method, params) => {
    for (const test of [...waiting]) if (test(method, params as never)) waiting.delete(test);
  });
  connection.onRequest(() => null);
  connection.listen();
  const wait = <T>(method: string, test: (params: T) => boolean): Promise<T> =>
    new Promise((resolve) => {
      waiting.add((told, params) => {
        if (told !== method || !test(params as T)) return false;
        resolve(params as T);
        return true;
      });
    });
  const published = (uri: string, version: number) =>
    wait<PublishDiagnosticsParams>(
      "textDocument/publishDiagnostics",
      (found) => found.uri === uri && found.version === version,
    );
  /** Tells the server something and takes what it finds then. */
  const tell = async (
    uri: string,
    method: string,
    document: object,
    params: object,
  ): Promise<PublishDiagnosticsParams> => {
    const version = (versions.get(uri) ?? 0) + 1;
    versions.set(uri, version);
    const shown = isAsked ? null : published(uri, version);
    const told = connection.sendNotification(method, { textDocument: { uri, version, ...document }, ...params });
    if (shown !== null) return shown;
    await told;
    const report: DocumentDiagnosticReport = await connection.sendRequest("textDocument/diagnostic", {
      textDocument: { uri },
    });
    return { uri, version, diagnostics: report.kind === "full" ? report.items : [] };
  };
  let findings = 0;
  await connection.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    capabilities: {
      workspace: { workspaceEdit: WORKSPACE_EDIT },
      textDocument: { completion: COMPLETION, definition: { linkSupport: true }, ...(isAsked && { diagnostic: {} }) },
    },
    workspaceFolders: folder === null ? null : [{ uri: pathToFileURL(folder).href, name: "ghost" }],
  });
  const initialized = performance.now() - started;
  await connection.sendNotification("initialized", {});
  return {
    initialized,
    started,
    request: (method, params) => connection.sendRequest(method, params),
    hand: (findings) => void connection.sendNotification("bench/findings", { findings }),
    open: (uri, text) => tell(uri, "textDocument/didOpen", { languageId: language, text }, {}),
    edit: async (uri, range, text) => {
      const from = performance.now();
      const shown = await tell(uri, "textDocument/didChange", {}, { contentChanges: [{ range, text }] });
      const took = performance.now() - from;
      findings = shown.diagnostics.length;
      return took;
    },
    get findings() {
      return findings;
    },
    watch: () => void child.send("reset"),
    heldUp: () =>
      new Promise((resolve) => {
        child.once("message", (longest) => resolve(Number(longest)));
        child.send("tell");
      }),
    next: async (method, test = () => true) => {
      await wait(method, test as (params: unknown) => boolean);
    },
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
    stop: () => {
      connection.dispose();
      child.kill();
    },
  };
}
