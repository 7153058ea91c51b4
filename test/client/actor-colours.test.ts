/** Colours of actors: steady, apart as long as there are enough, and readable in every kind of theme. */
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { assignColours, COLOURS } from "#client/assign-colours.ts";
import { repository } from "#scripts/cache.ts";

interface Contributed {
  readonly id: string;
  readonly defaults: Readonly<Record<string, string>>;
}

const { contributes } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  readonly contributes: { readonly colors: readonly Contributed[] };
};

/** Relative luminance, by WCAG 2.2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Editor backgrounds of VS Code's own themes, and the contrast that text needs there. */
const THEMES: Readonly<Record<string, readonly [backgrounds: readonly string[], least: number]>> = {
  dark: [["#1e1e1e", "#1f1f1f", "#282c34"], 4.5],
  light: [["#ffffff", "#f8f8f8"], 4.5],
  highContrast: [["#000000"], 7],
  highContrastLight: [["#ffffff"], 7],
};

describe("colours of actors", () => {
  it("are those of the manifest, readable on every background, and no two alike", () => {
    assert.deepEqual(
      contributes.colors.map(({ id }) => id),
      Array.from({ length: COLOURS }, (_, i) => `pasta.actor${i + 1}`),
    );
    for (const [theme, [backgrounds, least]] of Object.entries(THEMES)) {
      const colours = contributes.colors.map(({ defaults }) => defaults[theme] ?? "");
      assert.equal(new Set(colours).size, COLOURS, theme);
      for (const colour of colours) {
        for (const background of backgrounds) {
          const found = contrast(colour, background);
          assert.ok(found >= least, `${theme} ${colour} on ${background}: ${found.toFixed(2)}`);
        }
      }
    }
  });

  it("stay with their actors whoever comes, and are shared only when all are taken", () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 });
    fc.assert(
      fc.property(names, names, (first, later) => {
        const known = assignColours({}, first);
        const all = assignColours(known, [...later, ...first]);
        for (const name of first)
          assert.equal(
            Object.entries(all).find(([one]) => one === name)?.[1],
            Object.entries(known).find(([one]) => one === name)?.[1],
          );
        const counts = Array.from(
          { length: COLOURS },
          (_, i) => Object.values(all).filter((colour) => colour === i).length,
        );
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, counts.join());
      }),
    );
  });

  it("depend on the name alone where nobody is in the way, and names like `__proto__` are names", () => {
    const alone = (name: string) => Object.values(assignColours({}, [name]))[0];
    assert.equal(alone("さくら"), alone("さくら"));
    const known = assignColours({}, ["さくら"]);
    assert.equal(assignColours(known, ["さくら"]), known);
    assert.equal(Object.entries(assignColours({}, ["__proto__", "constructor"])).length, 2);
  });
});
