/** All that is wanted to stop a program, and how often each has been met. */

import type { Breakpoint, Condition, DataBreakpoint, ExceptionFilter, FunctionBreakpoint } from "./model.ts";

export class Breakpoints {
  #files = new Map<string, ReadonlyMap<number, readonly Breakpoint[]>>();
  #functions: readonly FunctionBreakpoint[] = [];
  #data: readonly DataBreakpoint[] = [];
  #filters: ReadonlySet<ExceptionFilter> = new Set();
  readonly #hits = new Map<number, number>();

  setLines(file: string, breakpoints: readonly Breakpoint[]): void {
    const lines = new Map<number, readonly Breakpoint[]>();
    for (const each of breakpoints) lines.set(each.line, [...(lines.get(each.line) ?? []), each]);
    if (lines.size > 0) this.#files.set(file, lines);
    else this.#files.delete(file);
  }

  setFunctions(breakpoints: readonly FunctionBreakpoint[]): void {
    this.#functions = breakpoints;
  }

  setData(breakpoints: readonly DataBreakpoint[]): void {
    this.#data = breakpoints;
  }

  setFilters(filters: readonly ExceptionFilter[]): void {
    this.#filters = new Set(filters);
  }

  has(filter: ExceptionFilter): boolean {
    return this.#filters.has(filter);
  }

  /** The lines (0-based) of all files. */
  *lines(): Iterable<number> {
    for (const file of this.#files.values()) yield* file.keys();
  }

  at(file: string, line: number): readonly Breakpoint[] {
    return this.#files.get(file)?.get(line) ?? [];
  }

  /** Those that mean a scene function by its full name. */
  of(fullName: string): readonly FunctionBreakpoint[] {
    return this.#functions.filter(({ name }) => matches(fullName, name));
  }

  get data(): readonly DataBreakpoint[] {
    return this.#data;
  }

  /** Counts a hit of one whose condition holds, and tells whether it is one to stop at. */
  hit({ id, hits }: Condition): boolean {
    const count = (this.#hits.get(id) ?? 0) + 1;
    this.#hits.set(id, count);
    return hits === undefined || hitHolds(hits, count);
  }

  /** Whether replaying must count again to know where it stands. */
  get counts(): boolean {
    const all = [
      ...this.#functions,
      ...this.#data,
      ...[...this.#files.values()].flatMap((each) => [...each.values()].flat()),
    ];
    return all.some(({ hits }) => hits !== undefined);
  }

  /** The program begins anew: nothing has been met. */
  forgetHits(): void {
    this.#hits.clear();
  }
}

/** `会話` is every scene of that beginning; a full name is one function. */
function matches(fullName: string, name: string): boolean {
  if (name === "") return false;
  const [scene = "", local = ""] = fullName.split("::");
  return fullName === name || scene === name || (local === "__start__" ? scene : local).startsWith(name);
}

/** `5`, `=5`, `>2`, `>=2`, `<3`, `<=3`, `%2`. What cannot be read holds always. */
function hitHolds(condition: string, count: number): boolean {
  const found = /^\s*(>=|<=|>|<|==?|%)?\s*([0-9]+)\s*$/.exec(condition.normalize("NFKC"));
  if (found === null) return true;
  const number = Number(found[2]);
  switch (found[1]) {
    case ">=":
      return count >= number;
    case ">":
      return count > number;
    case "<=":
      return count <= number;
    case "<":
      return count < number;
    case "%":
      return number > 0 && count % number === 0;
    default:
      return count === number;
  }
}
