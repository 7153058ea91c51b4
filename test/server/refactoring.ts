/** Refactorings on a fixture: what is offered, and the files and findings after each. */
import assert from "node:assert/strict";
import type { TextEdit } from "vscode-languageserver-types";
import type { Strategy } from "#core/resolve/index.ts";
import { refactorings } from "#server/features/refactor.ts";
import { parseFixture } from "#test/support/fixture.ts";
import { featureFixture } from "./feature.ts";

/** The files after an edit; edits of one file do not overlap. */
export function applied(
  text: string,
  edits: readonly TextEdit[],
  offset: (position: TextEdit["range"]["start"]) => number,
): string {
  const ordered = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return ordered.reduce((now, { range, newText }) => {
    return now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end));
  }, text);
}

/**
 * Offers for the range `⟦x⟧…⟦/x⟧` (or the caret). The result of each is given as its files joined by `//- /path`; null
 * where only its being offered matters. After each, the ghost has the kinds of findings that it had.
 */
export async function checkRefactorings(
  source: string,
  expected: Readonly<Record<string, string | null>>,
  { kind = "", strategy = "merged" }: { readonly kind?: string; readonly strategy?: Strategy } = {},
): Promise<void> {
  const fixture = await featureFixture(source, { strategy });
  const { context } = fixture;
  const marked = parseFixture(source);
  const range = marked.ranges.get("x");
  const place = marked.carets[0]?.offset ?? 0;
  const [start, end] = range === undefined ? [place, place] : [range.start, range.end];
  const offered = refactorings(context, context.here.range(start, end), fixture.parser);
  const actions = offered.filter((action) => action.kind?.startsWith(kind));
  assert.deepEqual(
    actions.map(({ title }) => title),
    Object.keys(expected),
  );
  for (const { title, edit } of actions) {
    const files = new Map(marked.files.map(({ path, text }) => [path, text]));
    for (const [uri, edits] of Object.entries(edit?.changes ?? {})) {
      const path = uri.replace("ghost:/", "");
      const lines = fixture.contextOf(path).here;
      files.set(
        path,
        applied(files.get(path) ?? "", edits, (position) => lines.offset(position)),
      );
    }
    const joined = [...files].map(([path, text]) => `//- /${path}\n${text}`).join("");
    const wanted = expected[title];
    if (wanted !== null && wanted !== undefined) assert.equal(joined, wanted);
    const codes = async (text: string) => {
      const { checker } = await featureFixture(text);
      return checker
        .paths()
        .flatMap((path) => checker.diagnostics(path).map(({ code }) => code))
        .filter((code, i, all) => all.indexOf(code) === i)
        .sort();
    };
    assert.deepEqual(await codes(joined), await codes(source), title);
  }
}
