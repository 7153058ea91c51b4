/**
 * What a rename may change though every edit of it is right: draws, names that become one, and scenes that something
 * outside the ghost starts by their names. Each is told, and the rename waits for a yes.
 */
import { isEntryPoint } from "#core/diagnostics/index.ts";
import { anyPrefix, referencesIn, type User, variableKey } from "#core/project/index.ts";
import { ENGINE_FUNCTIONS, sanitizeName, sceneKey } from "#core/resolve/index.ts";
import { answerTo } from "./answers.ts";
import type { GhostContext } from "./context.ts";
import { EVENTS } from "./events.ts";
import type { ChangedDraw } from "./rename-proof.ts";
import type { Replacements } from "./simulate.ts";
import { type Target, targetPlaces } from "./targets.ts";
import { text } from "./texts.ts";
import { locateUsers } from "./users.ts";
import { variablePlaces } from "./variables.ts";

/** A reason to ask, in the reader's language; `lines` are the places that it is about. */
export interface Doubt {
  readonly label: string;
  readonly lines: readonly string[];
}

/** Places that are listed; the label tells how many there are. */
const LISTED = 10;

/** Everything that there is to ask before a target gets another name. `draws` are those whose candidates change. */
export function doubtsOf(
  context: GhostContext,
  target: Target,
  newName: string,
  draws: readonly ChangedDraw[],
  replacements: Replacements,
): readonly Doubt[] {
  const changed = [...draws, ...uncertainDraws(context, target, newName)];
  return [
    ...changedCandidates(context, changed),
    ...joined(context, target, newName),
    ...started(context, target, newName),
    ...strings(context, target, replacements),
  ];
}

function changedCandidates({ locale }: GhostContext, changed: readonly ChangedDraw[]): Doubt[] {
  if (changed.length === 0) return [];
  const count = changed.length;
  const label = count === 1 ? text("rename-confirm-one", locale) : text("rename-confirm", locale, String(count));
  return [{ label, lines: changed.slice(0, LISTED).map(({ file, line, key }) => `${file}:${line + 1} ${key}`) }];
}

/** Variables, actors and functions of one name are one: what the other one was comes along from then on. */
function joined(context: GhostContext, target: Target, newName: string): Doubt[] {
  if (newName === target.name) return [];
  const { locale, snapshot } = context;
  const places = (() => {
    switch (target.kind) {
      case "variable":
        return variablePlaces(context, variableKey({ scope: target.scope, text: newName }), null);
      case "actor":
        return snapshot.tables.actors.has(newName) ? targetPlaces(context, { kind: "actor", name: newName }) : [];
      case "function":
        return (snapshot.tables.functions.get(newName) ?? []).flatMap(({ file, ordinal }) => {
          const placed = snapshot.tables.files.get(file)?.functions[ordinal];
          return placed === undefined ? [] : [{ file, nameStart: placed.start + placed.of.nameSpan.start }];
        });
      default:
        return [];
    }
  })();
  const isEngines = target.kind === "function" && ENGINE_FUNCTIONS.has(newName);
  if (places.length === 0 && !isEngines) return [];
  const lines = places.slice(0, LISTED).flatMap(({ file, nameStart }) => {
    const line = context.lines(file)?.position(nameStart).line;
    return line === undefined ? [] : [`${file}:${line + 1} ${newName}`];
  });
  return [{ label: text("rename-joins", locale, newName), lines }];
}

/** Strings that say the old name and stay: a dynamic call, or Lua, may take what they say for a name. */
function strings(context: GhostContext, target: Target, replacements: Replacements): Doubt[] {
  const { name, kind } = target;
  if (kind === "actor" || kind === "variable") return [];
  const { usage, snapshot, locale } = context;
  // A name holds letters, digits and marks that no pattern takes for its own.
  const quoted = new RegExp(`(["'「])${name}(?=["'」])`, "g");
  const lines = locateUsers(context, usage.strings.get(name)).flatMap(({ file, start, user }) => {
    const content = snapshot.lua.get(file)?.text ?? snapshot.documents.get(file)?.text ?? "";
    const end = snapshot.blocks.get(file)?.find(({ summary }) => summary === user)?.end ?? content.length;
    const written = new Set(replacements.get(file)?.map((one) => one.start));
    return [...content.slice(start, end).matchAll(quoted)].flatMap(({ index }) => {
      const at = start + index + 1;
      return written.has(at) ? [] : [`${file}:${(context.lines(file)?.position(at).line ?? 0) + 1} ${name}`];
    });
  });
  if (lines.length === 0) return [];
  return [{ label: text("rename-strings", locale, name, String(lines.length)), lines: lines.slice(0, LISTED) }];
}

/** Events and settings ask for scenes by the beginnings of names, as calls do, but from outside. */
function started(context: GhostContext, target: Target, newName: string): Doubt[] {
  if (target.kind !== "scene") return [];
  const before = startersOf(context, target.name);
  const after = startersOf(context, newName);
  const lost = before.filter((name) => !after.includes(name));
  const gained = after.filter((name) => !before.includes(name));
  const { locale } = context;
  return [
    ...lost.map((name) => ({ label: text("rename-not-started", locale, name), lines: [] })),
    ...gained.map((name) => ({ label: text("rename-started", locale, name), lines: [] })),
  ];
}

function startersOf({ snapshot, settings }: GhostContext, name: string): string[] {
  const key = sceneKey(snapshot.tables.aliases, name);
  const known = [...EVENTS, ...settings.entryPoints].filter((event) => key.startsWith(sanitizeName(event)));
  // The longest one is the one meant: `OnChoiceSelectEx` is no `OnChoiceSelect`.
  const [longest] = known.sort((a, b) => b.length - a.length);
  if (longest !== undefined) return [longest];
  return isEntryPoint(snapshot.tables, key) ? [key] : [];
}

/**
 * What Lua asks for and nothing answers for sure, where it may be the name that a scene or an actor has for itself:
 * which scene runs it then is not known.
 */
function uncertainDraws(context: GhostContext, target: Target, newName: string): ChangedDraw[] {
  const isOwn = target.kind === "local" || (target.kind === "word" && !("global" in target.scope));
  if (!isOwn) return [];
  const isWord = target.kind === "word";
  const users = new Set<User>();
  for (const name of [target.name, newName]) {
    anyPrefix(isWord ? name : sanitizeName(name), (prefix) => {
      for (const user of context.usage.byLua.get(prefix)) users.add(user);
      return false;
    });
  }
  return locateUsers(context, users).flatMap(({ user, file, start, here }) =>
    referencesIn(user).flatMap((reference) => {
      const { isAct, kind, key, span } = reference;
      if (isAct !== true || (kind === "word") !== isWord) return [];
      const asked = isWord ? key : sanitizeName(key);
      const names = [target.name, newName].map((name) => (isWord ? name : sanitizeName(name)));
      const isMeant = names[0]?.startsWith(asked) !== names[1]?.startsWith(asked);
      if (!isMeant || answerTo(context, { reference, at: here, start }).step !== "none") return [];
      return [{ file, line: context.lines(file)?.position(start + span.start).line ?? 0, key }];
    }),
  );
}
