/** Values beside the lines of a scene that stands in the debugger. */
import assert from "node:assert/strict";
import { inlineValues } from "#server/features/inline-value.ts";
import { featureFixture } from "./feature.ts";

/** `line:text=what the debugger is asked` for the program standing at the caret. */
async function check(source: string, expected: readonly string[]): Promise<void> {
  const { context, position } = await featureFixture(source);
  const stopped = { start: position, end: position };
  const shown = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const found = inlineValues(context, shown, stopped).map((value) => {
    const { start, end } = value.range;
    const asked = "expression" in value ? value.expression : "variableName" in value ? value.variableName : "";
    return `${start.line}:${context.text.slice(context.here.offset(start), context.here.offset(end))}=${asked}`;
  });
  assert.deepEqual(found, expected);
}

describe("inline values", () => {
  it("are those of the local scene, up to the line", () =>
    check("＊a\n　＄x＝１\n　・b\n　　＄y＝＄＊z\n　　さくら：＄y‸　＄ｗ\n　　さくら：＄v\n", [
      "3:y=＄y",
      "3:z=＄＊z",
      "4:y=＄y",
      "4:ｗ=＄ｗ",
    ]));

  it("ask in full width for what is written in half width", () =>
    check("＊a\n　$x = 1\n　$*y = $x‸\n", ["1:x=＄x", "2:y=＄＊y", "2:x=＄x"]));

  it("are Lua's locals in code, of the function around, and no fields or texts", () =>
    check(
      "＊a\n```lua\nfunction SCENE.f(act, 別) end\nfunction SCENE.g(act, 数)\n  local 和, b = 0, act.b\n  for i = 1, 数 do\n    和 = 和 + i -- 和\n    act.和 = '和'‸\n  end\n  和 = 1\nend\n```\n　さくら：x\n",
      ["3:数=数", "4:和=和", "4:b=b", "5:i=i", "5:数=数", "6:和=和", "6:和=和", "6:i=i"],
    ));

  it("are nothing above the first scene", () => check("％さ‸くら\n＊a\n　＄x＝１\n", []));
});
