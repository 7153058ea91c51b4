/** Whose candidates a change of a name can change: everyone else need not be asked. */
import { anyPrefix, type Reference, type User } from "#core/project/index.ts";
import { sanitizeName, sceneKey, splitRegisteredName } from "#core/resolve/index.ts";
import type { GhostContext } from "./context.ts";

/** What a name is looked up by: as it is, as the engine registers it, and as the target of the alias that it is. */
function lookedUpBy({ snapshot }: GhostContext, name: string): Set<string> {
  // A header that is an alias registers its scene under the alias's target.
  return new Set([name, sanitizeName(name), sceneKey(snapshot.tables.aliases, name)]);
}

/** Users of names that the old or the new name begins with: nobody else's candidates can change. */
export function usersConcerned(context: GhostContext, oldName: string, newName: string): Set<User> {
  const users = new Set<User>();
  const { usage } = context;
  const { aliases } = context.snapshot.tables;
  for (const name of [oldName, newName]) {
    for (const key of lookedUpBy(context, name)) {
      anyPrefix(key, (prefix) => {
        for (const set of [usage.byScene, usage.byWord, usage.byKey])
          for (const user of set.get(prefix)) users.add(user);
        return false;
      });
    }
    for (const user of usage.byActor.get(name)) users.add(user);
  }
  for (const alias of aliases.keys()) {
    for (const user of usage.byScene.get(sanitizeName(alias))) users.add(user);
  }
  return users;
}

/**
 * The same for the references of those users: a test for references whose key the old or the new name begins with, also
 * with the number of a registered name behind it, or is an alias, or that one of the names speaks.
 */
export function concernOf(context: GhostContext, oldName: string, newName: string): (reference: Reference) => boolean {
  const beginnings = new Set<string>();
  for (const name of [oldName, newName]) {
    for (const key of lookedUpBy(context, name)) {
      anyPrefix(key, (prefix) => {
        beginnings.add(prefix);
        return false;
      });
    }
  }
  for (const alias of context.snapshot.tables.aliases.keys()) beginnings.add(alias).add(sanitizeName(alias));
  return ({ key, actor }) => {
    const registered = sanitizeName(key);
    return (
      beginnings.has(key) ||
      beginnings.has(registered) ||
      beginnings.has(splitRegisteredName(registered).name) ||
      actor === oldName ||
      actor === newName
    );
  };
}
