/**
 * Decks: one a question, shuffled once, drawn from the top, shuffled again when empty. Choosing is here and nowhere
 * else; which candidates there are is the resolver's answer.
 */

import type { ShownDeck } from "../debugger/model.ts";
import { withoutCounters } from "./identity.ts";
import { namedRandom, shuffled } from "./random.ts";

/** What is asked of a deck. Equal questions share a deck. */
export interface DeckQuestion {
  readonly what: "scene" | "word";
  /** The scene or actor scope that asks; empty for global names. */
  readonly module: string;
  /** The name as it is looked up: names that mean the same share a deck. */
  readonly key: string;
  /** The name as it was written, if that is another. */
  readonly written?: string;
  /** How candidates are gathered, and attribute filters: anything else that makes it another question. */
  readonly variant?: string;
  readonly filters?: ReadonlyMap<string, string>;
}

/** A draw to be repeated: to that question (its name as written) give the candidate of that name. */
export interface RecordedDraw {
  readonly what: "scene" | "word";
  readonly module: string;
  readonly key: string;
  /** Full name of the scene function, or the word's value. */
  readonly chosen: string;
  /** Tells the chosen scene from others of its name (`identity.ts`). */
  readonly mark?: string | null;
}

export interface Draw {
  /** Index into the candidates. */
  readonly chosen: number;
  /** Cards left after the draw. */
  readonly remaining: number;
  readonly replayed: boolean;
}

/** Why nothing could be drawn. Names as in the engine's errors. */
export type DeckProblem =
  /** The injected source of chance answered with something that is no order of the candidates. */
  | { readonly kind: "RandomSelectionFailed"; readonly key: string; readonly count: number }
  /** The deck is empty and may not be shuffled again. */
  | { readonly kind: "NoMoreScenes"; readonly key: string };

export interface DeckSettings {
  readonly seed: number;
  /** False: cards lie in candidate order. */
  readonly shuffle: boolean;
  /** Another source of chance: an order of the positions 0 to `count` - 1 for a round of a deck. */
  readonly order?: (question: DeckQuestion, count: number, round: number) => readonly number[];
  /** False: a deck that is empty stays empty. */
  readonly reshuffle?: boolean;
  /** Draws to be repeated, in order, as long as they fit. */
  readonly replay?: readonly RecordedDraw[];
  /** Draws to be answered so when they come, in this order; all draws between them are free. */
  readonly wanted?: readonly Omit<RecordedDraw, "what">[];
}

interface Deck {
  readonly question: DeckQuestion;
  readonly nameOf: (candidate: number) => string;
  /** The top card is the last one. */
  cards: number[];
  round: number;
  readonly history: number[];
}

export class Decks {
  readonly #settings: DeckSettings;
  readonly #decks = new Map<string, Deck>();
  readonly #order: { scene: readonly number[] | null; word: readonly number[] | null } = { scene: null, word: null };
  #replay: readonly RecordedDraw[];
  #replayed = 0;
  /** How many of the wanted draws have come. */
  #met = 0;

  constructor(settings: DeckSettings) {
    this.#settings = settings;
    this.#replay = settings.replay ?? [];
  }

