/** `pasta dap` driven by the protocol's own test client, through every capability that it declares. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DebugClient } from "@vscode/debugadapter-testsupport";
import type { DebugProtocol } from "@vscode/debugprotocol";

const MAIN = `％さくら
＊話
　＄x＝１
　さくら：一。
　＄x＝＄x＋１
　＞枝（「引数」）
　＞数える
　さくら：＄x　終わり。
　・枝
　　さくら：枝、＄０。
\`\`\`lua
function SCENE.数える(act)
  local 合計 = 0
  for i = 1, 3 do
    合計 = 合計 + i
  end
  act.save.合計 = 合計
end
\`\`\`
＊質問
　さくら：どれ？
　＠？甲
　＠？乙
　・甲
　　さくら：甲です。
　・乙
　　さくら：乙です。
＊失敗
　＞ない
　さくら：続き。
＊止まらない
　＞回る
\`\`\`lua
function SCENE.回る(act) while true do end end
\`\`\`
`;

interface Trial {
  readonly client: DebugClient;
  readonly root: string;
  readonly file: string;
  /** What the program has said, line by line. */
  readonly said: string[];
}

/** Starts the adapter on a ghost of its own and ends it afterwards. */
async function check(run: (trial: Trial) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "pasta 試験-"));
  const file = join(root, "dic", "会話.pasta");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(join(root, "pasta.toml"), '[actor."さくら"]\nspot = 0\n');
  writeFileSync(file, MAIN);
  const client = new DebugClient("node", fileURLToPath(new URL("dap-entry.mjs", import.meta.url)), "pasta", {
    stdio: "pipe",
  });
  const said: string[] = [];
  client.on("output", (event: DebugProtocol.OutputEvent) => {
    if (event.body.category === "stdout") said.push(event.body.output.trimEnd());
  });
  try {
    await client.start();
    await run({ client, root, file, said });
  } finally {
    await client.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Starts a scene; `breakpoints` are set before it runs. */
async function launch(
  { client, root, file }: Trial,
  config: object,
  breakpoints: DebugProtocol.SourceBreakpoint[] = [],
  more: () => Promise<unknown> = async () => {},
): Promise<DebugProtocol.Breakpoint[]> {
  await client.initializeRequest({
    adapterID: "pasta",
    linesStartAt1: true,
    columnsStartAt1: true,
    pathFormat: "path",
    locale: "en",
  });
  const initialized = client.waitForEvent("initialized", 20_000);
  await client.launchRequest({ program: root, shuffle: false, ...config } as DebugProtocol.LaunchRequestArguments);
  await initialized;
  const set = await client.setBreakpointsRequest({ source: { path: file }, breakpoints });
  await more();
  await client.configurationDoneRequest();
  return set.body.breakpoints;
}

async function top(client: DebugClient): Promise<DebugProtocol.StackFrame> {
  const { body } = await client.stackTraceRequest({ threadId: 1 });
  const frame = body.stackFrames.find(({ source }) => source !== undefined);
  assert.ok(frame !== undefined, "a frame of the user's");
  return frame;
}

async function scope(
  client: DebugClient,
  frameId: number,
  name: string,
): Promise<{ reference: number; values: Map<string, string> }> {
  const { body } = await client.scopesRequest({ frameId });
  const reference = body.scopes.find((each) => each.name === name)?.variablesReference ?? 0;
  const variables = await client.variablesRequest({ variablesReference: reference });
  return { reference, values: new Map(variables.body.variables.map((each) => [each.name, each.value])) };
}

describe("pasta dap", function () {
  this.timeout(30_000);

  it("runs a scene to its end and says everything", () =>
    check(async (trial) => {
      const ended = trial.client.waitForEvent("terminated", 20_000);
      await launch(trial, { scene: "話", noDebug: true });
      await ended;
      assert.deepEqual(trial.said, ["さくら：一。", "さくら：枝、引数。", "さくら：2終わり。"]);
    }));

  it("stops at a breakpoint, shows, evaluates Pasta and Lua, sets, steps in, over and out", () =>
    check(async (trial) => {
      const { client, file } = trial;
      const stopped = () => client.waitForEvent("stopped", 20_000) as Promise<DebugProtocol.StoppedEvent>;
      let next = stopped();
      const bound = await launch(trial, { scene: "話" }, [{ line: 6 }, { line: 1000 }]);
      assert.deepEqual(
        bound.map(({ verified }) => verified),
        [true, false],
      );
      const first = await next;
      assert.deepEqual([first.body.reason, first.body.hitBreakpointIds], ["breakpoint", [bound[0]?.id]]);
      const frame = await top(client);
      assert.deepEqual([frame.name, frame.line, frame.source?.path], ["話_1::__start__", 6, file]);
      assert.deepEqual((await scope(client, frame.id, "Variables")).values, new Map([["x", "2"]]));
      const evaluate = async (expression: string) =>
        (await client.evaluateRequest({ expression, frameId: frame.id, context: "watch" })).body.result;
      assert.equal(await evaluate("＄x＋４０"), "42");
      assert.equal(await evaluate("var.x * 2"), "4");
      const complete = async (text: string) => {
        const asked = { frameId: frame.id, text, column: text.length + 1 };
        const { body } = (await client.customRequest("completions", asked)) as DebugProtocol.CompletionsResponse;
        return body.targets.map(({ label }) => label);
      };
      assert.deepEqual(await complete("１＋＄"), ["＄x"]);
      assert.deepEqual(await complete("print(sav"), ["save"]);
      const { reference } = await scope(client, frame.id, "Variables");
      await client.setVariableRequest({ variablesReference: reference, name: "x", value: "＄x＋５" });
      const go = async (how: () => Promise<unknown>) => {
        next = stopped();
        await how();
        assert.equal((await next).body.reason, "step");
        return (await top(client)).line;
      };
      assert.equal(await go(() => client.stepInRequest({ threadId: 1 })), 9);
      assert.equal(await go(() => client.nextRequest({ threadId: 1 })), 10);
      assert.equal(await go(() => client.stepOutRequest({ threadId: 1 })), 7);
      const ended = client.waitForEvent("terminated", 20_000);
      await client.continueRequest({ threadId: 1 });
      await ended;
      assert.equal(trial.said.at(-1), "さくら：7終わり。");
    }));

  it("asks conditions, counts hits, writes log points", () =>
    check(async (trial) => {
      const { client } = trial;
      const logged: string[] = [];
      client.on("output", (event: DebugProtocol.OutputEvent) => {
        if (event.body.category === "console") logged.push(event.body.output.trimEnd());
      });
      const stops = client.waitForEvent("stopped", 20_000);
      await launch(trial, { scene: "話" }, [
        { line: 15, condition: "i == 2" },
        { line: 15, logMessage: "i は {i}、{{合計}" },
        { line: 4, hitCondition: "5" },
      ]);
      await stops;
      const frame = await top(client);
      assert.equal((await scope(client, frame.id, "Lua: locals")).values.get("i"), "2");
      const ended = client.waitForEvent("terminated", 20_000);
      await client.continueRequest({ threadId: 1 });
      await ended;
      assert.deepEqual(logged.slice(1), ["i は 1、{合計}", "i は 2、{合計}", "i は 3、{合計}"]);
    }));

  it("stops on entry, at scenes by name, and at what cannot be found", () =>
    check(async (trial) => {
      const { client } = trial;
      const reasons: string[] = [];
      const waiting: (() => void)[] = [];
      client.on("stopped", (event: DebugProtocol.StoppedEvent) => {
        reasons.push(event.body.reason);
        waiting.shift()?.();
      });
      const stop = () => new Promise<void>((resolve) => waiting.push(resolve));
      let next = stop();
      await launch(trial, { scene: "失敗", stopOnEntry: true }, [], async () => {
        await client.setExceptionBreakpointsRequest({ filters: ["unresolved"] });
        await client.setFunctionBreakpointsRequest({ breakpoints: [{ name: "＊枝" }] });
      });
      await next;
      assert.equal((await top(client)).line, 28);
      next = stop();
      await client.continueRequest({ threadId: 1 });
      await next;
      assert.equal((await top(client)).line, 29);
      const info = (await client.customRequest("exceptionInfo", {
        threadId: 1,
      })) as DebugProtocol.ExceptionInfoResponse;
      assert.deepEqual([info.body.exceptionId, info.body.description], ["failure", "【シーンが見つからない：＞ない】"]);
      const ended = client.waitForEvent("terminated", 20_000);
      await client.continueRequest({ threadId: 1 });
      await ended;
      assert.deepEqual(reasons, ["entry", "exception"]);
    }));

  it("goes on with choices: those of the configuration, then those typed", () =>
    check(async (trial) => {
      const { client } = trial;
      const asked = new Promise<void>((resolve) => {
        client.on("output", (event: DebugProtocol.OutputEvent) => {
          if (event.body.output.startsWith("Type the number")) resolve();
        });
      });
      await launch(trial, { scene: "質問" });
      await asked;
      const ended = client.waitForEvent("terminated", 20_000);
      await client.evaluateRequest({ expression: "２", context: "repl" });
      await ended;
      assert.deepEqual(trial.said, ["さくら：どれ？", "1. 甲", "2. 乙", "さくら：乙です。"]);
    }));

  it("pauses a loop without an end, and terminates it", () =>
    check(async (trial) => {
      const { client } = trial;
      await launch(trial, { scene: "止まらない" });
      const stopped = client.waitForEvent("stopped", 20_000);
      await client.pauseRequest({ threadId: 1 });
      await stopped;
      const ended = client.waitForEvent("terminated", 20_000);
      await client.terminateRequest();
      await ended;
    }));

  it("lists sources and lines that can stop, plays a place, and says what is wrong", () =>
    check(async (trial) => {
      const { client, file } = trial;
      const ended = client.waitForEvent("terminated", 20_000);
      await launch(trial, { file, line: 27 }, [], async () => {
        const sources = (await client.customRequest("loadedSources")) as DebugProtocol.LoadedSourcesResponse;
        assert.deepEqual(
          sources.body.sources.map(({ path }) => path),
          [file],
        );
        const lines = (await client.customRequest("breakpointLocations", {
          source: { path: file },
          line: 2,
          endLine: 8,
        })) as DebugProtocol.BreakpointLocationsResponse;
        assert.deepEqual(
          lines.body.breakpoints.map(({ line }) => line),
          [2, 3, 4, 5, 6, 7, 8],
        );
      });
      await ended;
      assert.deepEqual(trial.said, ["さくら：乙です。"]);
    }));

  it("takes the protocol's defaults from clients that say little", () =>
    check(async ({ client }) => {
      const { body } = await client.initializeRequest({ adapterID: "pasta" });
      assert.equal(body?.supportsConfigurationDoneRequest, true);
    }));

  it("refuses a configuration without a scene, and a folder without a ghost", () =>
    check(async ({ client, root }) => {
      await client.initializeRequest({
        adapterID: "pasta",
        linesStartAt1: true,
        columnsStartAt1: true,
        pathFormat: "path",
        locale: "ja",
      });
      await assert.rejects(client.launchRequest({ program: root } as DebugProtocol.LaunchRequestArguments), /シーン/);
      await assert.rejects(
        client.launchRequest({ program: join(root, "none"), scene: "話" } as DebugProtocol.LaunchRequestArguments),
        /ゴースト/,
      );
    }));
});
