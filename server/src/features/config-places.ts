/** Where `pasta.toml` names what the dictionaries declare, in each of the ways in which TOML lets it be written. */
import { configPlaces } from "#core/project/index.ts";
import type { Place } from "./answers.ts";
import type { GhostContext } from "./context.ts";

/**
 * The places of an actor's name: in `[actor."名前"]`, in `actor."名前".spot = 0`, and as a key below `[actor]`. The name
 * alone, without quotes, is the name's place.
 */
export function actorTables({ configText }: GhostContext, name: string): Place[] {
  return configPlaces(configText).flatMap(({ path, parts, start, end }) => {
    const part = path[0] === "actor" && path[1] === name ? parts[1 - (path.length - parts.length)] : undefined;
    return part === undefined ? [] : [{ file: "pasta.toml", start, end, nameStart: part.start, nameEnd: part.end }];
  });
}

/** The places of a scene's name as what aliases stand for: the keys below `[scene.alias]`. */
export function aliasTargets({ configText }: GhostContext, name: string): Place[] {
  return configPlaces(configText).flatMap(({ path, parts, start, end }) => {
    const isTarget = path[0] === "scene" && path[1] === "alias" && path[2] === name;
    const part = isTarget ? parts[2 - (path.length - parts.length)] : undefined;
    return part === undefined ? [] : [{ file: "pasta.toml", start, end, nameStart: part.start, nameEnd: part.end }];
  });
}

/** The name that an offset touches: an actor's, or the target of an alias. */
export function configNameAt(
  { configText }: GhostContext,
  offset: number,
): { readonly kind: "actor" | "scene"; readonly text: string } | null {
  for (const { path, parts } of configPlaces(configText)) {
    const [kind, at] = path[0] === "actor" ? (["actor", 1] as const) : (["scene", 2] as const);
    if (kind === "scene" && (path[0] !== "scene" || path[1] !== "alias")) continue;
    const part = parts[at - (path.length - parts.length)];
    const name = path[at];
    if (part === undefined || name === undefined || offset < part.start || offset > part.end) continue;
    return { kind, text: name };
  }
  return null;
}

/** How a name is written as a key in the place of another one: a key without quotes takes letters of English only. */
export function asKey({ configText }: GhostContext, { nameStart }: Place, name: string): string {
  const isQuoted = /["']/.test(configText[nameStart - 1] ?? "");
  return isQuoted || /^[A-Za-z0-9_-]+$/.test(name) ? name : JSON.stringify(name);
}
