/** `pasta run GHOST SCENE`: plays a scene on the terminal, or as JSON events for other programs. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { keysOf } from "#core/resolve/index.ts";
import {
  describeProblem,
  type PlayableGhost,
  type PlayEvent,
  PRESETS_FILE,
  playable,
  readPresets,
  type Session,
  transcript,
} from "#runtime/index.ts";
import { openSession } from "#runtime/node/local-session.ts";
import { readSaved, writeSaved } from "#runtime/node/saved-file.ts";
import { type Arguments, choose, localeFrom, readArguments } from "../arguments.ts";
import { loadGhost, STRATEGIES } from "../ghost.ts";
import { EXIT, type Io, Misuse } from "../io.ts";
import { jsonPrinter, type Printer, textPrinter } from "../play-printer.ts";

type Value = string | number | boolean;

interface Play {
  readonly scene: string;
  readonly times: number;
  readonly args: readonly Value[];
}

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, {
    arg: { type: "string", multiple: true },
    choose: { type: "string", multiple: true },
    times: { type: "string" },
    seed: { type: "string" },
    "no-shuffle": { type: "boolean" },
    strategy: { type: "string" },
    format: { type: "string" },
    plays: { type: "string" },
    trace: { type: "boolean" },
    save: { type: "boolean" },
    preset: { type: "string" },
    locale: { type: "string" },
  });
  const [path, scene, ...rest] = args.places;
  const playsFile = args.text("plays");
  if (path === undefined) throw new Misuse("run needs a ghost");
  if ((scene === undefined) === (playsFile === undefined) || rest.length > 0)
    throw new Misuse("run needs one scene, or --plays FILE");
  const loaded = await loadGhost(path, choose("strategy", args.text("strategy"), STRATEGIES, "auto"));
  const { snapshot } = loaded.project;
  const preset = args.text("preset");
  const saved =
    preset === undefined
      ? await savedOf(loaded.root, snapshot.config.table, io)
      : await presetOf(join(loaded.root, PRESETS_FILE), preset);
  const ghost = playable(snapshot, saved);
  const plays =
    playsFile === undefined
      ? [{ scene: scene as string, times: wholeNumber(args, "times") ?? 1, args: args.all("arg").map(readValue) }]
      : await readPlays(playsFile);
  const session = playsFile === undefined ? await perform(ghost, plays, args, io) : await print(ghost, plays, args, io);
  if (args.flag("save")) await writeSaved(loaded.root, snapshot.config.table, session.session.saved());
  return session.code;
}

async function savedOf(root: string, config: PlayableGhost["config"], io: Io): Promise<PlayableGhost["saved"]> {
  return readSaved(root, config).catch((error: Error) => {
    io.err(`pasta: the saved variables cannot be read: ${error.message}\n`);
    return {};
  });
}

/** The saved variables of a preset. */
async function presetOf(file: string, name: string): Promise<PlayableGhost["saved"]> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) throw new Misuse(`--preset needs ${PRESETS_FILE} beside pasta.toml`);
  const { presets, problems } = readPresets(text);
  const found = presets.find((preset) => preset.name === name);
  if (found !== undefined) return found.saved;
  const problem = problems.find(({ kind, name: wrong }) => kind === "syntax" || wrong.split(".")[0] === name);
  if (problem !== undefined)
    throw new Misuse(
      `${PRESETS_FILE}:${problem.line + 1}: ${[problem.name, problem.detail].filter(Boolean).join(" is ")}`,
    );
  const names = presets.map((preset) => preset.name).join(", ");
  throw new Misuse(`there is no preset ${name}${names === "" ? "" : ` (there are: ${names})`}`);
}

interface Finished {
  readonly session: Session;
  readonly code: number;
}

function sessionOptions(args: Arguments, io: Io) {
  return {
    seed: wholeNumber(args, "seed") ?? Math.floor(Math.random() * 1_000_000),
    shuffle: !args.flag("no-shuffle"),
    locale: localeFrom(args, io),
    trace: args.flag("trace"),
  };
}

/** Plays all of a file in one engine and prints the array of what came out. */
async function print(ghost: PlayableGhost, plays: readonly Play[], args: Arguments, io: Io): Promise<Finished> {
  let events: PlayEvent[] = [];
  const options = { ...sessionOptions(args, io), ...(args.text("seed") === undefined && { shuffle: false }) };
  const session = await openSession(ghost, options, (event) => events.push(event));
  const printed: unknown[] = [];
  session.load();
  reportLoading(events, io);
  for (const { scene, times, args: values } of plays)
    for (let time = 0; time < times; time++) {
      events = [];
      session.play(scene, values);
      while (waitingFor(events) === "continue") session.resume();
      printed.push({ scene, events: transcript(events) });
    }
  io.out(`${JSON.stringify(printed, null, 1)}\n`);
  return { session, code: EXIT.clean };
}

