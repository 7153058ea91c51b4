/** From the users of a name (blocks and Lua files) to the places where they name it. */
import { blockIndexAt, type User } from "#core/project/index.ts";
import { moduleOf } from "#core/resolve/index.ts";
import type { Block, Span } from "#core/syntax/model.ts";
import type { Place } from "./answers.ts";
import type { GhostContext, SummaryHere } from "./context.ts";

/** A user at its place: `start` is the offset of its block, 0 for a Lua file. */
export interface UserPlace {
  readonly user: User;
  readonly file: string;
  readonly start: number;
  readonly here: SummaryHere | null;
}

/** Where users stand now, in load order of their files and in the order of the text. */
export function locateUsers(context: GhostContext, users: Iterable<User>): UserPlace[] {
  const byFile = new Map<string, Set<User>>();
  for (const user of users) {
    const file = context.usage.fileOf(user);
    if (file === undefined) continue;
    const set = byFile.get(file);
    if (set === undefined) byFile.set(file, new Set([user]));
    else set.add(user);
  }
  const found: UserPlace[] = [];
  for (const [file, wanted] of byFile) {
    const lua = context.snapshot.lua.get(file);
    if (lua !== undefined) found.push({ user: lua.user, file, start: 0, here: null });
    let ordinal = 0;
    for (const { start, summary } of context.snapshot.blocks.get(file) ?? []) {
      const own = summary.scene === null ? -1 : ordinal++;
      if (!wanted.has(summary)) continue;
      const module = own < 0 ? null : moduleOf(context.snapshot.tables, file, own);
      found.push({ user: summary, file, start, here: { start, summary, ordinal: own, module } });
    }
  }
  return found;
}

/** The places that `spans` picks out of users. */
export function userPlaces(
  context: GhostContext,
  users: Iterable<User>,
  spans: (user: User) => readonly Span[],
): Place[] {
  return locateUsers(context, users).flatMap(({ user, file, start }) =>
    spans(user).map((span) => {
      const [from, to] = [start + span.start, start + span.end];
      return { file, start: from, end: to, nameStart: from, nameEnd: to };
    }),
  );
}

/** The block of a file that an offset falls into. */
export function blockOf(context: GhostContext, file: string, offset: number): Block | null {
  const document = context.snapshot.documents.get(file);
  return document?.blocks[blockIndexAt(document, offset)] ?? null;
}
