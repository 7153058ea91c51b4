/** What a rename is about, and the names that it cannot get. */
import type { Position } from "vscode-languageserver-types";
import { parseConfig } from "#core/project/index.ts";
import { sanitizeName } from "#core/resolve/index.ts";
import { isLuaKeyword, isName, isReservedName } from "#core/syntax/index.ts";
import type { Place } from "./answers.ts";
import { type FeatureContext, referenceAt } from "./context.ts";
import { textOf } from "./refactor-parts.ts";
import { drawnTargets, usesOf } from "./references.ts";
import { applyAll, type Replacements } from "./simulate.ts";
import { declarationAt, type Target, targetPlaces, usedNameAt } from "./targets.ts";
import { text } from "./texts.ts";

export interface Found {
  readonly target: Target;
  readonly start: number;
  readonly end: number;
}

/** The one thing that a position names: a declaration, a used name, or the only thing that a reference spells in full. */
export function renameTarget(context: FeatureContext, position: Position): Found | null {
  const offset = context.here.offset(position);
  const reference = referenceAt(context, offset);
  if (reference === null) {
    const target = declarationAt(context, offset) ?? usedNameAt(context, offset);
    if (target === null) return null;
    const isHere = ({ file, nameStart, nameEnd }: Place) =>
      file === context.path && nameStart <= offset && offset <= nameEnd;
    // Mostly the declaration is what stands here; to find every use takes longer.
    const own = targetPlaces(context, target).find(isHere) ?? usesOf(context, target, true).find(isHere);
    return own === undefined ? null : { target, start: own.nameStart, end: own.nameEnd };
  }
  const { key, span } = reference.reference;
  const named = drawnTargets(context, position).filter((target) => sanitizeName(target.name) === sanitizeName(key));
  const [target] = named;
  if (target === undefined || new Set(named.map(({ kind }) => kind)).size > 1) return null;
  return { target, start: reference.start + span.start, end: reference.start + span.end };
}

/** Why a thing keeps its name; null where it can get another one. */
export function targetRefusal({ locale }: FeatureContext, target: Target): string | null {
  if (target.kind !== "variable") return null;
  if (target.scope === "argument") return text("rename-argument", locale, target.name);
  return target.scope === "property" ? text("rename-property", locale, target.name) : null;
}

/** Why a name is none for a target. */
export function nameRefusal({ locale }: FeatureContext, target: Target, newName: string): string | null {
  if (isReservedName(newName)) return text("rename-reserved", locale, newName);
  if (!isName(newName)) return text("rename-invalid", locale, newName);
  // The engine writes variables into Lua as fields, and could load the ghost no more.
  return target.kind === "variable" && isLuaKeyword(newName) ? text("rename-keyword", locale, newName) : null;
}

/** Why a name cannot stand at one of the places that would get it. */
export function placeRefusal(context: FeatureContext, replacements: Replacements, newName: string): string | null {
  const { locale, configText } = context;
  const isField = [...replacements].some(([file, list]) => {
    const content = textOf(context, file) ?? "";
    return list.some(({ start }) => /[.:]\s*$/.test(content.slice(Math.max(0, start - 20), start)));
  });
  if (isField && isLuaKeyword(newName)) return text("rename-keyword", locale, newName);
  const config = replacements.get("pasta.toml");
  if (config === undefined) return null;
  const faults = (content: string) => parseConfig(content).problems.length;
  return faults(applyAll(configText, config, 0)) > faults(configText) ? text("rename-config", locale, newName) : null;
}
