/** Makes diagnostics of findings: with what the rest of the ghost decides about them, and at their places in the file. */
import type { MessageId } from "../messages/index.ts";
import type { Snapshot } from "../project/index.ts";
import type { Tables } from "../resolve/index.ts";
import type { Diagnostic, Finding, RelatedPlace, Severity } from "./model.ts";
import type { Severities } from "./settings.ts";

/** Whether what is told of a finding depends on more names than those that the rule asked for. */
export function dependsOnNames({ nearest, data }: Finding): boolean {
  return nearest !== undefined || data?.scene !== undefined;
}

/**
 * Whether a diagnostic says of a finding what it would say now. `module` is the registered name of the block's scene,
 * null where it has none.
 */
export function isStillComplete(
  { data, nearest }: Finding,
  { data: told }: Diagnostic,
  tables: Tables,
  module: string | null,
): boolean {
  if (data?.scene !== undefined && module !== null && told?.scene !== module) return false;
  const now = nearest?.(tables);
  if (now === undefined) return true;
  const before = told?.suggestions;
  return Array.isArray(before) && before.length === now.length && now.every((name, i) => name === before[i]);
}

/** A finding with what other files decide, the scene's counter and the nearest names, and with its severity: not `off`. */
export function complete(finding: Finding, severities: Severities, tables: Tables, module: string | null): Diagnostic {
  const { code, start, end, message, args, data, unnecessary, related, nearest } = finding;
  const named = data?.scene !== undefined && module !== null;
  const suggestions = nearest?.(tables);
  const [first] = suggestions ?? [];
  return {
    code,
    severity: severities[code] as Severity,
    start,
    end,
    message: first === undefined ? message : (`${message}-near` as MessageId),
    args: first === undefined ? args : [...args, first],
    ...(unnecessary && { unnecessary }),
    ...(related !== undefined && { related }),
    ...(data !== undefined && {
      data: {
        ...data,
        ...(named && { scene: module }),
        ...(suggestions !== undefined && { suggestions }),
      },
    }),
  };
}

/** A block's diagnostic at its place in the file. */
export function shifted(diagnostic: Diagnostic, snapshot: Snapshot, path: string, by: number): Diagnostic {
  const { start, end, related } = diagnostic;
  return {
    ...diagnostic,
    start: start + by,
    end: end + by,
    ...(related !== undefined && { related: related.flatMap((near) => placeNow(near, snapshot, path, by) ?? []) }),
  };
}

/**
 * Where a related place of a block's finding is now, in offsets of its file; null where it is gone. `path` and `by` are
 * the file of the finding, and the offset of its block there.
 */
export function placeNow(
  near: RelatedPlace,
  { tables, blocks }: Snapshot,
  path: string,
  by: number,
): RelatedPlace | null {
  const { file, start, end, message, args, block, scene } = near;
  if (file === null) return { file: path, start: start + by, end: end + by, message, args };
  if (scene !== undefined) {
    const placed = tables.files.get(file)?.scenes[scene];
    if (placed === undefined) return null;
    const { nameSpan } = placed.of;
    return { file, start: placed.start + nameSpan.start, end: placed.start + nameSpan.end, message, args };
  }
  if (block === undefined) return near;
  const at = blocks.get(file)?.find(({ summary }) => summary === block)?.start;
  return at === undefined ? null : { file, start: at + start, end: at + end, message, args };
}
