/** Draws: the library asks by name, the program gives the candidates, the deck chooses, and the event tells it all. */

import { LuaError } from "../vm/limits.ts";
import { type HostFunction, type LuaResult, Results } from "../vm/values.ts";
import type { DeckProblem, DeckQuestion, Decks } from "./decks.ts";
import type { DrawCandidate, PlayEvent, PlaySource } from "./events.ts";
import { withoutCounters } from "./identity.ts";
import type { Program, Question } from "./program.ts";

/** The part of a program that answers questions. */
export type ProgramQuestions = Pick<
  Program,
  "candidates" | "candidateSource" | "aliases" | "functionSource" | "functionAt"
>;

export interface DrawContext {
  readonly program: ProgramQuestions;
  readonly decks: Decks;
  readonly strategy: "merged" | "localFirst";
  readonly tell: (event: PlayEvent) => void;
  /** Something that could not be drawn, and is no error of the script's. */
  readonly problem: (problem: DeckProblem) => void;
  /** Whether events carry their decks, card by card. */
  readonly trace: boolean;
  readonly position: () => PlaySource | null;
}

/** More candidates than these are not listed in an event. */
const LISTED = 200;

/** The functions that `pasta.search` calls. */
export function drawFunctions(context: DrawContext): [string, HostFunction][] {
  const { decks, program } = context;
  const answers = new Map<string, ReturnType<ProgramQuestions["candidates"]>>();

  /** Candidates do not change once a ghost is loaded; decks rely on that as well. */
  const candidates = (question: Question) => {
    const id = `${question.what}\u0000${question.how}\u0000${question.scope}\u0000${question.key}`;
    let answer = answers.get(id);
    if (answer === undefined) {
      answer = program.candidates(question);
      answers.set(id, answer);
    }
    return answer;
  };

  const askers = new Map<string, string | null>();
  /** The scene function whose line asks. */
  const askerAt = (source: PlaySource | null): string | null => {
    if (source === null) return null;
    const id = `${source.file}:${source.line}`;
    let asker = askers.get(id);
    if (asker === undefined) {
      const found = program.functionAt(source.file, source.line);
      asker = found === null ? null : `${found.scene}::${found.local}`;
      askers.set(id, asker);
    }
    return asker;
  };

  const draw = (question: Question): string | null => {
    const { key: lookedUp, names, written, marks, scopes, sources } = candidates(question);
    if (names.length === 0) return null;
    const { what, scope, key, how } = question;
    const asked: DeckQuestion = { what, module: scope, key: lookedUp, written: key, variant: how };
    const nameOf = (index: number) => names[index] as string;
    const before = context.trace ? decks.cards(asked) : [];
    const drawn = decks.draw(asked, names.length, nameOf, (index) => marks[index] ?? null);
    if ("kind" in drawn) {
      context.problem(drawn);
      return null;
    }
    const listed = (index: number, source: PlaySource | null): DrawCandidate => {
      const name = nameOf(index);
      const plain = what === "scene" ? withoutCounters(name).replace(/::__start__$/, "") : name;
      return { name, written: written[index] ?? plain, scope: scopes[index] ?? "global", source };
    };
    const shown = names.slice(0, LISTED).map((_, index) => listed(index, sources[index] ?? null));
    let chosen = drawn.chosen;
    if (chosen >= shown.length) chosen = shown.push(listed(chosen, program.candidateSource(question, chosen))) - 1;
    const source = context.position();
    context.tell({
      kind: "draw",
      what,
      key,
      module: scope,
      asker: askerAt(source),
      strategy: context.strategy,
      candidates: shown,
      total: names.length,
      remaining: drawn.remaining,
      left: decks
        .cards(asked)
        .filter((card) => card < LISTED)
        .sort((a, b) => a - b),
      chosen,
      mark: marks[drawn.chosen] ?? null,
      replayed: drawn.replayed,
      source,
      ...(context.trace && {
        deck: {
          before: (before.length > 0 ? before : [...decks.history(asked), ...decks.cards(asked)]).map(nameOf),
          after: decks.cards(asked).map(nameOf),
          history: decks.history(asked).map(nameOf),
        },
      }),
    });
    return names[drawn.chosen] as string;
  };

  const scene = (key: LuaResult, scope: LuaResult, how: Question["how"]): Results | undefined => {
    const name = String(key);
    if (name === "") throw new LuaError(`Scene table error: Invalid scene name: '${name}'`);
    const drawn = draw({ what: "scene", key: name, scope: typeof scope === "string" ? scope : "", how });
    return drawn === null ? undefined : split(drawn);
  };

  const owned = (global: LuaResult, local: LuaResult): Results => {
    const key = String(global);
    if (candidates({ what: "scene", key, scope: "", how: "exact" }).names.length === 0)
      return new Results(null, "global");
    const owner = draw({ what: "scene", key, scope: String(local), how: "owned" });
    if (owner === null) return new Results(null, "local");
    return scene(local, owner.split("::")[0], "exact") ?? new Results(null, "local");
  };

  const select = (what: "scene" | "word", positions: LuaResult): undefined => {
    const list = positions instanceof Map ? [...positions.values()].map(Number) : [];
    decks.select(what, list.length === 0 ? null : list);
    return undefined;
  };

  return [
    ["draw_scene", (key, scope, how) => scene(key, scope, how as Question["how"])],
    ["draw_owned", owned],
    [
      "draw_word",
      (key, scope, inCall) => {
        const where = typeof scope === "string" ? scope : "";
        return (
          draw({ what: "word", key: String(key), scope: where, how: inCall === true ? "call" : "prefix" }) ?? undefined
        );
      },
    ],
    ["aliases", () => program.aliases()],
    ["select_scenes", (positions) => select("scene", positions)],
    ["select_words", (positions) => select("word", positions)],
  ];
}

/** `会話_1::選択肢_1` to its two names. */
function split(fullName: string): Results {
  const at = fullName.indexOf("::");
  return new Results(fullName.slice(0, at), fullName.slice(at + 2));
}
