/** What a writer types and asks in a large ghost, and what its size costs: by turns with one of a tenth of its scenes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { benchGhost } from "./ghost.ts";
import { type ServerProcess, startProcess, startWatched } from "./lsp-process.ts";
import { clearMemory, percentile, report } from "./measure.ts";

/** A server with a ghost that has been read, and a file of it open. */
interface Session {
  readonly server: ServerProcess;
  readonly label: string;
  readonly uri: string;
  /** Lines in the middle of the file: a scene's header, a call, and one whose speech holds a word. */
  readonly header: number;
  readonly call: number;
  readonly speech: number;
  /** How many characters of the speech stand before the word's name. */
  readonly before: number;
}

interface Question {
  readonly what: string;
  /** At most so many milliseconds at p99. */
  readonly most?: number;
  /** Asked with every key, so that the size of the ghost should not be felt. */
  readonly isPerKey?: boolean;
  /** How often it is asked in each turn. */
  readonly count: number;
  /** Asks for the `i`th time. */
  readonly ask: (session: Session, i: number) => Promise<unknown>;
}

const QUESTIONS: readonly Question[] = [
  {
    what: "edit of a call to findings",
    most: 16,
    isPerKey: true,
    count: 40,
    ask: ({ call, ...at }, i) => toggle(at, call, 2, i),
  },
  {
    what: "edit of a header to findings",
    most: 16,
    isPerKey: true,
    count: 40,
    ask: ({ header, ...at }, i) => toggle(at, header, 1, i),
  },
  {
    what: "edit that takes a scene away, or brings it back, to findings",
    most: 16,
    isPerKey: true,
    count: 40,
    ask: ({ header, ...at }, i) => toggle(at, header, 0, i),
  },
  {
    what: "completion of no name yet",
    most: 16,
    isPerKey: true,
    count: 40,
    ask: (session) => atCall(session, "textDocument/completion", 2),
  },
  {
    what: "completion of a beginning",
    most: 16,
    isPerKey: true,
    count: 40,
    ask: (session) => atCall(session, "textDocument/completion", 3),
  },
  {
    what: "completion of a word",
    most: 16,
    isPerKey: true,
    count: 40,
    ask: ({ server, uri, speech, before }) =>
      server.request("textDocument/completion", {
        textDocument: { uri },
        position: { line: speech, character: before },
      }),
  },
  {
    what: "colours of a screen",
    isPerKey: true,
    count: 40,
    ask: (session) => ofScreen(session, "semanticTokens/range"),
  },
  { what: "hints of a screen", isPerKey: true, count: 40, ask: (session) => ofScreen(session, "inlayHint") },
  { what: "definition", most: 10, count: 40, ask: (session) => atCall(session, "textDocument/definition", 3) },
  { what: "hover", most: 10, count: 40, ask: (session) => atCall(session, "textDocument/hover", 3) },
  {
    what: "references",
    most: 150,
    count: 20,
    ask: (session) => onHeader(session, "textDocument/references", { context: { includeDeclaration: true } }),
  },
  {
    what: "rename",
    most: 150,
    count: 20,
    ask: (session) => onHeader(session, "textDocument/rename", { newName: "新しい名前" }),
  },
  {
    what: "workspace symbols",
    most: 50,
    count: 20,
    ask: ({ server }) => server.request("workspace/symbol", { query: "会話朝" }),
  },
];

/** Times that do not count, for code that nobody has run yet; the slowest of them is told beside. */
const FIRST = 20;
const TURNS = 10;

/** What a writer asks in ghosts of 1,000 and of 10,000 scenes. */
export async function asking(real: string, noop: string): Promise<void> {
  for (const files of [10, 100]) await watchedLoading(real, benchGhost(files, 100), files);
  const floor = await startProcess(noop);
  const sessions: Session[] = [];
  for (const files of [10, 100]) sessions.push(await load(real, floor, files));
  for (const question of QUESTIONS) await measure(question, sessions);
  for (const { server, label } of sessions) {
    report(`${label}: memory over the no-op server, behind all questions`, server.memory() - floor.memory(), "MB");
    server.stop();
  }
  floor.stop();
}

