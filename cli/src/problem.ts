/** A problem as the command line prints it. */
import type { Diagnostic, Severity } from "#core/diagnostics/index.ts";
import type { PrintedRange } from "./places.ts";

/** One problem as it is printed. */
export interface Problem extends PrintedRange {
  readonly file: string;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly data: NonNullable<Diagnostic["data"]>;
}