  /**
   * Draws one of `count` candidates; `nameOf` tells their names, `markOf` what tells namesakes apart. `count` must not
   * be 0, and must be the same as long as the deck lives.
   */
  draw(
    question: DeckQuestion,
    count: number,
    nameOf: (candidate: number) => string,
    markOf: (candidate: number) => string | null = () => null,
  ): Draw | DeckProblem {
    const id = deckId(question);
    let deck = this.#decks.get(id);
    if (deck !== undefined && deck.cards.length === 0 && this.#settings.reshuffle === false)
      return { kind: "NoMoreScenes", key: question.key };
    if (deck === undefined || deck.cards.length === 0) {
      const round = deck === undefined ? 0 : deck.round + 1;
      const cards = this.#shuffle(question, id, count, round);
      if (cards === null) return { kind: "RandomSelectionFailed", key: question.key, count };
      deck = { question, nameOf, cards, round, history: [] };
      this.#decks.set(id, deck);
    }
    const recorded =
      this.#recorded(question, count, nameOf, markOf, deck.cards) ?? this.#wanted(question, count, nameOf, deck.cards);
    const lies = recorded === null ? -1 : deck.cards.lastIndexOf(recorded);
    if (lies >= 0) deck.cards.splice(lies, 1);
    const chosen = recorded ?? (deck.cards.pop() as number);
    deck.history.push(chosen);
    return { chosen, remaining: deck.cards.length, replayed: recorded !== null };
  }

  /** What lies in a deck, top first; empty where there is no such deck yet. */
  cards(question: DeckQuestion): readonly number[] {
    return [...(this.#decks.get(deckId(question))?.cards ?? [])].reverse();
  }

  /** What a deck has given since it was last shuffled, oldest first. */
  history(question: DeckQuestion): readonly number[] {
    return this.#decks.get(deckId(question))?.history ?? [];
  }

  /** Every deck as it lies, for who looks into a running program. */
  shown(): ShownDeck[] {
    return [...this.#decks.values()].map(({ question: { what, module, key }, nameOf, cards, history }) => ({
      name: `${what === "scene" ? "＞" : "＠"}${key}${module === "" ? "" : ` (${module})`}`,
      cards: [...cards].reverse().map(nameOf),
      drawn: history.map(nameOf),
    }));
  }

  /** Remembers how the decks lie; calling what it gives lays them so again. */
  hold(): () => void {
    const copies = [...this.#decks].map(([id, deck]): [string, Deck] => [
      id,
      { ...deck, cards: [...deck.cards], history: [...deck.history] },
    ]);
    const [replay, replayed, met] = [this.#replay, this.#replayed, this.#met];
    return () => {
      this.#decks.clear();
      for (const [id, deck] of copies) this.#decks.set(id, deck);
      [this.#replay, this.#replayed, this.#met] = [replay, replayed, met];
    };
  }

  /**
   * Fixes the order of scene or word decks: these positions in candidate order first, the rest behind them; null
   * shuffles again. Every deck of that kind begins anew. Source: `MockRandomSelector` of pasta_core 0.4.4.
   */
  select(what: "scene" | "word", positions: readonly number[] | null): void {
    this.#order[what] = positions;
    for (const id of this.#decks.keys()) if (id.startsWith(`${what}\u0000`)) this.#decks.delete(id);
  }

  /** A full deck, top card last. */
  #shuffle(question: DeckQuestion, id: string, count: number, round: number): number[] | null {
    const order = this.#ordered(question, id, count, round);
    return order === null ? null : order.reverse();
  }

  #ordered(question: DeckQuestion, id: string, count: number, round: number): number[] | null {
    const positions = this.#order[question.what];
    if (positions !== null) {
      const first = [...new Set(positions)].filter((position) => position < count);
      const taken = new Set(first);
      return [...first, ...range(count).filter((position) => !taken.has(position))];
    }
    if (this.#settings.order !== undefined) {
      const order = [...this.#settings.order(question, count, round)];
      const isOrder = order.length === count && range(count).every((position) => order.includes(position));
      return isOrder ? order : null;
    }
    if (!this.#settings.shuffle) return range(count);
    return shuffled(count, namedRandom(this.#settings.seed, id, round));
  }

  /** The candidate of the next wanted draw, if this is that draw. A card that was drawn already comes from the pile. */
  #wanted(
    { what, module, key, written = key }: DeckQuestion,
    count: number,
    nameOf: (candidate: number) => string,
    cards: readonly number[],
  ): number | null {
    const next = this.#settings.wanted?.[this.#met];
    if (what !== "scene" || next?.module !== module || next.key !== written) return null;
    const named = range(count).filter((candidate) => nameOf(candidate) === next.chosen);
    const candidate = named.find((each) => cards.includes(each)) ?? named[0];
    if (candidate === undefined) return null;
    this.#met++;
    return candidate;
  }

  /** The candidate of the next recorded draw, if it fits; else the recording is over. */
  #recorded(
    question: DeckQuestion,
    count: number,
    nameOf: (candidate: number) => string,
    markOf: (candidate: number) => string | null,
    cards: readonly number[],
  ): number | null {
    const next = this.#replay[this.#replayed];
    if (next === undefined) return null;
    if (
      next.what === question.what &&
      next.key === (question.written ?? question.key) &&
      withoutCounters(next.module) === withoutCounters(question.module)
    ) {
      const bare = withoutCounters(next.chosen);
      const named = range(count).filter((candidate) => nameOf(candidate) === next.chosen);
      // The same text under the same name comes before the same number; words have neither.
      const marked =
        next.mark == null || named.some((candidate) => markOf(candidate) === next.mark)
          ? []
          : range(count).filter(
              (candidate) => markOf(candidate) === next.mark && withoutCounters(nameOf(candidate)) === bare,
            );
      // A scene whose namesakes have gone, or come, has another number, or a mark that it had not.
      const alike =
        question.what === "scene"
          ? range(count).filter((candidate) => withoutCounters(nameOf(candidate)) === bare)
          : [];
      const candidate = [marked, named, alike].flat().find((each) => cards.includes(each)) ?? null;
      if (candidate !== null) {
        this.#replayed++;
        return candidate;
      }
    }
    this.#replay = [];
    return null;
  }
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function deckId({ what, module, key, variant = "", filters }: DeckQuestion): string {
  const sorted = [...(filters ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).flat();
  return [what, module, key, variant, ...sorted].join("\u0000");
}
