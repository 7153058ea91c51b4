/** The language server's life as the rest of the client sees it: start, restart, ask, listen. */
import { join } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, State, TransportKind } from "vscode-languageclient/node";
import type { InitializationOptions } from "#server/protocol.ts";

/** The server, whichever process it lives in at the moment. */
export interface Server extends vscode.Disposable {
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Sends a request; rejects with a readable message while the server is down. */
  request<Result>(method: string, params: unknown): Promise<Result>;
  notify(method: string, params: unknown): void;
  readonly isRunning: boolean;
  /** Listens to a notification, over restarts too. */
  on<Params>(method: string, listener: (params: Params) => void): vscode.Disposable;
  /** Fires when the server's process has gone; what it held (runs, counts) is gone with it. */
  readonly onDidStop: vscode.Event<void>;
}

/** The languages that the product's messages are written in. */
export function uiLocale(): "en" | "ja" {
  return vscode.env.language.toLowerCase().startsWith("ja") ? "ja" : "en";
}

/** Makes the server's client; nothing runs before `start`. */
export function createServer(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Server {
  const module = context.asAbsolutePath(join("dist", "server.cjs"));
  // The server's compiled code is kept in the editor's own storage, where the user has not said otherwise.
  const { PASTA_CODE_CACHE = vscode.Uri.joinPath(context.globalStorageUri, "code").fsPath } = process.env;
  const env = { PASTA_CODE_CACHE };
  const client = new LanguageClient(
    "pasta",
    "Pasta Language Tools",
    {
      // Standard output and not Node's channel: only there are findings written from kept bytes.
      run: { module, transport: TransportKind.stdio, options: { env } },
      debug: { module, transport: TransportKind.stdio, options: { env, execArgv: ["--nolazy", "--inspect=6029"] } },
    },
    {
      documentSelector: [
        { language: "pasta", scheme: "file" },
        { language: "pasta", scheme: "untitled" },
        // Scripts and settings of a ghost, unsaved text included; the server leaves alone what belongs to none.
        { language: "lua", scheme: "file" },
        { pattern: "**/pasta.toml", scheme: "file" },
      ],
      initializationOptions: (): InitializationOptions => ({
        trusted: vscode.workspace.isTrusted,
        locale: uiLocale(),
        docs: `${vscode.Uri.joinPath(context.extensionUri, "docs", "diagnostics").toString()}/`,
      }),
      outputChannel: log,
      synchronize: { configurationSection: "pasta" },
      diagnosticCollectionName: "pasta",
      markdown: { isTrusted: false, supportHtml: false },
    },
  );
  /** The protocol's client hears each method once; here any number may listen. */
  const heard = new Map<string, vscode.EventEmitter<unknown>>();
  const stopped = new vscode.EventEmitter<void>();
  const states = client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped) stopped.fire();
  });
  return {
    start: () => client.start(),
    restart: () => client.restart(),
    request: (method, params) => client.sendRequest(method, params),
    notify(method, params) {
      if (client.isRunning()) void client.sendNotification(method, params);
    },
    get isRunning() {
      return client.isRunning();
    },
    on(method, listener) {
      let emitter = heard.get(method);
      if (emitter === undefined) {
        const made = new vscode.EventEmitter<unknown>();
        client.onNotification(method, (params: unknown) => made.fire(params));
        heard.set(method, made);
        emitter = made;
      }
      return emitter.event(listener as (params: unknown) => void);
    },
    onDidStop: stopped.event,
    dispose() {
      states.dispose();
      stopped.dispose();
      for (const emitter of heard.values()) emitter.dispose();
      void client.dispose();
    },
  };
}
