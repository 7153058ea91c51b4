/** `unused-scene`: a scene that no event, call, choice or string of the ghost can reach. */

import { anyPrefix, type Usage } from "../project/index.ts";
import { sanitizeName, sceneKey, splitRegisteredName, type Tables } from "../resolve/index.ts";
import { isReservedName } from "../syntax/characters.ts";
import type { NameRule } from "./model.ts";

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
    for (const local of scene.fields.values()) {
      if (local.origin !== "pasta" || isReservedName(local.name)) continue;
      const key = splitRegisteredName(local.registered).name;
      const used = references.some((reference) => {
        return reference.kind !== "word" && reference.key !== "" && key.startsWith(sanitizeName(reference.key));
      });
      if (used || isAskedByStrings(usage, key)) continue;
      const { start, end } = local.nameSpan;
      report({
        code: "unused-scene",
        start,
        end,
        message: "unused-local-scene",
        args: [local.name],
        unnecessary: true,
      });
    }
  },
};

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
