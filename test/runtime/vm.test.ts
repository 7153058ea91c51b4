/** The VM alone: values over the border, positions, errors, coroutines, turns, and a life that ends where it must. */
import assert from "node:assert/strict";
import { loadRuntime } from "#runtime/node/assets.ts";
import { defaultLimits, type Limits, LuaError, ScriptEnded } from "#runtime/vm/limits.ts";
import { LuaVm } from "#runtime/vm/vm.ts";

async function newVm(limits: Partial<Limits> = {}, written: string[] = []): Promise<LuaVm> {
  const { module } = await loadRuntime();
  return new LuaVm(module, {
    limits: { ...defaultLimits, ...limits },
    now: () => 0,
    write: (text) => written.push(text),
  });
}

describe("the VM", () => {
  it("carries values over and back", async () => {
    const vm = await newVm();
    const values = [
      true,
      false,
      0,
      -1.5,
      2 ** 53,
      Number.POSITIVE_INFINITY,
      "",
      "あいう",
      "a\u0000b",
      "🍝",
      "x".repeat(100_000),
    ];
    vm.setGlobal("echo", (given) => given as string);
    for (const value of values) {
      vm.setGlobal("value", value);
      assert.deepEqual(vm.run({ name: "=t", text: "return value, echo(value)" }), [value, value]);
    }
    vm.setGlobal("nested", { list: [1, "二", [3]], 名: new Map([["__proto__", "own"]]) });
    assert.deepEqual(vm.run({ name: "=t", text: "return nested.list[3][1], #nested.list, nested['名'].__proto__" }), [
      3,
      3,
      "own",
    ]);
  });

  it("keeps strings of any bytes whole inside, and shows what is no UTF-8 as U+FFFD", async () => {
    const vm = await newVm();
    const [length, shown, same] = vm.run({
      name: "=t",
      text: "local s = {} for i = 0, 255 do s[#s + 1] = string.char(i) end s = table.concat(s) return #s, '\\255あ', s == s:reverse():reverse()",
    });
    assert.deepEqual([length, shown, same], [256, "\ufffdあ", true]);
    vm.setGlobal("bytes", Uint8Array.from([0, 255, 128, 65]));
    assert.deepEqual(vm.run({ name: "=t", text: "return bytes:byte(1, -1)" }), [0, 255, 128, 65]);
  });

  it("cuts tables that hold themselves, and never runs their code to show them", async () => {
    const vm = await newVm();
    const [table] = vm.run({
      name: "=t",
      text: "local t = setmetatable({}, { __tostring = error, __pairs = error }) t.t = t return t",
    });
    let depth = 0;
    let inner: unknown = table;
    while (inner instanceof Map) {
      inner = inner.get("t");
      depth++;
    }
    assert.match(String(inner), /^table: 0x/);
    assert.ok(depth < 50);
  });

  it("speaks of the lines that it is given", async () => {
    const vm = await newVm();
    const lines = Int32Array.from([10, 20, 30, 40]);
    const fail = (text: string) => {
      try {
        vm.run({ name: "@dic/会話.pasta", text, lines });
      } catch (error) {
        return (error as Error).message;
      }
      return "";
    };
    assert.equal(fail("\n\nerror('わざと')\n"), "dic/会話.pasta:30: わざと");
    assert.equal(fail("\nlocal = 1\n"), "dic/会話.pasta:20: '<name>' expected near '='");
    assert.equal(fail("x = [[\n\n]] error('後')"), "dic/会話.pasta:30: 後", "a long string counts its lines");
    vm.setGlobal("where", () => vm.position()?.line ?? 0);
    assert.deepEqual(
      vm.run({ name: "@a.lua", text: "\nreturn coroutine.wrap(function()\n  return where()\nend)()", lines }),
      [30],
    );
  });

  it("tells errors of the host apart from errors of Lua", async () => {
    const vm = await newVm();
    vm.setGlobal("lua", () => {
      throw new LuaError("from the host");
    });
    vm.setGlobal("bug", () => {
      throw new TypeError("a fault of ours");
    });
    assert.deepEqual(vm.run({ name: "=t", text: "return pcall(lua)" }), [false, "from the host"]);
    assert.throws(() => vm.run({ name: "=t", text: "pcall(bug)" }), TypeError, "pcall does not hide it");
    assert.throws(() => vm.run({ name: "=t", text: "error({})" }), /error object is a table value/);
  });

  it("lets the host call back into Lua, coroutines and errors across included", async () => {
    const vm = await newVm();
    const twice = vm.load({ name: "=twice", text: "local f = ... return (f or error)(2)" });
    vm.setGlobal("again", (n) => vm.call(twice, (m) => Number(m) * Number(n))[0] as number);
    assert.deepEqual(vm.run({ name: "=t", text: "return coroutine.wrap(function() return again(21) end)()" }), [42]);
    vm.setGlobal("fails", () => vm.call(twice)[0] as number);
    assert.deepEqual(vm.run({ name: "=t", text: "local ok, e = pcall(fails) return ok, e" }), [false, "twice:1: 2"]);
    assert.deepEqual(vm.run({ name: "=t", text: "return 'whole'" }), ["whole"]);
  });

  it("counts work by turn, and is gone after an end", async () => {
    const vm = await newVm({ instructions: 200_000 });
    for (let turn = 0; turn < 20; turn++) vm.run({ name: "=t", text: "for i = 1, 50000 do end" });
    assert.throws(
      () => vm.run({ name: "@x.lua", text: "\nwhile true do end" }),
      (error: unknown) => error instanceof ScriptEnded && error.reason === "instructions" && error.position?.line === 2,
    );
    assert.throws(() => vm.run({ name: "=t", text: "return 1" }), ScriptEnded, "an ended VM stays ended");
  });

  it("ends when it is told to, between two steps of a loop", async () => {
    const { module } = await loadRuntime();
    let asked = 0;
    const vm = new LuaVm(module, { limits: defaultLimits, now: () => 0, write: () => {}, stopped: () => ++asked > 3 });
    assert.throws(
      () => vm.run({ name: "=t", text: "while true do pcall(function() end) end" }),
      (error: unknown) => error instanceof ScriptEnded && error.reason === "stopped",
    );
  });

  it("prints through the host, and shares nothing with its neighbour", async () => {
    const one: string[] = [];
    const two: string[] = [];
    const [a, b] = [await newVm({}, one), await newVm({}, two)];
    a.run({ name: "=t", text: "x = 1 print('あ', 1 / 3, nil)" });
    assert.deepEqual(b.run({ name: "=t", text: "return x" }), [undefined]);
    assert.deepEqual([one.join(""), two.join("")], ["あ\t0.33333333333333\tnil\n", ""]);
  });
});
