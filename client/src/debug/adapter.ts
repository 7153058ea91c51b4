/**
 * The debug adapter as VS Code sees it: it lives in the language server, which holds the text that is not saved yet, and
 * its messages go there and back. No process is started.
 */
import * as vscode from "vscode";
import {
  type DebugMessageParams,
  type DebugStartResult,
  debugMessage,
  debugSend,
  debugStart,
  debugStop,
} from "#server/protocol.ts";
import type { Server } from "../server.ts";

/** Makes adapters for sessions of type `pasta`. */
export function adapterFactory(server: Server): vscode.DebugAdapterDescriptorFactory {
  return {
    async createDebugAdapterDescriptor() {
      const { session } = await server.request<DebugStartResult>(debugStart, {});
      return new vscode.DebugAdapterInlineImplementation(new RemoteAdapter(server, session));
    },
  };
}

/** What is used of a message here. */
interface Message {
  readonly seq?: number;
  readonly type?: string;
  readonly command?: string;
}

class RemoteAdapter implements vscode.DebugAdapter {
  readonly #sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  readonly onDidSendMessage = this.#sent.event;
  readonly #server: Server;
  readonly #session: number;
  readonly #listening: vscode.Disposable;

  constructor(server: Server, session: number) {
    this.#server = server;
    this.#session = session;
    const messages = server.on<DebugMessageParams>(debugMessage, (params) => {
      if (params.session === session) this.#sent.fire(params.message as vscode.DebugProtocolMessage);
    });
    // What is debugged lives and dies with the server's process.
    const stops = server.onDidStop(() => this.#sent.fire({ type: "event", event: "terminated", seq: 0 } as never));
    this.#listening = vscode.Disposable.from(messages, stops);
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    this.#server.notify(debugSend, { session: this.#session, message } satisfies DebugMessageParams);
    const { seq, type, command } = message as Message;
    // Without a server nobody would answer, and VS Code would wait for the end of a session that has none.
    if (type === "request" && command === "disconnect" && !this.#server.isRunning) {
      this.#sent.fire({ type: "response", command, request_seq: seq, success: true, seq: 0 } as never);
    }
  }

  dispose(): void {
    this.#listening.dispose();
    this.#sent.dispose();
    void this.#server.request(debugStop, { session: this.#session }).catch(() => undefined);
  }
}
