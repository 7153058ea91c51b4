/** A client in the same process: talks LSP to the real server over two streams, and waits for what it is told. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import {
  type CancellationToken,
  createConnection,
  createMessageConnection,
  type Diagnostic,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { guard } from "#server/lsp/guard.ts";
import type { Readers } from "#server/lsp/readers.ts";
import { startServer } from "#server/lsp/start.ts";
import { testParser } from "#test/support/parser.ts";

export interface TestClient {
  readonly root: string;
  uri(path: string): string;
  request<T>(method: string, params: unknown, token?: CancellationToken): Promise<T>;
  /** Everything that the server has told or asked so far, in its order. */
  readonly told: readonly { readonly method: string; readonly params: unknown }[];
  /** Changes what the client answers for the section `pasta`; a function is asked by URI, and may take its time. */
  settings(value: unknown): void;
  notify(method: string, params: unknown): void;
  /** Opens a file with a text (that of the disk by default is not read here). */
  open(path: string, text: string): void;
  change(path: string, version: number, changes: readonly unknown[]): void;
  /** The findings last published for a file. */
  published(path: string): readonly Diagnostic[] | undefined;
  /** Waits until `test` holds for what was published for a file. */
  until(
    path: string,
    test: (diagnostics: readonly Diagnostic[], version: number | undefined) => boolean,
  ): Promise<readonly Diagnostic[]>;
  /** Waits for the next notification of a method that `test` accepts. */
  next<T>(method: string, test?: (params: T) => boolean): Promise<T>;
  write(path: string, text: string): void;
  close(): void;
}

/** Starts a server on a folder with these files. `settings` is what the client answers for the section `pasta`. */
export async function startClient(
  files: Readonly<Record<string, string | Uint8Array>>,
  {
    settings = null,
    folder = true,
    options = {},
    capabilities = {},
    folders = null,
    startReaders = () => null,
    patience,
  }: {
    settings?: unknown;
    folder?: boolean;
    options?: object;
    /** Added to what the client can do; one level below `workspace` and the others. */
    capabilities?: Readonly<Record<string, object>>;
    /** The workspace's folders below the root, instead of the root itself. */
    folders?: readonly string[] | null;
    startReaders?: (files: number) => Readers | null;
    /** How long the server waits for settings, in milliseconds. */
    patience?: number;
  } = {},
): Promise<TestClient> {
  const root = mkdtempSync(join(tmpdir(), "pasta サーバー-"));
  const write = (path: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const writer = new StreamMessageWriter(toClient);
  const server = createConnection(guard(new StreamMessageReader(toServer), writer), writer);
  startServer(server, {
    version: "test",
    parser: testParser,
    startReaders,
    ...(patience !== undefined && { patience }),
  });
  const client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const api = clientApi(client, root, write, settings);
  client.listen();
  await client.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    capabilities: {
      ...capabilities,
      workspace: { configuration: settings !== null, workspaceFolders: true, ...capabilities.workspace },
    },
    workspaceFolders: folder ? (folders ?? [""]).map((name) => ({ uri: api.uri(name), name })) : null,
    initializationOptions: { trusted: true, locale: "ja", ...options },
  });
  await client.sendNotification("initialized", {});
  return api;
}

function clientApi(
  client: MessageConnection,
  root: string,
  write: (path: string, text: string) => void,
  settings: unknown,
): TestClient {
  const uri = (path: string) =>
    path.includes(":") ? path : URI.file(path === "" ? root : join(root, path)).toString();
  const published = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Set<(method: string, params: unknown) => void>();
  const told: { method: string; params: unknown }[] = [];
  let current = settings;
  client.onNotification((method, params) => {
    told.push({ method, params });
    if (method === "textDocument/publishDiagnostics") {
      const found = params as unknown as PublishDiagnosticsParams;
      published.set(found.uri, found);
    }
    for (const waiter of [...waiting]) waiter(method, params);
  });
  client.onRequest((method, params) => {
    told.push({ method, params });
    for (const waiter of [...waiting]) waiter(method, params);
    if (method !== "workspace/configuration") return null;
    const { items } = params as unknown as { items: { scopeUri?: string }[] };
    return Promise.all(items.map(({ scopeUri }) => (typeof current === "function" ? current(scopeUri) : current)));
  });
  client.onUnhandledProgress((params) => {
    told.push({ method: "$/progress", params });
    for (const waiter of [...waiting]) waiter("$/progress", params);
  });
  const wait = <T>(test: (method: string, params: unknown) => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const waiter = (method: string, params: unknown) => {
        const result = test(method, params);
        if (result === undefined) return;
        waiting.delete(waiter);
        resolve(result);
      };
      waiting.add(waiter);
    });
  return {
    root,
    uri,
    write,
    request: (method, params, token) =>
      token === undefined ? client.sendRequest(method, params) : client.sendRequest(method, params, token),
    told,
    settings: (value) => {
      current = value;
    },
    notify: (method, params) => void client.sendNotification(method, params as object),
    open: (path, text) => {
      const textDocument = { uri: uri(path), languageId: "pasta", version: 1, text };
      void client.sendNotification("textDocument/didOpen", { textDocument });
    },
    change: (path, version, contentChanges) => {
      void client.sendNotification("textDocument/didChange", {
        textDocument: { uri: uri(path), version },
        contentChanges,
      });
    },
    published: (path) => published.get(uri(path))?.diagnostics,
    until: async (path, test) => {
      const holds = () => {
        const found = published.get(uri(path));
        return found !== undefined && test(found.diagnostics, found.version) ? found.diagnostics : undefined;
      };
      return holds() ?? (await wait(holds));
    },
    next: <T>(method: string, test: (params: T) => boolean = () => true) =>
      wait<T>((name, params) => (name === method && test(params as T) ? ((params ?? {}) as T) : undefined)),
    close: () => {
      client.dispose();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