function reportLoading(events: readonly PlayEvent[], io: Io): void {
  for (const event of events)
    if (event.kind === "error" || event.kind === "limit") {
      const place = event.source === null ? "" : `${event.source.file}:${event.source.line + 1}: `;
      io.err(`pasta: ${place}${event.message}\n`);
    }
}

/** Plays one scene for a person or a program, through its yields and choices. */
async function perform(ghost: PlayableGhost, plays: readonly Play[], args: Arguments, io: Io): Promise<Finished> {
  const format = choose("format", args.text("format"), ["text", "json"], "text");
  const options = sessionOptions(args, io);
  const printer = format === "json" ? jsonPrinter(io, args.flag("trace")) : textPrinter(io, args.flag("trace"));
  const chosen = args.all("choose").map((written) => Number(written) - 1);
  if (chosen.some((index) => !Number.isInteger(index) || index < 0)) throw new Misuse("--choose takes a number from 1");
  let recent: PlayEvent[] = [];
  let problems = 0;
  const session = await openSession(ghost, options, (event) => {
    recent.push(event);
    if (isProblem(event)) problems++;
    if (event.kind === "notFound") {
      const problem = { kind: "SceneNotFound", key: event.scene } as const;
      io.err(`${describeProblem(problem, keysOf(ghost.tables.scenes), options.locale)}\n`);
    }
    printer.event(event);
  });
  if (session.load()) {
    for (const { scene, times, args: values } of plays)
      for (let time = 0; time < times; time++) {
        printer.begin(scene);
        recent = [];
        session.play(scene, values);
        await goOn(session, () => recent, chosen, printer, io);
      }
  }
  printer.finish(options.shuffle ? options.seed : null);
  return { session, code: problems > 0 ? EXIT.problems : EXIT.clean };
}

/** Goes on after yields, and through choices as long as someone makes them. */
async function goOn(
  session: Session,
  recent: () => readonly PlayEvent[],
  chosen: number[],
  printer: Printer,
  io: Io,
): Promise<void> {
  for (;;) {
    const events = recent();
    const waiting = waitingFor(events);
    if (waiting === "continue") {
      session.resume();
      continue;
    }
    if (waiting !== "choice") return;
    const choices = events.filter((event) => event.kind === "choice");
    const index = chosen.length > 0 ? (chosen.shift() as number) : await ask(choices.length, io);
    if (index === null) return;
    if (index >= choices.length) throw new Misuse(`there is no choice ${index + 1}`);
    printer.chosen(choices[index]?.display ?? "");
    session.choose(index);
  }
}

/** Asks at a terminal; elsewhere nobody answers. */
async function ask(count: number, io: Io): Promise<number | null> {
  const input = io.stdin as NodeJS.ReadStream;
  if (input.isTTY !== true || process.stdout.isTTY !== true) return null;
  const lines = createInterface({ input, output: process.stdout });
  try {
    for (;;) {
      const answer = (await lines.question("> ")).trim().normalize("NFKC");
      if (answer === "") return null;
      const index = Number(answer) - 1;
      if (Number.isInteger(index) && index >= 0 && index < count) return index;
    }
  } finally {
    lines.close();
  }
}

function waitingFor(events: readonly PlayEvent[]): "choice" | "continue" | null {
  const last = events.at(-1);
  return last?.kind === "end" ? last.waiting : null;
}

function isProblem(event: PlayEvent): boolean {
  if (event.kind === "failure") return event.text.startsWith("【");
  return event.kind === "error" || event.kind === "notFound" || event.kind === "limit";
}

async function readPlays(file: string): Promise<Play[]> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Misuse(`no such file: ${file}`);
  });
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw new Misuse(`not JSON: ${file}`);
  }
  if (!Array.isArray(list)) throw new Misuse(`not a list of plays: ${file}`);
  return list.map((each: { scene?: unknown; times?: unknown; args?: unknown }) => {
    if (typeof each?.scene !== "string") throw new Misuse(`a play without a scene: ${file}`);
    const times = typeof each.times === "number" ? each.times : 1;
    return { scene: each.scene, times, args: Array.isArray(each.args) ? (each.args as Value[]) : [] };
  });
}

/** An argument as a script would write it: a number where it reads as one, else text. */
function readValue(written: string): Value {
  if (written === "true" || written === "false") return written === "true";
  const digits = written.normalize("NFKC");
  return digits.trim() !== "" && Number.isFinite(Number(digits)) ? Number(digits) : written;
}

function wholeNumber(args: Arguments, name: string): number | null {
  const written = args.text(name);
  if (written === undefined) return null;
  const value = Number(written.normalize("NFKC"));
  if (!Number.isSafeInteger(value) || value < 0) throw new Misuse(`--${name} takes a whole number, not ${written}`);
  return value;
}
