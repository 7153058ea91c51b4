/** Makes diagnostics of findings: with what the rest of the ghost decides about them, and at their places in the file. */
import type { MessageId } from "../messages/index.ts";
import type { Snapshot } from "../project/index.ts";
import { moduleOf } from "../resolve/index.ts";
import type { Diagnostic, Finding, RelatedPlace } from "./model.ts";

/** A finding with what other files decide: the scene's counter, and the nearest names. */
export function complete(
  finding: Finding,
  severity: Diagnostic["severity"],
  { tables }: Snapshot,
  path: string,
  ordinal: number | null,
): Diagnostic {
  const { code, start, end, message, args, data, unnecessary, related, nearest } = finding;
  const named = data?.scene !== undefined && ordinal !== null;
  const suggestions = nearest?.(tables);
  const [first] = suggestions ?? [];
  return {
    code,
    severity,
    start,
    end,
    message: first === undefined ? message : (`${message}-near` as MessageId),
    args: first === undefined ? args : [...args, first],
    ...(unnecessary && { unnecessary }),
    ...(related !== undefined && { related }),
    ...(data !== undefined && {
      data: {
        ...data,
        ...(named && { scene: moduleOf(tables, path, ordinal) ?? "" }),
        ...(suggestions !== undefined && { suggestions }),
      },
    }),
  };
}

/** A block's diagnostic at its place in the file. */
export function shifted(diagnostic: Diagnostic, path: string, by: number): Diagnostic {
  const { start, end, related } = diagnostic;
  return {
    ...diagnostic,
    start: start + by,
    end: end + by,
    ...(related !== undefined && { related: related.map((near) => shiftedPlace(near, path, by)) }),
  };
}

/** A related place with its file; one in the finding's own block moves with it. */
export function shiftedPlace(near: RelatedPlace, path: string, by: number): RelatedPlace {
  return near.file !== null ? near : { ...near, file: path, start: near.start + by, end: near.end + by };
}
