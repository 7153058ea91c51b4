/** Builds the elements of the transcript's rows. */
import type { PageTexts } from "#client/run-scene/page-texts.ts";
import type { Piece } from "#client/run-scene/tags.ts";
import type { Row } from "#client/run-scene/transcript.ts";
import { fill, noticeText, setText } from "#client/run-scene/wording.ts";
import type { WireSource } from "#server/protocol.ts";
import { button, element } from "./elements.ts";

/** What a row may ask for when it is clicked. */
export interface RowActions {
  open(source: WireSource): void;
  choose(turn: number, index: number): void;
  reroll(draw: number): void;
  pin(draw: number, candidate: number): void;
}

/** What rows are built with. */
export interface RowParts {
  readonly texts: PageTexts;
  readonly actions: RowActions;
  /** The numbers of pinned draws. */
  readonly pinned: ReadonlySet<number>;
  /** The speaker's portrait; null where there is no shell. */
  portrait(row: Extract<Row, { kind: "talk" }>): HTMLElement | null;
}

/** The element of one row of the transcript. */
export function rowElement(row: Row, parts: RowParts): HTMLElement {
  const { texts, actions } = parts;
  const link = sourceLink(row.source, texts, actions);
  switch (row.kind) {
    case "talk":
      return element(
        "p",
        { class: "talk" },
        parts.portrait(row),
        element("span", { class: "speaker", "data-actor": row.actor }, row.actor ?? texts.narrator),
        element("span", { class: "words" }, ...row.pieces.map((piece) => pieceElement(piece, texts))),
        link,
      );
    case "notice":
      return element(
        "p",
        { class: `notice ${row.what}` },
        mark(row.what === "log" ? "›" : row.what === "stopped" ? "■" : "⚠"),
        words(noticeText(row, texts)),
        link,
      );
    case "scene":
      return element("p", { class: "scene" }, words(fill(texts.scene, row.name)), link);
    case "draw":
      return drawElement(row, parts);
    case "choice":
      return choiceElement(row, texts, actions);
    case "set":
      return element("p", { class: "set" }, mark("✎"), words(setText(row, texts)));
    case "yield":
      return element("p", { class: "yield" }, words(texts.yielded));
  }
}

function words(text: string): HTMLElement {
  return element("span", { class: "words" }, text);
}

function mark(sign: string): HTMLElement {
  return element("span", { class: "mark", "aria-hidden": "true" }, sign);
}

function pieceElement(piece: Piece, texts: PageTexts): Node {
  if (piece.kind === "text") return document.createTextNode(piece.text);
  return element("code", { class: "sakura", title: fill(texts.sakura, piece.text) }, piece.text);
}

/** An offer stays a button: taking another one later goes back to where it was offered. */
function choiceElement(row: Extract<Row, { kind: "choice" }>, texts: PageTexts, actions: RowActions): HTMLElement {
  const go = button(
    { class: "link words", title: fill(texts.takeInstead, row.display), "aria-pressed": String(row.taken) },
    () => actions.choose(row.turn, row.index),
    row.display,
  );
  return element(
    "p",
    { class: row.taken ? "offered taken" : "offered" },
    mark(row.taken ? "◆" : "◇"),
    go,
    sourceLink(row.source, texts, actions),
  );
}

/** A draw as a chip that opens into its candidates: each can be drawn instead, and has a link to its source. */
function drawElement(row: Extract<Row, { kind: "draw" }>, { texts, actions, pinned }: RowParts): HTMLElement {
  const isPinned = pinned.has(row.number);
  const chosen = row.candidates[row.chosen];
  const only = row.total === 1;
  const summary = element(
    "summary",
    {},
    element("span", { class: "die", "aria-hidden": "true" }, only ? "·" : "⚄"),
    fill(row.what === "scene" ? texts.drawScene : texts.drawWord, row.key, chosen?.written ?? "?"),
    " ",
    element(
      "span",
      { class: "detail" },
      only ? texts.drawOnly : fill(texts.drawDetail, row.total, row.remaining),
      isPinned ? ` · ${texts.pinned}` : null,
    ),
  );
  const more = row.total - row.candidates.length;
  const strategy = row.strategy === "merged" ? texts.drawMerged : texts.drawLocalFirst;
  const detail = more > 0 ? `${fill(texts.drawMore, more)} · ${strategy}` : strategy;
  return element(
    "div",
    { class: isPinned ? "draw pinned" : "draw" },
    element("details", {}, summary, candidateList(row, texts, actions), element("p", { class: "detail" }, detail)),
    only
      ? null
      : button(
          { class: "small reroll", title: texts.reroll, "aria-label": texts.reroll },
          () => actions.reroll(row.number),
          "↻",
        ),
    sourceLink(row.source, texts, actions),
  );
}

/** The candidates of a draw: which one came, which still lie in the deck, which have come before. */
function candidateList(row: Extract<Row, { kind: "draw" }>, texts: PageTexts, actions: RowActions): HTMLElement {
  const left = new Set(row.left);
  return element(
    "ol",
    {},
    ...row.candidates.map(({ written, source }, index) => {
      const isDrawn = index === row.chosen;
      const standing = isDrawn ? texts.drawn : left.has(index) ? texts.inDeck : texts.outOfDeck;
      const pin = () => actions.pin(row.number, index);
      return element(
        "li",
        { class: isDrawn ? "drawn" : left.has(index) ? null : "out" },
        source === null
          ? element("span", { class: "name" }, written)
          : button({ class: "link name" }, () => actions.open(source), written),
        element("span", { class: "detail standing" }, ` ${standing}`),
        row.total === 1
          ? null
          : button(
              { class: "small pin", "aria-label": fill(texts.pin, written), title: fill(texts.pin, written) },
              pin,
              texts.pinHere,
            ),
      );
    }),
  );
}

function sourceLink(source: WireSource | null, texts: PageTexts, actions: RowActions): HTMLElement | null {
  if (source === null) return null;
  const file = source.file.slice(source.file.lastIndexOf("/") + 1);
  const label = fill(texts.openSource, source.file, source.line + 1);
  return button({ class: "link source", title: label }, () => actions.open(source), `${file}:${source.line + 1}`);
}
