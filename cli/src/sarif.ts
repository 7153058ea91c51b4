/** Problems as a SARIF 2.1.0 log, the format that code hosts read. */
import { CODES } from "#core/diagnostics/index.ts";
import type { Problem } from "./problem.ts";

const LEVELS = { error: "error", warning: "warning", information: "note", hint: "note" } as const;

/** The log of one run. Columns are UTF-16 units, as SARIF's default is. */
export function sarifLog(problems: readonly Problem[]): unknown {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "pasta", rules: CODES.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results: problems.map(({ file, line, column, endLine, endColumn, severity, code, message, data }) => ({
          ruleId: code,
          level: LEVELS[severity],
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/") },
                region: { startLine: line, startColumn: column, endLine, endColumn },
              },
            },
          ],
          properties: data,
        })),
      },
    ],
  };
}
