/** Values of variables, typed and written: what is shown is read back as what it was. */
import { strict as assert } from "node:assert";
import fc from "fast-check";
import { readValue, writeValue } from "#client/run-scene/values.ts";

function check(text: string, value: string | number | boolean): void {
  assert.deepEqual(readValue(text), value, text);
}

describe("a variable's value", () => {
  it("is a number, a truth value, or text", () => {
    check("3", 3);
    check(" -2.5 ", -2.5);
    check("１２．５", 12.5);
    check("－１", -1);
    check("1e3", 1000);
    check("true", true);
    check("false", false);
    check("まこ", "まこ");
    check("", "");
    check("3人", "3人");
    check("1e999", "1e999");
  });

  it("is text between brackets or quotes, whatever it looks like", () => {
    check("「3」", "3");
    check('"true"', "true");
    check("「」", "");
    check("「「」」", "「」");
  });

  it("is read as what it was written from", () => {
    const value = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("", " ", "3", "true", "「」", '"a"', "１", " 3 ", "「", "-0"),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
      fc.boolean(),
    );
    fc.assert(fc.property(value, (plain) => assert.deepEqual(readValue(writeValue(plain)), plain)));
  });
});
