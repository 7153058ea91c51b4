/** `unused-scene`: a scene that no event, call, choice or string of the ghost can reach. */

import { anyPrefix, type Reference, type Usage } from "../project/index.ts";
import { type SceneDeclaration, sanitizeName, sceneKey, type Tables } from "../resolve/index.ts";
import { isReservedName } from "../syntax/characters.ts";
import type { Finding, NameRule } from "./model.ts";

/**
 * Names that the engine asks for by itself: events of the base ware and the engine's own (`On…`), reactions to the
 * mouse, the end of a broken chain of talk. Source: `pasta_scripts/pasta/shiori/event` of pasta_lua 0.4.4.
 */
const ENTRY_POINT = /^(?:On[A-Z]|つっつき反応|さわり反応|チェイントーク中断)/;

export const unusedScene: NameRule = {
  codes: ["unused-scene"],
  checkNames({ summary, references, snapshot: { tables }, usage, entryPoints }, report) {
    const scene = summary.scene;
    if (scene === null) return;
    if (
      summary.isNamed &&
      !isReservedName(scene.name) &&
      !entryPoints.has(scene.name) &&
      !isEntryPoint(tables, scene.name) &&
      !isAskedFor(tables, usage, scene.name)
    ) {
      const { start, end } = scene.nameSpan;
      report({ code: "unused-scene", start, end, message: "unused-scene", args: [scene.name], unnecessary: true });
    }
    reportLocals(scene, references, usage, report);
  },
};

function reportLocals(
  { locals }: SceneDeclaration,
  references: readonly Reference[],
  usage: Usage,
  report: (finding: Finding) => void,
): void {
  if (locals.keys.length === 0) return;
  const asked = references.filter(({ kind, key }) => kind !== "word" && key !== "").map(({ key }) => sanitizeName(key));
  locals.keys.forEach((key, i) => {
    if (asked.some((name) => key.startsWith(name)) || isAskedByStrings(usage, key)) return;
    for (const { name, origin, nameSpan } of locals.lists[i] ?? []) {
      if (origin !== "pasta" || isReservedName(name)) continue;
      const { start, end } = nameSpan;
      report({ code: "unused-scene", start, end, message: "unused-local-scene", args: [name], unnecessary: true });
    }
  });
}

/** Whether the engine or the base ware may start a scene of this name by itself. */
export function isEntryPoint(tables: Tables, name: string): boolean {
  return ENTRY_POINT.test(name) || tables.aliases.has(name);
}

function isAskedFor(tables: Tables, usage: Usage, name: string): boolean {
  return usage.asksForScene(sceneKey(tables.aliases, name), tables.aliases);
}

function isAskedByStrings(usage: Usage, key: string): boolean {
  return anyPrefix(key, (prefix) => usage.strings.has(prefix));
}
