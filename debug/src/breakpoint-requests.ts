/** Requests about where to stop: lines, scenes by name, saved variables, errors. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { hasPrefix, sanitizeName } from "#core/resolve/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import type { Condition, ExceptionFilter } from "#runtime/debugger/model.ts";
import { bind, breakableLines } from "./breakable-lines.ts";
import { logPieces, savedName, toLua } from "./expression.ts";
import type { Program } from "./program.ts";

export const FILTERS: readonly ExceptionFilter[] = ["lua-error", "unresolved", "failure"];

/** Nobody looks at more lines at once. */
const MOST_LINES = 20_000;

/** What a data breakpoint's identity begins with. */
const SAVED = "saved:";

interface Conditions {
  readonly condition?: string;
  readonly hitCondition?: string;
}

/** The conditions of a breakpoint as the debugger takes them. */
function conditionsOf(parser: PastaParser, { condition, hitCondition }: Conditions): Omit<Condition, "id"> {
  return {
    ...(condition !== undefined && condition.trim() !== "" && { condition: toLua(parser, condition) }),
    ...(hitCondition !== undefined && hitCondition.trim() !== "" && { hits: hitCondition }),
  };
}

export async function setBreakpoints(
  program: Program,
  parser: PastaParser,
  args: DebugProtocol.SetBreakpointsArguments,
): Promise<DebugProtocol.SetBreakpointsResponse["body"]> {
  const { client, ghost } = program;
  const file = program.ghostPath(args.source.path ?? "");
  const lines = await program.lineMap(file);
  const bound = await Promise.all(
    (args.breakpoints ?? []).map(async (wanted) => {
      const before = lines.toBefore(client.lineIn(wanted.line));
      const place = before === null ? null : await bind(ghost, file, before);
      return { id: program.newId(), wanted, place, isNew: before === null };
    }),
  );
  await program.tell(`breakpoints ${file}`, {
    kind: "breakpoints",
    file,
    breakpoints: bound.flatMap(({ id, wanted, place }) =>
      place === null
        ? []
        : {
            id,
            ...place,
            ...conditionsOf(parser, wanted),
            ...(wanted.logMessage !== undefined && { log: logPieces(parser, wanted.logMessage) }),
          },
    ),
  });
  return {
    breakpoints: bound.map(({ id, wanted, place, isNew }) =>
      place === null
        ? { id, verified: false, line: wanted.line, message: client.text(isNew ? "debug-new-line" : "debug-not-bound") }
        : { id, verified: true, line: client.lineOut(lines.toAfter(place.line)), source: program.source(file) },
    ),
  };
}

export async function breakpointLocations(
  program: Program,
  args: DebugProtocol.BreakpointLocationsArguments,
): Promise<DebugProtocol.BreakpointLocationsResponse["body"]> {
  const { client, ghost } = program;
  const file = program.ghostPath(args.source.path ?? "");
  const { toAfter, toBefore } = await program.lineMap(file);
  const last = Math.min(args.endLine ?? args.line, args.line + MOST_LINES);
  // Lines may have moved apart since; what lies between them then is looked at, and what lies between them now is told.
  const asked = Array.from({ length: last - args.line + 1 }, (_, index) => toBefore(client.lineIn(args.line + index)));
  const known = asked.filter((line) => line !== null);
  if (known.length === 0) return { breakpoints: [] };
  const found = await breakableLines(ghost, file, Math.min(...known), Math.max(...known));
  const lines = found.map(({ line }) => client.lineOut(toAfter(line)));
  return { breakpoints: lines.filter((line) => line >= args.line && line <= last).map((line) => ({ line })) };
}

export async function setFunctionBreakpoints(
  program: Program,
  parser: PastaParser,
  args: DebugProtocol.SetFunctionBreakpointsArguments,
): Promise<DebugProtocol.SetFunctionBreakpointsResponse["body"]> {
  const wanted = args.breakpoints.map((breakpoint) => {
    const name = sceneNameOf(breakpoint.name);
    return { id: program.newId(), name, ...conditionsOf(parser, breakpoint) };
  });
  await program.tell("functions", { kind: "functionBreakpoints", breakpoints: wanted });
  return {
    breakpoints: wanted.map(({ id, name }) =>
      isSceneName(program, name)
        ? { id, verified: true }
        : { id, verified: false, message: program.client.text("debug-no-such-scene") },
    ),
  };
}

/** A name as it is written (`＊雑談`, `・続き`), or a full function name, which stays. */
function sceneNameOf(written: string): string {
  const name = written.trim().replace(/^[＊*・]/u, "");
  return name.includes("::") ? name : sanitizeName(name);
}

/** Whether any scene or local scene answers to a name. */
function isSceneName({ ghost: { tables } }: Program, name: string): boolean {
  const [scene = "", local] = name.split("::").map((part) => part.replace(/_[0-9]+$/, ""));
  if (scene === "") return false;
  if (local !== undefined) return hasPrefix(tables.scenes, scene);
  if (hasPrefix(tables.scenes, scene)) return true;
  return [...tables.files.values()].some(({ scenes }) => scenes.some(({ of }) => hasPrefix(of.locals, scene)));
}

export async function dataBreakpointInfo(
  program: Program,
  args: DebugProtocol.DataBreakpointInfoArguments,
): Promise<DebugProtocol.DataBreakpointInfoResponse["body"]> {
  const { name, variablesReference: reference } = args;
  const isSaved =
    reference === undefined || reference === 0 ? false : await program.ask<boolean>({ kind: "isSaved", reference });
  const saved = isSaved ? name : reference ? null : savedName(name);
  if (saved === null) return { dataId: null, description: program.client.text("debug-only-saved") };
  return { dataId: SAVED + saved, description: `＄＊${saved}`, accessTypes: ["write"], canPersist: true };
}

export async function setDataBreakpoints(
  program: Program,
  parser: PastaParser,
  args: DebugProtocol.SetDataBreakpointsArguments,
): Promise<DebugProtocol.SetDataBreakpointsResponse["body"]> {
  const wanted = args.breakpoints.map((breakpoint) => ({
    id: program.newId(),
    name: breakpoint.dataId.startsWith(SAVED) ? breakpoint.dataId.slice(SAVED.length) : "",
    ...conditionsOf(parser, breakpoint),
  }));
  const breakpoints = wanted.filter(({ name }) => name !== "");
  await program.tell("data", { kind: "dataBreakpoints", breakpoints });
  return { breakpoints: wanted.map(({ id, name }) => ({ id, verified: name !== "" })) };
}

export async function setExceptionBreakpoints(
  program: Program,
  args: DebugProtocol.SetExceptionBreakpointsArguments,
): Promise<void> {
  const filters = FILTERS.filter((filter) => args.filters.includes(filter));
  await program.tell("exceptions", { kind: "exceptions", filters });
}
