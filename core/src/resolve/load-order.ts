/**
 * In which order a ghost's files register their names. The counters of equal names (`会話_1`, `会話_2`) and the order
 * of candidates under one key follow from it.
 */
import { compareNames } from "./names.ts";

/**
 * The Lua module that the engine makes of a dictionary: `dic/talk/朝-1.pasta` → `talk.朝_1`. Dots and hyphens become
 * `_`, separators become dots. Two files of one module name shadow each other.
 * Source: `CacheManager::source_to_module_name` of `pasta_lua` 0.4.4, without its constant prefix.
 */
export function moduleName(path: string): string {
  const inside = path.startsWith("dic/") ? path.slice("dic/".length) : path;
  const slash = inside.lastIndexOf("/") + 1;
  const dot = inside.lastIndexOf(".");
  const stem = dot > slash ? inside.slice(0, dot) : inside;
  return stem.replace(/[.-]/g, "_").replaceAll("/", ".");
}

/** Where a file stands among the groups: `scripts/main.lua`, what it can require, then the dictionaries. */
function group(path: string): number {
  if (path === "scripts/main.lua") return 0;
  return path.startsWith("scripts/") ? 1 : 2;
}

/**
 * Compares two paths by the time at which the engine loads them: `scripts/main.lua` comes before the dictionaries,
 * these come in the byte order of their module names, whatever folder depth or file type.
 */
export function compareLoadOrder(a: string, b: string): number {
  if (a === b) return 0;
  return group(a) - group(b) || compareNames(moduleName(a), moduleName(b)) || compareNames(a, b);
}
