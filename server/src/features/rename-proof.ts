/** Compares the candidates of references before and after a change of names: the proof that a rename changes no draw. */
import { type Reference, referencesIn, type User } from "#core/project/index.ts";
import { type Answer, isFoundInScope, lookUp, moduleOf, type Question, type Tables } from "#core/resolve/index.ts";
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

/** The references of `users` that draw from other things afterwards; null where the change cannot be simulated. */
export function changedDraws(
  context: GhostContext,
  parser: PastaParser,
  replacements: Replacements,
  users: Iterable<User>,
): ChangedDraw[] | null {
  const simulation = simulate(parser, context, replacements);
  if (simulation === null) return null;
  const concerned = new Set([...users, ...simulation.now.keys()]);
  const memo: Memo = { before: new Map(), after: new Map() };
  return locateUsers(context, concerned).flatMap((place) => changedIn(context, simulation, place, memo));
}

/** What references that only global names answer draw from, by kind and key: most references share a few keys. */
interface Memo {
  readonly before: Map<string, string>;
  readonly after: Map<string, string>;
}

function changedIn(
  context: GhostContext,
  simulation: Simulation,
  { user, file, start, here }: UserPlace,
  memo: Memo,
): ChangedDraw[] {
  const { tables, strategy } = context.snapshot;
  const after = simulation.now.get(user) ?? user;
  const before = here?.module ?? null;
  const now = here === null || here.ordinal < 0 ? null : moduleOf(simulation.tables, file, here.ordinal);
  const draws = (of: Tables, question: Question, known: Map<string, string>, place: Simulation["shift"]): string => {
    if (isFoundInScope(of, question) !== null) return identities(lookUp(of, question, strategy), place);
    const id = `${question.kind} ${question.key}`;
    const drawn = known.get(id) ?? identities(lookUp(of, question, strategy), place);
    known.set(id, drawn);
    return drawn;
  };
  const renamed = referencesIn(after);
  return referencesIn(user).flatMap((reference, i) => {
    const then = renamed[i];
    const old = draws(tables, ask(reference, before), memo.before, simulation.shift);
    const fresh = then === undefined ? "" : draws(simulation.tables, ask(then, now), memo.after, (_, at) => at);
    if (old === fresh) return [];
    const line = context.lines(file)?.position(start + reference.span.start).line ?? 0;
    return [{ file, line, key: reference.key }];
  });
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
