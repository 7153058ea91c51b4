/** What a writer asks in a large ghost, and what its size costs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { edits } from "./edits.ts";
import { benchGhost } from "./ghost.ts";
import { type ServerProcess, startProcess, startWatched } from "./lsp-process.ts";
import { percentile, report } from "./measure.ts";

/** Asks the server for next to nothing, again and again until `end`; the longest it took to answer, in milliseconds. */
async function longestWait(server: ServerProcess, end: Promise<void>): Promise<number> {
  let isOver = false;
  let longest = 0;
  void end.then(() => {
    isOver = true;
  });
  while (!isOver) {
    const from = performance.now();
    await server.request("bench/nothing", {}).catch(() => undefined);
    longest = Math.max(longest, performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return longest;
}

/** Settles when a ghost of so many files has been read and looked at. */
function loaded(server: ServerProcess, files: number): Promise<void> {
  return server.next(
    "pasta/status",
    ({ ghosts }: { readonly ghosts: readonly { readonly files: number }[] }) => ghosts[0]?.files === files,
  );
}

/** How long others wait while a ghost is read. */
async function watchedLoading(real: string, folder: string, files: number): Promise<void> {
  const label = `${files * 100} scenes`;
  const server = await startWatched(real, folder);
  server.watch();
  const longest = await longestWait(server, loaded(server, files));
  const heldUp = await server.heldUp();
  report(
    `${label}: longest that the event loop was held up meanwhile`,
    heldUp,
    "ms",
    files === 100 ? { most: 50 } : undefined,
  );
  report(`${label}: longest wait for an answer meanwhile`, longest, "ms");
  server.stop();
}

/** What a writer asks in a ghost of `files` times 100 scenes; the p50 of each, by name. */
export async function asking(real: string, noop: string, files: number): Promise<Record<string, number>> {
  const folder = benchGhost(files, 100);
  const label = `${files * 100} scenes`;
  const goal = (most: number) => (files === 100 ? { most } : undefined);
  await watchedLoading(real, folder, files);
  // Nobody watches here: on a machine of two cores watching takes its share of what it measures.
  const server = await startProcess(real, folder);
  await loaded(server, files);
  report(`${label}: first complete findings`, performance.now() - server.started, "ms", goal(3500));
  const floor = await startProcess(noop);
  const over = (memory: number) => memory - floor.memory();
  report(`${label}: memory over the no-op server`, over(server.memory()), "MB", goal(150));
  const path = join(folder, "dic", `${String(files >> 1).padStart(4, "0")}.pasta`);
  const uri = pathToFileURL(path).href;
  const text = readFileSync(path, "utf8");
  await server.open(uri, text);
  const body = await edits(server, uri, text, 300);
  report(`${label}: edit of a call to findings, p99`, percentile(body, 0.99), "ms", { most: 16 });
  const lines = text.split("\n");
  const header = lines.findIndex((one, i) => i > lines.length / 2 && one.startsWith("＊"));
  const call = lines.findIndex((one, i) => i > lines.length / 2 && one.startsWith("　＞"));
  const headers: number[] = [];
  for (let i = 0; i < 300; i++) {
    const [start, end] = [
      { line: header, character: 1 },
      { line: header, character: i % 2 === 0 ? 1 : 2 },
    ];
    headers.push(await server.edit(uri, { start, end }, i % 2 === 0 ? "ん" : ""));
  }
  report(`${label}: edit of a header to findings, p99`, percentile(headers, 0.99), "ms", { most: 16 });
  const beginning = { line: call, character: 3 };
  const ask = async (what: string, most: number, method: string, more: object, count = 200): Promise<number> => {
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      const from = performance.now();
      await server.request(method, { textDocument: { uri }, position: beginning, ...more });
      times.push(performance.now() - from);
    }
    report(`${label}: ${what}, p99`, percentile(times, 0.99), "ms", { most });
    return percentile(times, 0.5);
  };
  const results = {
    "edit of a call": percentile(body, 0.5),
    "edit of a header": percentile(headers, 0.5),
    "completion of no name yet": await ask("completion of no name yet", 16, "textDocument/completion", {
      position: { line: call, character: 2 },
    }),
    "completion of a beginning": await ask("completion of a beginning", 16, "textDocument/completion", {}),
  };
  await ask("definition", 10, "textDocument/definition", {});
  await ask("hover", 10, "textDocument/hover", {});
  const onHeader = { position: { line: header, character: 2 } };
  await ask("references", 150, "textDocument/references", { ...onHeader, context: { includeDeclaration: true } }, 20);
  await ask("rename", 150, "textDocument/rename", { ...onHeader, newName: "新しい名前" }, 20);
  await ask("workspace symbols", 50, "workspace/symbol", { query: "会話朝" }, 20);
  report(`${label}: memory over the no-op server, behind all questions`, over(server.memory()), "MB");
  floor.stop();
  server.stop();
  return results;
}
