/**
 * Keeps the protocol's order: a request before `initialize` is answered with -32002, one after `shutdown` with -32600,
 * and notifications out of turn are dropped. The library below leaves this to its users.
 */
import type {
  DataCallback,
  Disposable,
  Event,
  Message,
  MessageReader,
  MessageWriter,
  PartialMessageInfo,
} from "vscode-languageserver/node";

const SERVER_NOT_INITIALIZED = -32002;
const INVALID_REQUEST = -32600;

type Phase = "fresh" | "running" | "down";

/** Wraps a reader so that only messages in their turn get through; answers go to `writer`. */
export function guard(reader: MessageReader, writer: MessageWriter): MessageReader {
  let phase: Phase = "fresh";
  const passes = (message: Message & { readonly id?: unknown; readonly method?: unknown }): boolean => {
    const { id, method } = message;
    if (method === "initialize" && phase === "fresh") {
      phase = "running";
      return true;
    }
    if (method === "exit" || method === undefined) return true;
    const isRequest = id !== undefined && id !== null;
    if (phase === "running" && method !== "initialize") {
      if (method === "shutdown" && isRequest) phase = "down";
      return true;
    }
    if (isRequest) void writer.write(refusal(id as number | string, phase)).catch(() => undefined);
    return false;
  };
  return {
    onError: reader.onError as Event<Error>,
    onClose: reader.onClose as Event<void>,
    onPartialMessage: reader.onPartialMessage as Event<PartialMessageInfo>,
    listen: (callback: DataCallback): Disposable =>
      reader.listen((message) => {
        if (passes(message)) callback(message);
      }),
    dispose: () => reader.dispose(),
  };
}

function refusal(id: number | string, phase: Phase): Message {
  const error =
    phase === "fresh"
      ? { code: SERVER_NOT_INITIALIZED, message: "The server has not been initialized." }
      : { code: INVALID_REQUEST, message: "The server does not take this request now." };
  return { jsonrpc: "2.0", id, error } as Message;
}
