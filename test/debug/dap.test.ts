/** `pasta dap` driven by the protocol's own test client, through every capability that it declares. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { lineWith } from "../support/debugged-ghost.ts";
import { check, type Trial } from "./trial.ts";

const samples = fileURLToPath(new URL("../../samples", import.meta.url));

/** Capabilities that the tests below go through. */
const shown = new Set<string>();

/** A test that shows capabilities by their names. */
function shows(capabilities: readonly string[], title: string, run: (trial: Trial) => Promise<void>): void {
  for (const name of capabilities) shown.add(name);
  it(title, () => check(run));
}

describe("pasta dap", function () {
  this.timeout(30_000);

  shows(["supportsConfigurationDoneRequest"], "runs a scene to its end and says everything", async (trial) => {
    await trial.ends(() => trial.launch({ scene: "話", noDebug: true }, () => trial.break({ line: 4 })));
    assert.deepEqual(trial.said, ["さくら：一。", "さくら：枝、引数。", "さくら：2終わり。"]);
    assert.deepEqual(trial.stops, []);
  });

  shows([], "stops at a breakpoint where one can bind, shows, steps in, over and out", async (trial) => {
    const { client, file } = trial;
    let bound: DebugProtocol.Breakpoint[] = [];
    await trial.launch({ scene: "話" }, async () => {
      bound = await trial.break({ line: 6 }, { line: 16 }, { line: 19 }, { line: 1000 });
    });
    assert.deepEqual(
      bound.map(({ verified, line }) => (verified ? line : null)),
      [6, 17, null, null],
    );
    const first = await trial.stopped();
    assert.deepEqual([first.reason, first.hitBreakpointIds], ["breakpoint", [bound[0]?.id]]);
    const frame = await trial.top();
    assert.deepEqual([frame.name, frame.line, frame.source?.path], ["話", 6, file]);
    assert.deepEqual((await trial.scope("Variables")).values, new Map([["x", "2"]]));
    assert.equal(await trial.goes(() => client.stepInRequest({ threadId: 1 })), 9);
    assert.equal((await trial.top()).name, "話 › 枝");
    assert.equal(await trial.goes(() => client.nextRequest({ threadId: 1 })), 10);
    assert.deepEqual((await trial.scope("Arguments")).values, new Map([["[1]", '"引数"']]));
    assert.equal(await trial.goes(() => client.stepOutRequest({ threadId: 1 })), 7);
    assert.equal(await trial.goes(() => client.continueRequest({ threadId: 1 })), 17);
    const { stackFrames } = (await client.stackTraceRequest({ threadId: 1 })).body;
    const hints = stackFrames.map(({ name, presentationHint }) => [name, presentationHint ?? "normal"]);
    assert.deepEqual(
      hints.filter(([, hint]) => hint === "normal"),
      [
        ["数える", "normal"],
        ["話", "normal"],
      ],
    );
    await trial.runs();
  });

  shows(
    ["supportsSetVariable", "supportsSetExpression", "supportsEvaluateForHovers"],
    "evaluates Pasta and Lua, and sets what it shows",
    async (trial) => {
      const { client } = trial;
      await trial.launch({ scene: "話" }, () => trial.break({ line: 6 }));
      await trial.stopped();
      assert.equal(await trial.evaluate("＄x＋４０"), "42");
      assert.equal(await trial.evaluate("＄x＋４０", "hover"), "42");
      assert.equal(await trial.evaluate("var.x * 2", "repl"), "4");
      await assert.rejects(trial.evaluate("nil + 1"), /arithmetic/);
      const { reference } = await trial.scope("Variables");
      await client.setVariableRequest({ variablesReference: reference, name: "x", value: "＄x＋５" });
      assert.equal(await trial.evaluate("＄x"), "7");
      const { id: frameId } = await trial.top();
      const set = (expression: string, value: string) =>
        trial.request<{ value: string }>("setExpression", { expression, value, frameId });
      assert.equal((await set("＄x", "＄x＋１")).value, "8");
      assert.equal((await set("＄＊印", "「あ」")).value, '"あ"');
      assert.equal((await set("var.y", "2 ^ 4")).value, "16");
      assert.deepEqual((await trial.scope("Saved variables")).values, new Map([["印", '"あ"']]));
      await trial.runs();
      assert.equal(trial.said.at(-1), "さくら：8終わり。");
    },
  );

  shows([], "draws nothing by looking, and shows the decks", async (trial) => {
    await trial.launch({ scene: "引く" }, () => trial.break({ line: lineWith("＊引く") + 2 }));
    await trial.stopped();
    const [deck] = [...(await trial.scope("Decks")).values].filter(([name]) => name === "＠挨拶");
    assert.deepEqual(deck, ["＠挨拶", "2/3"]);
    assert.equal(await trial.evaluate("＠挨拶"), '"おはよう"');
    assert.equal(await trial.evaluate("＠ない"), "nil");
    await assert.rejects(trial.evaluate("(function() while true do end end)()"), /too long/);
    await assert.rejects(trial.evaluate("while true do coroutine.wrap(function() end)() end", "repl"), /too long/);
    assert.equal(await trial.evaluate("＠挨拶"), '"おはよう"');
    await trial.runs();
    assert.deepEqual(trial.said, ["さくら：やあ", "さくら：おはよう", "さくら：こんばんは"]);
  });

  shows(["supportsCompletionsRequest"], "completes names in the console", async (trial) => {
    await trial.launch({ scene: "話" }, () => trial.break({ line: 6 }));
    await trial.stopped();
    const complete = async (text: string) => {
      const { id: frameId } = await trial.top();
      const asked = { frameId, text, column: text.length + 1 };
      const { targets } = await trial.request<DebugProtocol.CompletionsResponse["body"]>("completions", asked);
      return targets.map(({ label }) => label);
    };
    assert.deepEqual(await complete("１＋＄"), ["＄x"]);
    assert.deepEqual(await complete("print(sav"), ["save"]);
    assert.deepEqual(await complete("＠挨"), ["＠挨拶"]);
    await trial.runs();
  });

  shows(
    ["supportsConditionalBreakpoints", "supportsHitConditionalBreakpoints", "supportsLogPoints"],
    "asks conditions, counts hits, writes log points",
    async (trial) => {
      await trial.launch({ scene: "話" }, () =>
        trial.break(
          { line: 15, condition: "i == 2" },
          { line: 15, hitCondition: ">=3" },
          { line: 15, logMessage: "i は {i}、{{合計}" },
          { line: 4, hitCondition: "5" },
          { line: 7, condition: "＄x＝＝９ or ＄０" },
          { line: 8, condition: "＄x ≧ ２" },
          { line: 10, condition: "1 +" },
        ),
      );
      await trial.stopped();
      assert.equal((await trial.top()).line, 10, "a condition that cannot be read stops");
      assert.equal(await trial.goes(() => trial.client.continueRequest({ threadId: 1 })), 15);
      assert.equal((await trial.scope("Lua: locals")).values.get("i"), "2");
      assert.equal(await trial.goes(() => trial.client.continueRequest({ threadId: 1 })), 15);
      assert.equal((await trial.scope("Lua: locals")).values.get("i"), "3");
      await trial.client.continueRequest({ threadId: 1 });
      await trial.stopped();
      assert.equal((await trial.top()).line, 8);
      await trial.runs();
      assert.deepEqual(
        trial.told.filter((line) => line.startsWith("i は")),
        ["i は 1、{合計}", "i は 2、{合計}", "i は 3、{合計}"],
      );
    },
  );

  shows(["supportsFunctionBreakpoints"], "stops where scenes begin, by the beginning of their names", async (trial) => {
    let bound: DebugProtocol.Breakpoint[] = [];
    await trial.launch({ scene: "話", stopOnEntry: true }, async () => {
      const names = [{ name: "＊枝" }, { name: "質", condition: "false" }, { name: "無い" }];
      bound = (await trial.client.setFunctionBreakpointsRequest({ breakpoints: names })).body.breakpoints;
    });
    assert.deepEqual(
      bound.map(({ verified }) => verified),
      [true, true, false],
    );
    assert.equal((await trial.stopped()).reason, "entry");
    assert.equal((await trial.top()).line, 2);
    await trial.client.continueRequest({ threadId: 1 });
    const stop = await trial.stopped();
    assert.deepEqual([stop.reason, stop.hitBreakpointIds], ["function breakpoint", [bound[0]?.id]]);
    assert.equal((await trial.top()).name, "話 › 枝");
    await trial.runs();
  });

  shows(["supportsExceptionInfoRequest"], "stops at what cannot be found, and at errors", async (trial) => {
    const info = () => trial.request<DebugProtocol.ExceptionInfoResponse["body"]>("exceptionInfo", { threadId: 1 });
    await trial.launch({ scene: "失敗" }, () =>
      trial.client.setExceptionBreakpointsRequest({ filters: ["unresolved", "lua-error"] }),
    );
    assert.equal((await trial.stopped()).reason, "exception");
    assert.equal((await trial.top()).line, lineWith("＞ない"));
    assert.deepEqual(await info(), {
      exceptionId: "failure",
      description: "【シーンが見つからない：＞ない】",
      breakMode: "always",
    });
    assert.equal(await trial.goes(() => trial.client.continueRequest({ threadId: 1 })), lineWith("わざと"));
    assert.equal((await info()).exceptionId, "lua-error");
    assert.match((await info()).description ?? "", /わざと/);
    await trial.runs();
  });

  shows(["supportsDataBreakpoints"], "stops when a saved variable gets another value", async (trial) => {
    await trial.launch({ scene: "数", saved: { 回数: 4 }, stopOnEntry: true });
    await trial.stopped();
    const { reference } = await trial.scope("Saved variables");
    const ask = (args: object) =>
      trial.request<DebugProtocol.DataBreakpointInfoResponse["body"]>("dataBreakpointInfo", args);
    const { dataId, description } = await ask({ variablesReference: reference, name: "回数" });
    assert.equal(description, "＄＊回数");
    assert.equal((await ask({ name: "＄＊外" })).dataId, "saved:外");
    assert.equal((await ask({ name: "＄x" })).dataId, null);
    assert.equal(
      (await ask({ variablesReference: (await trial.scope("Variables")).reference, name: "x" })).dataId,
      null,
    );
    await trial.request("setDataBreakpoints", {
      breakpoints: [{ dataId }, { dataId: "saved:外", accessType: "write" }],
    });
    await trial.client.continueRequest({ threadId: 1 });
    const first = await trial.stopped();
    assert.deepEqual([first.reason, first.text], ["data breakpoint", "＄＊回数: 4 → 5"]);
    await trial.client.continueRequest({ threadId: 1 });
    assert.equal((await trial.stopped()).text, "＄＊外: nil → 1");
    assert.equal((await trial.top()).source?.name, "main.lua");
    await trial.runs();
    assert.deepEqual(trial.said, ["さくら：5回目。"]);
  });

  shows([], "stops in Lua files of the ghost", async (trial) => {
    const file = join(trial.root, "scripts", "main.lua");
    let bound: DebugProtocol.Breakpoint[] = [];
    await trial.launch({ scene: "数" }, async () => {
      bound = await trial.breakIn(file, { line: 4 }, { line: 40 });
    });
    assert.deepEqual(
      bound.map(({ verified }) => verified),
      [true, false],
    );
    await trial.stopped();
    const { name, line, source } = await trial.top();
    assert.deepEqual([name, line, source?.path], ["外", 4, file]);
    assert.deepEqual((await trial.scope("Lua: upvalues")).values.get("回"), "0");
    assert.equal(await trial.evaluate("回 + 1"), "1");
    await trial.evaluate("回 = 6", "repl");
    await trial.runs();
    assert.deepEqual(trial.said, ["さくら：1回目。"]);
  });

  shows(
    ["supportsStepBack", "supportsRestartFrame", "supportsDelayedStackTraceLoading"],
    "goes back in time, and begins a frame again",
    async (trial) => {
      const { client } = trial;
      await trial.launch({ scene: "話" }, () => trial.break({ line: 4 }, { line: 15, condition: "i == 2" }));
      await trial.stopped();
      assert.equal(await trial.goes(() => client.continueRequest({ threadId: 1 })), 15);
      assert.deepEqual((await trial.scope("Lua: locals")).values.get("合計"), "1");
      assert.equal(await trial.goes(() => client.stepBackRequest({ threadId: 1 })), 14);
      assert.equal(await trial.goes(() => client.stepBackRequest({ threadId: 1 })), 15);
      assert.deepEqual((await trial.scope("Lua: locals")).values.get("合計"), "0");
      const part = await client.stackTraceRequest({ threadId: 1, startFrame: 1, levels: 1 });
      assert.equal(part.body.stackFrames.length, 1);
      assert.ok((part.body.totalFrames ?? 0) > 2);
      const frames = (await client.stackTraceRequest({ threadId: 1 })).body.stackFrames;
      const scene = frames.find(({ name }) => name === "話");
      const restart = (frameId: number) => trial.request("restartFrame", { frameId });
      assert.equal(await trial.goes(() => restart(frames[0]?.id ?? 0)), 13, "the first line of the function");
      assert.equal(await trial.goes(() => restart(scene?.id ?? 0)), 2);
      assert.equal(await trial.goes(() => client.continueRequest({ threadId: 1 })), 4);
      assert.equal(await trial.goes(() => client.continueRequest({ threadId: 1 })), 15);
      assert.equal(await trial.goes(() => client.reverseContinueRequest({ threadId: 1 })), 4);
      assert.equal(await trial.goes(() => client.reverseContinueRequest({ threadId: 1 })), 2);
      assert.deepEqual(trial.said, [], "nothing is told of the runs in between");
      await trial.break();
      await trial.runs();
      assert.deepEqual(trial.said, ["さくら：一。", "さくら：枝、引数。", "さくら：2終わり。"]);
    },
  );

  shows(["supportsGotoTargetsRequest"], "goes on at another line of the scene", async (trial) => {
    await trial.launch({ scene: "話" }, () => trial.break({ line: 5 }));
    await trial.stopped();
    const targets = async (line: number) =>
      (
        await trial.request<DebugProtocol.GotoTargetsResponse["body"]>("gotoTargets", {
          source: { path: trial.file },
          line,
        })
      ).targets;
    assert.deepEqual(await targets(15), [], "another function");
    assert.deepEqual(await targets(19), [], "no line at all");
    const [target] = await targets(8);
    const line = await trial.goes(() => trial.request("goto", { threadId: 1, targetId: target?.id ?? 0 }));
    assert.equal(line, 8);
    assert.equal(trial.stops.at(-1)?.reason, "goto");
    await trial.runs();
    assert.deepEqual(trial.said, ["さくら：一。", "さくら：1終わり。"]);
  });

  shows(
    [],
    "goes on with choices: those of the configuration, then those typed, and again after going back",
    async (trial) => {
      await trial.launch({ scene: "質問" }, () => trial.break({ line: lineWith("乙です") }));
      await trial.hears("Type the number");
      await trial.client.evaluateRequest({ expression: "２", context: "repl" });
      await trial.stopped();
      assert.equal(await trial.goes(() => trial.client.reverseContinueRequest({ threadId: 1 })), lineWith("＊質問"));
      trial.told.length = 0;
      await trial.client.continueRequest({ threadId: 1 });
      await trial.hears("Type the number");
      await trial.ends(() => trial.client.evaluateRequest({ expression: "1", context: "repl" }));
      assert.equal(trial.said.at(-1), "さくら：甲です。");
    },
  );

  shows(["supportsTerminateRequest"], "pauses a loop without an end, and terminates it", async (trial) => {
    const line = lineWith("＞回る");
    await trial.launch({ scene: "止まらない" }, () => trial.break({ line, logMessage: "回り始める" }));
    await trial.hears("回り始める");
    await trial.client.pauseRequest({ threadId: 1 });
    assert.equal((await trial.stopped()).reason, "pause");
    assert.equal((await trial.top()).line, lineWith("while true"));
    await trial.ends(() => trial.client.terminateRequest());
  });

  shows([], "stands where a limit strikes", async (trial) => {
    await trial.launch({ scene: "止まらない" });
    const stop = await trial.stopped();
    assert.equal(stop.reason, "exception");
    assert.equal((await trial.top()).line, lineWith("while true"));
    await trial.runs();
    assert.ok(trial.told.includes(stop.text ?? "?"), trial.told.join("\n"));
  });

  shows(
    ["supportsBreakpointLocationsRequest", "supportsLoadedSourcesRequest"],
    "lists sources and lines that can stop, and plays a place",
    async (trial) => {
      const { file } = trial;
      await trial.ends(() =>
        trial.launch({ file, line: lineWith("乙です"), program: undefined }, async () => {
          const sources = await trial.request<DebugProtocol.LoadedSourcesResponse["body"]>("loadedSources");
          assert.deepEqual(
            sources.sources.map(({ path }) => path),
            [file, join(trial.root, "scripts", "main.lua")],
          );
          const range = { source: { path: file }, line: 2, endLine: 19 };
          const lines = await trial.request<DebugProtocol.BreakpointLocationsResponse["body"]>(
            "breakpointLocations",
            range,
          );
          assert.deepEqual(
            lines.breakpoints.map(({ line }) => line),
            [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 17, 18],
          );
        }),
      );
      assert.deepEqual(trial.said, ["さくら：乙です。"]);
    },
  );

  shows([], "keeps its place while the file is edited", async (trial) => {
    const { client, file } = trial;
    await trial.launch({ scene: "話" }, () => trial.break({ line: 4 }));
    await trial.stopped();
    writeFileSync(file, `＃ 上に一行。\n${readFileSync(file, "utf8").replace("＞枝", "＃ 新しい行。\n　＞枝")}`);
    assert.equal((await trial.top()).line, 5);
    const bound = await trial.break({ line: 5 }, { line: 7 }, { line: 9 });
    assert.deepEqual(
      bound.map(({ verified, line }) => [verified, line]),
      [
        [true, 5],
        [false, 7],
        [true, 9],
      ],
    );
    assert.equal(await trial.goes(() => client.continueRequest({ threadId: 1 })), 9);
    await trial.runs();
    assert.equal(trial.said.at(-1), "さくら：2終わり。");
  });

  shows([], "takes the protocol's defaults, and clients that count from 0 and write URIs", async (trial) => {
    await trial.initialize({ linesStartAt1: false, columnsStartAt1: false, pathFormat: "uri" });
    const initialized = trial.client.waitForEvent("initialized", 20_000);
    const program = pathToFileURL(trial.root).href;
    await trial.client.launchRequest({ program, scene: "話", shuffle: false } as DebugProtocol.LaunchRequestArguments);
    await initialized;
    const path = pathToFileURL(trial.file).href;
    assert.deepEqual((await trial.breakIn(path, { line: 3 }))[0]?.verified, true);
    await trial.client.configurationDoneRequest();
    await trial.stopped();
    const frame = await trial.top();
    assert.deepEqual([frame.line, frame.column, decodeURI(frame.source?.path ?? "")], [3, 0, decodeURI(path)]);
    await trial.runs();
  });

  shows(
    [],
    "refuses a configuration without a scene, a folder without a ghost, and what it does not know",
    async (trial) => {
      const { client, root } = trial;
      await client.initializeRequest({ adapterID: "pasta", locale: "ja" } as never);
      const launch = (config: object) => client.launchRequest(config as DebugProtocol.LaunchRequestArguments);
      await assert.rejects(launch({ program: root }), /シーン/);
      await assert.rejects(launch({ program: join(root, "none"), scene: "話" }), /ゴースト/);
      await assert.rejects(launch({ program: samples, scene: "OnBoot" }), /複数のゴースト.*hello-ghost/);
      await assert.rejects(client.customRequest("threads"), /実行されていません/);
      await launch({ program: root, scene: "話" });
      await assert.rejects(client.customRequest("modules"), /modules/);
    },
  );

  it("has a test for every capability that it declares", () =>
    check(async (trial) => {
      const declared = Object.entries(await trial.initialize()).flatMap(([name, value]) =>
        value === true ? [name] : [],
      );
      assert.deepEqual(declared.sort(), [...shown].sort());
    }));
});
