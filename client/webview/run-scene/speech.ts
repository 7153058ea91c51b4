/**
 * Speech that takes its time: rows appear one after the other, and words as they would be spoken. What is not said yet
 * is in the page already, only unseen, so that a screen reader hears each line once and whole.
 */
import type { Speed } from "#client/run-scene/messages.ts";
import { waitOf } from "#client/run-scene/tags.ts";
import type { Row } from "#client/run-scene/transcript.ts";

/** Milliseconds for a character and between lines, and how long the waits of tags are. */
const paces: Readonly<Record<Exclude<Speed, "instant">, { character: number; line: number; wait: number }>> = {
  fast: { character: 15, line: 60, wait: 0.25 },
  natural: { character: 60, line: 300, wait: 1 },
  slow: { character: 120, line: 600, wait: 1.5 },
};

/** Name of the highlight that makes text unseen (style.css). */
const unsaid = "unsaid";

export interface SpeechParts {
  /** The rows, and the element of each. */
  row(index: number): { readonly row: Row; readonly element: HTMLElement } | null;
  count(): number;
  /** A row begins to be spoken. */
  begins(row: Row): void;
  /** The page must be brought to its end. */
  grows(): void;
  /** Everything has been said. */
  done(): void;
}

export class Speech {
  readonly #parts: SpeechParts;
  #speed: Speed = "instant";
  /** The row that is being spoken; none where everything has been said. */
  #front: number | null = null;
  /** Milliseconds of the row in front that have gone by, and when the last frame was. */
  #spent = 0;
  #last = 0;
  #frame = 0;

  constructor(parts: SpeechParts) {
    this.#parts = parts;
  }

  set speed(speed: Speed) {
    this.#speed = speed;
    if (speed === "instant") this.finish();
  }

  get speaks(): boolean {
    return this.#front !== null;
  }

  /** Rows from `from` on have been added while the scene plays; those from `changed` on are new elements. */
  say(from: number, changed: number): void {
    if (this.#speed === "instant" || prefersStill()) {
      this.finish();
      return;
    }
    if (this.#front === null && from < this.#parts.count()) {
      this.#front = from;
      this.#spent = 0;
      this.#begin();
      this.#last = performance.now();
      this.#frame = requestAnimationFrame((now) => this.#step(now));
    }
    if (this.#front !== null) this.#hideFrom(changed);
  }

  /** Rows from `changed` on are others than they were: what is being said goes on only if it lies before them. */
  keep(changed: number): void {
    if (this.#front === null) return;
    const count = this.#parts.count();
    if (this.#front >= count || (changed <= this.#front && changed < count)) this.finish();
    else this.#hideFrom(changed);
  }

  /** The elements of all rows are new ones: what is not said yet stays unseen. */
  hideRest(): void {
    if (this.#front !== null) this.#hideFrom(0);
  }

  /** Shows all at once. */
  finish(): void {
    if (this.#front === null) return;
    cancelAnimationFrame(this.#frame);
    const from = this.#front;
    this.#front = null;
    for (let index = from; index < this.#parts.count(); index++) {
      const row = this.#parts.row(index)?.element;
      if (row === undefined) continue;
      row.hidden = false;
      for (const chip of row.querySelectorAll(".unsaid")) chip.classList.remove("unsaid");
    }
    CSS.highlights.delete(unsaid);
    this.#parts.done();
  }

  /** Rows behind the one in front are in the page, unseen. */
  #hideFrom(from: number): void {
    const front = this.#front ?? Number.POSITIVE_INFINITY;
    for (let index = Math.max(from, front + 1); index < this.#parts.count(); index++) {
      const row = this.#parts.row(index)?.element;
      if (row !== undefined) row.hidden = true;
    }
  }

  #begin(): void {
    const shown = this.#front === null ? null : this.#parts.row(this.#front);
    CSS.highlights.delete(unsaid);
    if (shown === null) return;
    shown.element.hidden = false;
    this.#parts.begins(shown.row);
    this.#parts.grows();
  }

  #step(now: number): void {
    if (this.#front === null || this.#speed === "instant") return;
    const pace = paces[this.#speed];
    this.#spent += now - this.#last;
    this.#last = now;
    for (;;) {
      const shown = this.#parts.row(this.#front);
      if (shown === null) {
        this.finish();
        return;
      }
      const rest = reveal(shown.row, shown.element, this.#spent, pace);
      if (rest < 0) break;
      this.#front += 1;
      this.#spent = rest;
      if (this.#front >= this.#parts.count()) {
        this.finish();
        return;
      }
      this.#begin();
    }
    this.#frame = requestAnimationFrame((next) => this.#step(next));
  }
}

/** Shows as much of a row as can be said in `spent` milliseconds; what is left of them, or less than 0 if not all was. */
function reveal(row: Row, element: HTMLElement, spent: number, pace: (typeof paces)["fast"]): number {
  if (row.kind !== "talk") return spent;
  let left = spent;
  const nodes = [...(element.querySelector(".words")?.childNodes ?? [])];
  for (const [index, piece] of row.pieces.entries()) {
    const node = nodes[index];
    if (node === undefined) continue;
    const characters = piece.kind === "text" ? [...piece.text] : [];
    const needed = piece.kind === "text" ? characters.length * pace.character : waitOf(piece) * pace.wait;
    if (node instanceof HTMLElement) node.classList.toggle("unsaid", left < 0);
    if (left >= 0 && left < needed)
      hideAfter(node, characters, Math.floor(left / pace.character), nodes.at(-1) ?? node);
    left -= needed;
  }
  return left - pace.line >= 0 ? left - pace.line : left >= 0 ? seen() : -1;
}

/** Everything of the row is seen, and its pause goes on. */
function seen(): number {
  CSS.highlights.delete(unsaid);
  return -1;
}

/** Makes unseen what comes after so many characters of a text, up to the end of the row. */
function hideAfter(node: Node, characters: readonly string[], said: number, end: Node): void {
  const range = new Range();
  const offset = characters.slice(0, said).join("").length;
  if (node.nodeType === Node.TEXT_NODE) range.setStart(node, offset);
  else range.setStartAfter(node);
  range.setEndAfter(end);
  CSS.highlights.set(unsaid, new Highlight(range));
}

/** Whether the reader wants nothing to move. */
function prefersStill(): boolean {
  return (
    document.body.classList.contains("vscode-reduce-motion") || matchMedia("(prefers-reduced-motion: reduce)").matches
  );
}
