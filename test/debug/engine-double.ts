/**
 * A debug server that answers as engine 0.4.4 does (recorded from it): it knows some requests, answers nothing to the
 * others, and plays one scene by heart. `attach.engine.ts` asks the engine itself the same.
 */
import { type AddressInfo, createServer, type Socket } from "node:net";

const STOPS = [4, 5, 10];

export interface EngineDouble {
  readonly port: number;
  play(): void;
  close(): void;
}

export async function engineDouble(file: string): Promise<EngineDouble> {
  let socket: Socket | null = null;
  let sent = 0;
  let at = -1;
  const send = (message: object) => {
    const body = JSON.stringify({ ...message, seq: ++sent });
    socket?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const event = (name: string, body: object = {}) => send({ type: "event", event: name, body });
  const stop = (reason: string) => {
    if (++at < STOPS.length) event("stopped", { allThreadsStopped: true, reason, threadId: 1 });
  };
  const frames = () => [
    { column: 1, id: 0, line: STOPS[at], name: "fn", source: { path: file } },
    { column: 1, id: 1, line: 189, name: "?", source: { path: "@/ghost/profile/pasta/pasta_scripts/pasta/scene.lua" } },
  ];
  const variable = (name: string) => ({ name, type: "table", value: "table: 0x55d142fdd020", variablesReference: 0 });

  const answer = (request: { seq: number; command: string; arguments?: { breakpoints?: { line: number }[] } }) => {
    const respond = (body?: object) =>
      send({
        type: "response",
        command: request.command,
        request_seq: request.seq,
        success: true,
        ...(body && { body }),
      });
    switch (request.command) {
      case "initialize":
        respond({ supportsConfigurationDoneRequest: true });
        return event("initialized");
      case "attach":
        respond();
        return event("pasta/sourcePresentation", { mode: "pasta" });
      case "setBreakpoints":
        return respond({
          breakpoints: (request.arguments?.breakpoints ?? []).map(({ line }) => ({ line, verified: true })),
        });
      case "configurationDone":
        return respond();
      case "stackTrace":
        return respond({ stackFrames: frames(), totalFrames: 2 });
      case "scopes":
        return respond({ scopes: [{ expensive: false, name: "Locals", variablesReference: 1 }] });
      case "variables":
        return respond({ variables: ["act", "args", "save", "var", "(*temporary)", "SCENE", "PASTA"].map(variable) });
      case "next":
        respond();
        return stop("step");
      case "continue":
        respond({ allThreadsContinued: true });
        return stop("breakpoint");
      case "disconnect":
        respond();
        return event("terminated");
    }
  };

  const server = createServer((accepted) => {
    socket = accepted;
    let text = Buffer.alloc(0);
    accepted.on("error", () => undefined);
    accepted.on("data", (bytes) => {
      text = Buffer.concat([text, bytes]);
      for (;;) {
        const head = text.indexOf("\r\n\r\n");
        const length = Number(/Content-Length: (\d+)/.exec(text.subarray(0, head).toString())?.[1]);
        if (head < 0 || text.length < head + 4 + length) return;
        answer(JSON.parse(text.subarray(head + 4, head + 4 + length).toString()));
        text = text.subarray(head + 4 + length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    play: () => stop("breakpoint"),
    close: () => {
      socket?.destroy();
      server.close();
    },
  };
}
