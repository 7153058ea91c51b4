/** What attaching to an engine must do, whichever engine it is. */
import assert from "node:assert/strict";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Trial } from "./trial.ts";

/** Attaches to the engine that listens at `port` with the trial's ghost in it; `play` lets it play 話. */
export async function checkAttached(trial: Trial, port: number, play: () => unknown): Promise<void> {
  const { client, file } = trial;
  await trial.initialize();
  const initialized = client.waitForEvent("initialized", 20_000);
  const capabilities = client.waitForEvent("capabilities", 20_000) as Promise<DebugProtocol.CapabilitiesEvent>;
  await client.attachRequest({ port } as DebugProtocol.AttachRequestArguments);
  await initialized;
  assert.equal((await capabilities).body.capabilities.supportsStepBack, false);
  const bound = await trial.break({ line: 4 }, { line: 10, condition: "＄x" }, { line: 6, logMessage: "x" });
  assert.deepEqual(
    bound.map(({ verified, line }) => [verified, line]),
    [
      [true, 4],
      [true, 10],
      [false, 6],
    ],
  );
  assert.match(bound[1]?.message ?? "", /asks no conditions/);
  await client.setExceptionBreakpointsRequest({ filters: [] });
  await client.configurationDoneRequest();
  assert.equal((await client.threadsRequest()).body.threads.length, 1);
  play();
  assert.equal((await trial.stopped()).reason, "breakpoint");
  const frame = await trial.top();
  assert.deepEqual([frame.line, frame.source?.path], [4, file]);
  const { stackFrames } = (await client.stackTraceRequest({ threadId: 1 })).body;
  assert.equal(stackFrames.at(-1)?.presentationHint, "subtle");
  const { scopes } = (await client.scopesRequest({ frameId: frame.id })).body;
  const { variables } = (await client.variablesRequest({ variablesReference: scopes[0]?.variablesReference ?? 0 }))
    .body;
  assert.deepEqual(
    variables.map(({ name }) => name),
    ["act", "args", "save", "var", "SCENE", "PASTA"],
  );
  await assert.rejects(client.evaluateRequest({ expression: "1" }), /cannot do this/);
  assert.equal(await trial.goes(() => client.nextRequest({ threadId: 1 })), 5);
  assert.equal(await trial.goes(() => client.continueRequest({ threadId: 1 })), 10);
  await client.continueRequest({ threadId: 1 });
  await client.disconnectRequest();
}
