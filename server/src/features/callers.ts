/** Who can draw what: from a scene, word or function to every reference whose candidates hold it. */
import type { Reference, User } from "#core/project/index.ts";
import { anyPrefix, referencesIn } from "#core/project/index.ts";
import {
  findScene,
  lookUp,
  reachesGlobalNames,
  sanitizeName,
  sceneKey,
  splitRegisteredName,
} from "#core/resolve/index.ts";
import type { GhostContext, SummaryHere } from "./context.ts";
import type { Target } from "./targets.ts";
import { locateUsers } from "./users.ts";

/** A reference at its place; `start` is the offset of its block. */
export interface Caller {
  readonly reference: Reference;
  readonly file: string;
  readonly start: number;
  readonly here: SummaryHere | null;
}

/** Every reference that can draw the target, in load order. Empty for actors and variables: nobody draws them. */
export function callersOf(context: GhostContext, target: Target): Caller[] {
  switch (target.kind) {
    case "scene":
      return sceneCallers(context, target.module);
    case "local":
      return localCallers(context, target.module, target.registered);
    case "word":
      return wordCallers(context, target);
    case "function":
      return functionCallers(context, target.name);
    case "actor":
    case "variable":
      return [];
  }
}

/** The references among `users` that `holds` accepts. */
function collect(
  context: GhostContext,
  users: Iterable<User>,
  holds: (reference: Reference, here: SummaryHere | null) => boolean,
): Caller[] {
  return locateUsers(context, users).flatMap(({ user, file, start, here }) =>
    referencesIn(user)
      .filter((reference) => holds(reference, here))
      .map((reference) => ({ reference, file, start, here })),
  );
}

function question(reference: Reference, here: SummaryHere | null) {
  const { kind, key, actor } = reference;
  return { kind, key, actor, module: here?.module ?? null };
}

function sceneCallers(context: GhostContext, module: string): Caller[] {
  const { tables, strategy } = context.snapshot;
  const key = splitRegisteredName(module).name;
  const users = new Set<User>();
  anyPrefix(key, (prefix) => {
    for (const user of context.usage.byScene.get(prefix)) users.add(user);
    return false;
  });
  for (const [alias, aim] of tables.aliases) {
    if (!key.startsWith(sanitizeName(aim))) continue;
    for (const user of context.usage.byScene.get(sanitizeName(alias))) users.add(user);
  }
  return collect(context, users, (reference, here) => {
    if (reference.kind === "word" || reference.kind === "globalFunction") return false;
    const prefix = sceneKey(tables.aliases, reference.key);
    return prefix !== "" && key.startsWith(prefix) && reachesGlobalNames(tables, question(reference, here), strategy);
  });
}

function localCallers(context: GhostContext, module: string, registered: string): Caller[] {
  const { tables } = context.snapshot;
  const scene = findScene(tables, module);
  if (scene === null) return [];
  const key = splitRegisteredName(registered).name;
  const users = new Set<User>(context.usage.byKey.get(registered));
  anyPrefix(key, (prefix) => {
    for (const user of context.usage.byScene.get(prefix)) users.add(user);
    return false;
  });
  const { fields } = scene.placed.of;
  return collect(context, users, (reference, here) => {
    if (here?.module !== module || reference.kind === "globalFunction") return false;
    if (reference.kind !== "choice" && fields.has(reference.key)) return reference.key === registered;
    return reference.kind !== "word" && reference.key !== "" && key.startsWith(sanitizeName(reference.key));
  });
}

function wordCallers(context: GhostContext, target: Extract<Target, { readonly kind: "word" }>): Caller[] {
  const { tables, strategy } = context.snapshot;
  const users = new Set<User>();
  anyPrefix(target.name, (prefix) => {
    for (const user of context.usage.byWord.get(prefix)) users.add(user);
    return false;
  });
  return collect(context, users, (reference, here) => {
    if (reference.kind !== "word" || !target.name.startsWith(reference.key)) return false;
    const asked = question(reference, here);
    if ("global" in target.scope) return reachesGlobalNames(tables, asked, strategy);
    if ("module" in target.scope && here?.module !== target.scope.module) return false;
    const answer = lookUp(tables, asked, strategy);
    return (
      answer.step === "words" &&
      answer.candidates.some(
        ({ file, nameStart }) => file === target.place.file && nameStart === target.place.nameStart,
      )
    );
  });
}

function functionCallers(context: GhostContext, name: string): Caller[] {
  const users = new Set<User>([...context.usage.byFunction.get(name), ...context.usage.byWord.get(name)]);
  return collect(context, users, (reference, here) => {
    if (reference.key !== name) return false;
    return lookUp(context.snapshot.tables, question(reference, here), context.snapshot.strategy).step === "global";
  });
}
