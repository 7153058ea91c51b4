/** What answers a reference, as places: shared by definition, hover, inlay hints, call hierarchy and the rest. */
import type { Location } from "vscode-languageserver-types";
import {
  type Answer,
  actorWordKey,
  hasPrefix,
  lookUp,
  type SceneEntry,
  type Strategy,
  type Tables,
  type WordValue,
} from "#core/resolve/index.ts";
import type { Lines } from "#server/positions.ts";
import type { BlockHere, GhostContext, ReferenceHere } from "./context.ts";

/** A place in a ghost's file: the whole of something, and its name. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** What answers a reference under the ghost's strategy. */
export function answerTo(context: GhostContext, { reference, at }: ReferenceHere, strategy?: Strategy): Answer {
  const { kind, key, actor } = reference;
  const module = at?.module ?? null;
  return lookUp(context.snapshot.tables, { kind, key, actor, module }, strategy ?? context.snapshot.strategy);
}

/** The places of an answer in candidate order; a line of words once, however many values it has. */
export function placesOf(context: GhostContext, answer: Answer, reference: ReferenceHere): readonly Place[] {
  switch (answer.step) {
    case "scenes":
      return answer.candidates;
    case "words":
      return wordLines(answer.candidates);
    case "actor":
    case "global":
      if (answer.step === "actor" && answer.functions.length === 0) {
        return actorPlaces(context.snapshot.tables, reference.reference.actor ?? "");
      }
      return answer.functions.flatMap((found) => (found.file === null ? [] : [{ ...found, file: found.file }]));
    case "sceneMethod":
    case "actMethod":
    case "none":
      return [];
  }
}

/** The declarations of an actor in dictionaries. */
export function actorPlaces(tables: Tables, name: string): Place[] {
  return (tables.actors.get(name)?.declarations ?? []).flatMap(({ file, ordinal }) => {
    const placed = tables.files.get(file)?.actors[ordinal];
    if (placed === undefined) return [];
    const { header, nameSpan } = placed.of;
    return [
      {
        file,
        start: placed.start + header.start,
        end: placed.start + header.end,
        nameStart: placed.start + nameSpan.start,
        nameEnd: placed.start + nameSpan.end,
      },
    ];
  });
}

/** The lines that values stand in, each once. */
export function wordLines(values: readonly WordValue[]): WordValue[] {
  const seen = new Set<string>();
  return values.filter(({ file, nameStart }) => {
    const id = `${nameStart} ${file}`;
    return !seen.has(id) && seen.add(id);
  });
}

/** Places as LSP locations of their names. */
export function locations(context: GhostContext, places: readonly Place[]): Location[] {
  const all: Location[] = [];
  const look = filesOf(context);
  for (const { file, nameStart, nameEnd } of places) {
    const { uri, lines } = look(file);
    if (lines !== null) all.push({ uri, range: lines.range(nameStart, nameEnd) });
  }
  return all;
}

/** A look at a ghost's files that remembers what it saw: hundreds of places may stand in a few of them, in any order. */
export function filesOf(
  context: GhostContext,
): (file: string) => { readonly uri: string; readonly lines: Lines | null } {
  const files = new Map<string, { readonly uri: string; readonly lines: Lines | null }>();
  return (file) => {
    let known = files.get(file);
    if (known === undefined) {
      known = { uri: context.uri(file), lines: context.lines(file) };
      files.set(file, known);
    }
    return known;
  };
}

/** How many things a reference draws from; null where it is answered by one function or by nothing. */
export function drawSize(answer: Answer): number | null {
  return answer.step === "scenes" || answer.step === "words" ? answer.count : null;
}

/** The line of the file on which a scene is written, without its surrounding spaces, for lists. */
export function firstLines(context: GhostContext, entry: SceneEntry, count: number): string[] {
  const text = context.snapshot.documents.get(entry.file)?.text;
  if (text === undefined) return [];
  const body = text
    .slice(entry.nameEnd, Math.min(entry.end, entry.nameEnd + 2000))
    .split(/\r?\n/)
    .slice(1);
  return body
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^[＃#％%＆&]/.test(line))
    .slice(0, count);
}

/** Whether an actor has words of its own that begin with `key`. */
export function hasActorWord(tables: Tables, actor: string, key: string): boolean {
  return hasPrefix(tables.actorWords, actorWordKey(actor, key));
}

/** The scene around an offset: its block, and the local scene's index in it. */
export function localIndexAt(here: BlockHere, offset: number): number {
  if (here.block.node.kind !== "scene") return -1;
  let index = 0;
  here.block.node.locals.forEach((local, i) => {
    if (here.block.start + local.span.start <= offset) index = i;
  });
  return index;
}
