/**
 * `pasta/route`: how a running ghost gets to the caret's line — the shortest way of calls, draws and choices from a
 * scene that something outside starts — or why it never does. Asked backwards, from the line to the entry points, so
 * that the work follows what leads here and not the ghost.
 */
import type { Position } from "vscode-languageserver-types";
import { anyPrefix, referencesIn } from "#core/project/index.ts";
import { lookUp, type SceneEntry, sanitizeName, splitRegisteredName } from "#core/resolve/index.ts";
import type { RouteResult, RouteStep } from "#server/protocol.ts";
import { sceneAround, targetOf } from "./call-hierarchy.ts";
import { type Caller, callersOf } from "./callers.ts";
import { blockAt, type FeatureContext, type GhostContext } from "./context.ts";
import { isStartedFromOutside } from "./entry-points.ts";
import { text } from "./texts.ts";

/** Scenes looked at before the search gives up; a way of this many turns would help nobody. */
const MOST_SCENES = 20_000;

/** One turn of the way: a reference in `from` that can draw `to`. */
interface Turn {
  readonly from: SceneEntry;
  readonly to: SceneEntry;
  readonly caller: Caller;
}

/** The way to a position; a problem in plain words where there is none, or where the position lies in no scene. */
export function route(context: FeatureContext, position: Position): RouteResult {
  const offset = context.here.offset(position);
  const here = blockAt(context, offset);
  const goal = here === null ? null : sceneAround(context, here, offset);
  if (goal === null) return { problem: text("route-no-scene", context.locale) };
  const turns = new Map<string, Turn | null>([[goal.fnName, null]]);
  const queue: SceneEntry[] = [goal];
  for (let next = 0; next < queue.length && next < MOST_SCENES; next++) {
    const to = queue[next] as SceneEntry;
    if (isStart(context, to)) return wayFrom(context, to, turns);
    for (const caller of callersOf(context, targetOf(to))) {
      const from =
        caller.here === null ? null : sceneAround(context, caller.here, caller.start + caller.reference.span.start);
      if (from === null || turns.has(from.fnName)) continue;
      turns.set(from.fnName, { from, to, caller });
      queue.push(from);
    }
  }
  return { problem: reason(context, goal, queue.length > 1) };
}

function isStart(context: GhostContext, { scope, name }: SceneEntry): boolean {
  return scope === "global" && isStartedFromOutside(context, name);
}

function wayFrom(context: GhostContext, start: SceneEntry, turns: ReadonlyMap<string, Turn | null>): RouteResult {
  const steps: RouteStep[] = [];
  let at = turns.get(start.fnName) ?? null;
  while (at !== null) {
    steps.push(stepOf(context, at));
    at = turns.get(at.to.fnName) ?? null;
  }
  return { start: placeOf(context, start, start.nameStart), startName: start.name, steps };
}

function stepOf(context: GhostContext, { to, caller }: Turn): RouteStep {
  const { reference, start, here, file } = caller;
  const { kind, key, actor } = reference;
  const module = here?.module ?? null;
  const answer = lookUp(context.snapshot.tables, { kind, key, actor, module }, context.snapshot.strategy);
  const candidates = answer.step === "scenes" ? answer.count : 1;
  return {
    kind: kind === "choice" ? "choice" : "call",
    key,
    module: module ?? "",
    scene: to.fnName,
    name: to.name,
    candidates,
    ...placeOf(context, { file }, start + reference.span.start),
  };
}

function placeOf(context: GhostContext, { file }: { readonly file: string }, offset: number) {
  return { uri: context.uri(file), line: context.lines(file)?.position(offset).line ?? 0 };
}

/** Why no entry point leads here. */
function reason(context: FeatureContext, goal: SceneEntry, hasCallers: boolean): string {
  const say = (id: Parameters<typeof text>[0], ...args: string[]) => text(id, context.locale, ...args);
  if (hasCallers) return say("route-callers-unreached", goal.name);
  const { usage, snapshot } = context;
  const key = splitRegisteredName(
    goal.scope === "global" ? goal.module : goal.fnName.slice(goal.module.length + 2),
  ).name;
  if (anyPrefix(key, (prefix) => usage.strings.has(prefix))) return say("route-only-dynamic", goal.name);
  let other: string | null = null;
  anyPrefix(key, (prefix) => {
    for (const user of usage.byScene.get(prefix)) {
      const asked = referencesIn(user).find(
        (reference) => reference.kind !== "word" && sanitizeName(reference.key) === prefix,
      );
      if (asked !== undefined) other ??= asked.key;
    }
    return other !== null;
  });
  if (other !== null) return say("route-answered-by-others", goal.name, other);
  return say(snapshot.tables.aliases.has(goal.name) ? "route-alias" : "route-no-caller", goal.name);
}