/** Asks one question of both by turns, so that whatever else the machine does meets both. */
async function measure({ what, most, isPerKey, count, ask }: Question, sessions: readonly Session[]): Promise<void> {
  const all = sessions.map((session) => ({ session, first: [] as number[], times: [] as number[], asked: 0 }));
  const run = async (one: (typeof all)[number], into: number[], often: number) => {
    // What this process throws away is no answer's business.
    clearMemory();
    for (let i = 0; i < often; i++) {
      const from = performance.now();
      await ask(one.session, one.asked++);
      into.push(performance.now() - from);
    }
  };
  for (const one of all) await run(one, one.first, FIRST);
  for (let turn = 0; turn < TURNS; turn++) for (const one of all) await run(one, one.times, count);
  for (const { session, first, times } of all) {
    report(`${session.label}: ${what}, slowest of the first ${FIRST}`, Math.max(...first), "ms");
    report(`${session.label}: ${what}, p99`, percentile(times, 0.99), "ms", most === undefined ? undefined : { most });
  }
  const [small, large] = all.map(({ times }) => percentile(times, 0.5)) as [number, number];
  const ratio = large / small;
  report(`${what}: 10,000 scenes to 1,000, p50`, ratio, "times", isPerKey ? { most: 1.5 } : undefined);
}

/** Puts a letter in, or takes it out again. */
function toggle(
  { server, uri }: Pick<Session, "server" | "uri">,
  line: number,
  character: number,
  i: number,
): Promise<number> {
  const [start, end] = [
    { line, character },
    { line, character: i % 2 === 0 ? character : character + 1 },
  ];
  return server.edit(uri, { start, end }, i % 2 === 0 ? "ん" : "");
}

function atCall({ server, uri, call }: Session, method: string, character: number): Promise<unknown> {
  return server.request(method, { textDocument: { uri }, position: { line: call, character } });
}

function ofScreen({ server, uri, call }: Session, what: string): Promise<unknown> {
  const range = { start: { line: call - 20, character: 0 }, end: { line: call + 20, character: 0 } };
  return server.request(`textDocument/${what}`, { textDocument: { uri }, range });
}

function onHeader({ server, uri, header }: Session, method: string, more: object): Promise<unknown> {
  return server.request(method, { textDocument: { uri }, position: { line: header, character: 2 }, ...more });
}

/** Settles when a ghost of so many files has been read and looked at. */
function loaded(server: ServerProcess, files: number): Promise<void> {
  return server.next(
    "pasta/status",
    ({ ghosts }: { readonly ghosts: readonly { readonly files: number }[] }) => ghosts[0]?.files === files,
  );
}

/** Reads a ghost, and opens a file of it. Nobody watches: on a machine of two cores watching takes its share. */
async function load(real: string, floor: ServerProcess, files: number): Promise<Session> {
  const label = `${files * 100} scenes`;
  const goal = (most: number) => (files === 100 ? { most } : undefined);
  const folder = benchGhost(files, 100);
  const server = await startProcess(real, folder);
  await loaded(server, files);
  report(`${label}: first complete findings`, performance.now() - server.started, "ms", goal(3500));
  report(`${label}: memory over the no-op server`, server.memory() - floor.memory(), "MB", goal(150));
  const path = join(folder, "dic", `${String(files >> 1).padStart(4, "0")}.pasta`);
  const uri = pathToFileURL(path).href;
  const text = readFileSync(path, "utf8");
  await server.open(uri, text);
  const lines = text.split("\n");
  const middle = (mark: RegExp) => lines.findIndex((one, i) => i > lines.length / 2 && mark.test(one));
  const speech = middle(/^　[^　＠]+：.*＠/);
  const before = (lines[speech] ?? "").indexOf("＠") + 1;
  return { server, label, uri, header: middle(/^＊/), call: middle(/^　＞/), speech, before };
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
