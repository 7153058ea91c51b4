/** The settings that the server reads, under `pasta.`; the extension's manifest declares the same ones. */
import { readSeverities, type Severities } from "#core/diagnostics/index.ts";
import type { Strategy } from "#core/resolve/index.ts";

export interface Settings {
  /** How local and global candidates meet; `auto` looks at whether the engine has run the ghost. */
  readonly strategy: Strategy | "auto";
  readonly severities: Severities;
  readonly inlayHints: "off" | "ambiguous" | "all";
  readonly codeLens: { readonly run: boolean; readonly references: boolean };
  /** Names of scenes that something outside the ghost starts. */
  readonly entryPoints: readonly string[];
  readonly semanticTokens: boolean;
}

export const DEFAULT_SETTINGS: Settings = readSettings({});

/** Reads the client's `pasta` section. What is missing or of the wrong kind has its default. */
export function readSettings(written: unknown): Settings {
  return {
    strategy: oneOf(at(written, "strategy"), ["auto", "merged", "localFirst"], "auto"),
    severities: readSeverities(at(written, "diagnostics", "severity")),
    inlayHints: oneOf(at(written, "inlayHints", "candidates"), ["off", "ambiguous", "all"], "ambiguous"),
    codeLens: {
      run: at(written, "codeLens", "run") !== false,
      references: at(written, "codeLens", "references") !== false,
    },
    entryPoints: strings(at(written, "entryPoints")),
    semanticTokens: at(written, "semanticTokens") !== false,
  };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = Object.getOwnPropertyDescriptor(current, key)?.value;
  }
  return current;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((candidate) => candidate === value) ?? otherwise;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
