/** Typing, as the benchmarks do it. */
import type { ServerProcess } from "./lsp-process.ts";

/** Edits that break and mend a line in the middle of a document: the first behind it that begins so. */
export async function edits(
  server: ServerProcess,
  uri: string,
  text: string,
  count: number,
  begins = "　＞",
  warm = WARM,
): Promise<number[]> {
  const lines = text.split("\n");
  const middle = Math.floor(lines.length / 2);
  const line = middle + lines.slice(middle).findIndex((one) => one.startsWith(begins));
  const at = { line, character: begins.length };
  const letter = begins === "　＞" ? "ん" : begins === "　＄" ? "（" : "(";
  const times: number[] = [];
  for (let i = 0; i < count + warm; i++) {
    const time =
      i % 2 === 0
        ? await server.edit(uri, { start: at, end: at }, letter)
        : await server.edit(uri, { start: at, end: { line, character: at.character + 1 } }, "");
    if (i >= warm) times.push(time);
  }
  return times;
}

/** Edits before the ones that count: the first hundreds run in code that nobody has compiled yet, on both sides. */
const WARM = 200;
