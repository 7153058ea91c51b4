/** `pasta resolve GHOST [--from SCENE] KEY`: what a call of this name can draw, in order, with chances. */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import {
  type Attributes,
  compareLoadOrder,
  findScene,
  moduleOf,
  type SceneEntry,
  type Strategy,
  sanitizeName,
  sceneCandidates,
  splitRegisteredName,
  type Tables,
} from "#core/resolve/index.ts";
import { choose, readArguments } from "../arguments.ts";
import { type LoadedGhost, loadGhost, STRATEGIES } from "../ghost.ts";
import { EXIT, type Io, Misuse } from "../io.ts";
import { printedRange } from "../places.ts";

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, {
    from: { type: "string" },
    strategy: { type: "string" },
    filter: { type: "string", multiple: true },
    format: { type: "string" },
    batch: { type: "boolean" },
  });
  const strategy = choose("strategy", args.text("strategy"), STRATEGIES, "auto");
  const format = choose("format", args.text("format"), ["text", "json"], "text");
  const filters = readFilters(args.all("filter"));
  const [path, key, ...rest] = args.places;
  if (path === undefined) throw new Misuse("resolve needs a ghost");
  if (args.flag("batch")) {
    if (key !== undefined) throw new Misuse("resolve --batch takes its questions from standard input");
    return batch(await loadGhost(path, strategy, false), filters, io);
  }
  if (key === undefined || rest.length > 0) throw new Misuse("resolve needs a ghost and one name");
  const ghost = await loadGhost(path, strategy);
  const { tables, strategy: chosen } = ghost.project.snapshot;
  const from = registeredAs(tables, args.text("from"));
  const answer = sceneCandidates(tables, from, key, chosen, filters);
  const candidates = answer.ok ? answer.candidates.map((entry) => printed(ghost, entry, answer.candidates.length)) : [];
  if (format === "json") {
    io.out(
      `${JSON.stringify({ strategy: chosen, candidates, ...(!answer.ok && { problem: answer.problem.kind }) })}\n`,
    );
  } else if (answer.ok) {
    for (const { name, scope, chance, file, line } of candidates)
      io.out(`${name}\t${scope}\t${percent(chance)}\t${file}:${line}\n`);
  } else {
    io.out(`${answer.problem.kind}: ${key}\n`);
  }
  return answer.ok ? EXIT.clean : EXIT.problems;
}

/**
 * The registered name that `--from` means. Where no scene has it, the so-manieth scene that is written with that name
 * is meant: `＊会話` is registered under the target of its alias, and people ask for `会話_1`.
 */
function registeredAs(tables: Tables, written: string | undefined): string | null {
  if (written === undefined || findScene(tables, written) !== null) return written ?? null;
  const { name, counter } = splitRegisteredName(written);
  let left = counter;
  for (const [file, { scenes }] of [...tables.files].sort(([a], [b]) => compareLoadOrder(a, b))) {
    for (const [ordinal, { of }] of scenes.entries()) {
      if (left === null || sanitizeName(of.name) !== name || --left > 0n) continue;
      const found = moduleOf(tables, file, ordinal);
      if (found !== null) return found;
    }
  }
  throw new Misuse(`no scene is registered as ${written}`);
}

function readFilters(written: readonly string[]): Attributes {
  return new Map(
    written.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new Misuse(`--filter is written KEY=VALUE, not ${pair}`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function printed({ project }: LoadedGhost, entry: SceneEntry, count: number) {
  const { fnName: name, scope, file, nameStart, nameEnd, origin, attributes } = entry;
  const owner = project.snapshot.documents.get(file) ?? project.snapshot.lua.get(file);
  const { line, column } = printedRange(owner ?? entry, owner?.text ?? "", nameStart, nameEnd);
  return { name, scope, origin, file, line, column, chance: 1 / count, attributes: Object.fromEntries(attributes) };
}

function percent(chance: number): string {
  return `${(chance * 100).toFixed(1).replace(/\.0$/, "")}%`;
}

/**
 * Questions as JSON lines, put to the tables as the engine makes them when it generates Lua: names stand for themselves
 * (no aliases), and only scenes written in Pasta are candidates. Lua functions of the scene are told apart.
 */
async function batch({ project }: LoadedGhost, filters: Attributes, io: Io): Promise<number> {
  const { tables, strategy } = project.snapshot;
  for await (const line of createInterface({ input: Readable.from(io.stdin), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") io.out(`${JSON.stringify(answer(tables, strategy, filters, line))}\n`);
  }
  return EXIT.clean;
}

function answer(tables: Tables, strategy: Strategy, filters: Attributes, line: string) {
  let question: { readonly module?: unknown; readonly key?: unknown };
  try {
    question = JSON.parse(line);
  } catch {
    throw new Misuse(`not a line of JSON: ${line.slice(0, 80)}`);
  }
  const module = typeof question.module === "string" && question.module !== "" ? question.module : null;
  const key = typeof question.key === "string" ? question.key : "";
  const scenes = sceneCandidates(tables, module, key, strategy, filters, false);
  const all = sceneCandidates(tables, module, key, strategy, filters);
  const functions = all.ok ? all.candidates.filter(({ origin, scope }) => origin === "lua" && scope === "local") : [];
  return {
    candidates: scenes.ok ? scenes.candidates.map(({ fnName: name, scope }) => ({ name, scope })) : [],
    ...(functions.length > 0 && { functions: functions.map(({ fnName }) => fnName) }),
    ...(!scenes.ok && { problem: scenes.problem.kind }),
  };
}
