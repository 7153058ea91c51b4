/** Compares the candidates of references before and after a change of names: the proof that a rename changes no draw. */
import { type Reference, referencesIn, type User } from "#core/project/index.ts";
import {
  type Answer,
  globalSceneCandidates,
  globalWordCandidates,
  isFoundInScope,
  lookUp,
  moduleOf,
  type Question,
  reachesGlobalNames,
  type Tables,
} from "#core/resolve/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import type { GhostContext } from "./context.ts";
import { type Replacements, type Simulation, simulate } from "./simulate.ts";
import { locateUsers, type UserPlace } from "./users.ts";

/** A reference whose candidates a change alters; `line` is 0-based. */
export interface ChangedDraw {
  readonly file: string;
  readonly line: number;
  readonly key: string;
}

/**
 * The references of `users` that draw from other things afterwards; null where the change cannot be simulated. Those that
 * stay as they are and are not concerned need not be looked at.
 */
export function changedDraws(
  context: GhostContext,
  parser: PastaParser,
  replacements: Replacements,
  users: Iterable<User>,
  isConcerned: (reference: Reference) => boolean,
): ChangedDraw[] | null {
  const simulation = simulate(parser, context, replacements);
  if (simulation === null) return null;
  const concerned = new Set([...users, ...simulation.now.keys()]);
  const memo: Memo = { before: new Map(), after: new Map() };
  return locateUsers(context, concerned).flatMap((place) => changedIn(context, simulation, place, memo, isConcerned));
}

/** What is drawn for the sake of a key alone, which is the same for every scene: most references share a few keys. */
interface Memo {
  readonly before: Map<string, string>;
  readonly after: Map<string, string>;
}

function changedIn(
  context: GhostContext,
  simulation: Simulation,
  { user, file, start, here }: UserPlace,
  memo: Memo,
  isConcerned: (reference: Reference) => boolean,
): ChangedDraw[] {
  const { tables, strategy } = context.snapshot;
  const after = simulation.now.get(user) ?? user;
  const before = here?.module ?? null;
  const now = here === null || here.ordinal < 0 ? null : moduleOf(simulation.tables, file, here.ordinal);
  const draws = (of: Tables, question: Question, known: Map<string, string>, place: Simulation["shift"]): string => {
    const { kind, key } = question;
    const shared = (id: string, answer: () => Answer): string => {
      const drawn = known.get(id) ?? identities(answer(), place);
      known.set(id, drawn);
      return drawn;
    };
    if (isFoundInScope(of, question) === null) return shared(`${kind} ${key}`, () => lookUp(of, question, strategy));
    // What the scene or the speaker has is its own; the global names that may join it are not.
    const own = identities(lookUp(of, question, "localFirst"), place);
    if (strategy === "localFirst" || !reachesGlobalNames(of, question, strategy)) return own;
    return `${own} ${shared(`global ${kind} ${key}`, () => globalNames(of, question))}`;
  };
  const references = referencesIn(user);
  const renamed = after === user ? references : referencesIn(after);
  return references.flatMap((reference, i) => {
    const then = renamed[i];
    if (then !== undefined && isSame(reference, then) && !isConcerned(reference)) return [];
    const old = draws(tables, ask(reference, before), memo.before, simulation.shift);
    const fresh = then === undefined ? "" : draws(simulation.tables, ask(then, now), memo.after, (_, at) => at);
    if (old === fresh) return [];
    const line = context.lines(file)?.position(start + reference.span.start).line ?? 0;
    return [{ file, line, key: reference.key }];
  });
}

/** Whether two references ask for the same, wherever they stand. */
function isSame(a: Reference, b: Reference): boolean {
  return a.kind === b.kind && a.key === b.key && a.actor === b.actor;
}

/** The global names alone that begin with a reference's key. */
function globalNames(tables: Tables, { kind, key }: Question): Answer {
  if (kind === "word") {
    const candidates = globalWordCandidates(tables, key);
    return { step: "words", count: candidates.length, candidates };
  }
  const candidates = globalSceneCandidates(tables, key);
  return { step: "scenes", isOwn: false, count: candidates.length, candidates };
}

function ask({ kind, key, actor }: Reference, module: string | null) {
  return { kind, key, actor, module };
}

/** What an answer holds, independent of names and of the order that names give. */
function identities(answer: Answer, place: (file: string, offset: number) => number): string {
  switch (answer.step) {
    case "scenes":
    case "words":
      return answer.candidates
        .map(({ file, nameStart }) => `${file}:${place(file, nameStart)}`)
        .sort()
        .join(" ");
    case "actor":
    case "global":
      return `${answer.step} ${answer.functions.map(({ file, nameStart }) => `${file}:${file === null ? 0 : place(file, nameStart)}`).join(" ")}`;
    case "sceneMethod":
    case "actMethod":
      return `${answer.step} ${answer.name}`;
    case "none":
      return "none";
  }
}
