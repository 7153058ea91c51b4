/**
 * `captured-call`: a scene that is new since the ghost was last at rest joins the candidates of calls that were
 * answered before it came. Nobody who writes the scene sees those calls, so its header tells.
 */
import { anyPrefix, type Reference, referencesIn, type User } from "../project/index.ts";
import { hasPrefix, listByKey, sanitizeName, sceneKey } from "../resolve/index.ts";
import type { NameContext, NameRule, RelatedPlace } from "./model.ts";

/** Calls that are named; more are counted, up to a number that says enough. */
const LISTED = 10;
const COUNTED = 50;

export const capturedCall: NameRule = {
  codes: ["captured-call"],
  checkNames(context, report) {
    const { summary, snapshot, usage, baseline } = context;
    const { tables } = snapshot;
    const scene = summary.scene;
    if (baseline === null || scene === null || !summary.isNamed) return;
    const key = sceneKey(tables.aliases, scene.name);
    if (key === "" || listByKey(baseline, key).length > 0) return;
    const users = new Set<User>();
    anyPrefix(key, (prefix) => {
      if (hasPrefix(baseline, prefix)) for (const user of usage.byScene.get(prefix)) users.add(user);
      return false;
    });
    users.delete(summary);
    const places: RelatedPlace[] = [];
    let count = 0;
    for (const user of inOrder(context, users)) {
      if (count >= COUNTED) break;
      for (const reference of referencesIn(user)) {
        if (!joins(context, user, reference, key)) continue;
        count++;
        const place = places.length < LISTED ? placeOf(context, user, reference, scene.name) : null;
        if (place !== null) places.push(place);
      }
    }
    if (count === 0) return;
    const { start, end } = scene.nameSpan;
    const args = [scene.name, count >= COUNTED ? `${COUNTED}+` : String(count)];
    report({ code: "captured-call", start, end, message: "captured-call", args, related: places });
  },
};

/** Blocks file by file, as they stand there: the same calls are told whatever was edited last. */
function* inOrder({ snapshot, usage }: NameContext, users: ReadonlySet<User>): Iterable<User> {
  const files = new Set<string>();
  for (const user of users) files.add(usage.fileOf(user) ?? "");
  for (const file of [...files].sort()) {
    for (const { summary } of snapshot.blocks.get(file) ?? []) if (users.has(summary)) yield summary;
  }
}

/** Whether a call goes on to global names, and this one is among them. */
function joins(
  { snapshot, baseline }: NameContext,
  user: User,
  { kind, key, origin }: Reference,
  name: string,
): boolean {
  if (kind === "word" || kind === "globalFunction" || origin === "lua" || baseline === null) return false;
  const prefix = sceneKey(snapshot.tables.aliases, key);
  if (prefix === "" || !name.startsWith(prefix) || !hasPrefix(baseline, prefix)) return false;
  const own = "scene" in user ? (user as NameContext["summary"]).scene : null;
  if (own === null) return true;
  if (kind !== "choice" && own.fields.has(key)) return false;
  return snapshot.strategy === "merged" || !hasPrefix(own.locals, sanitizeName(key));
}

function placeOf({ usage }: NameContext, user: User, { span }: Reference, name: string): RelatedPlace | null {
  const file = usage.fileOf(user);
  if (file === undefined) return null;
  return { file, start: span.start, end: span.end, block: user, message: "captured-call-place", args: [name] };
}
