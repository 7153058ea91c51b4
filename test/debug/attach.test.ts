/** `attach`: the protocol goes through to a running engine, on this machine only. */
import assert from "node:assert/strict";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { checkAttached } from "./attaching.ts";
import { engineDouble } from "./engine-double.ts";
import { check } from "./trial.ts";

describe("attaching", function () {
  this.timeout(30_000);

  it("passes breakpoints, steps and looks through, and answers what the engine does not", () =>
    check(async (trial) => {
      const engine = await engineDouble(trial.file);
      try {
        await checkAttached(trial, engine.port, () => engine.play());
      } finally {
        engine.close();
      }
    }));

  it("says so where nobody listens, and speaks to no other machine", () =>
    check(async ({ client }) => {
      const free = await engineDouble("");
      free.close();
      await client.initializeRequest({ adapterID: "pasta", locale: "ja" } as never);
      const attach = (args: object) => client.attachRequest(args as DebugProtocol.AttachRequestArguments);
      await assert.rejects(attach({ port: free.port }), /待ち受けているものがありません.*PASTA_DEBUG/);
      for (const host of ["192.0.2.1", "example.com", "127.example.com", "0.0.0.0"])
        await assert.rejects(attach({ host, port: free.port }), /このマシン/, host);
    }));

  it("ends when the engine goes away", () =>
    check(async (trial) => {
      const engine = await engineDouble(trial.file);
      await trial.initialize();
      await trial.client.attachRequest({ port: engine.port } as DebugProtocol.AttachRequestArguments);
      await trial.ends(async () => engine.close());
    }));
});
