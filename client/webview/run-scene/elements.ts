/** Builds the rows' elements. Words of the ghost only ever become text nodes. */
import type { PageTexts } from "#client/run-scene/messages.ts";
import { fill, noticeText, type Piece, type Row, sceneLabel } from "#client/run-scene/transcript.ts";
import type { WireSource } from "#server/protocol.ts";

/** What a row may ask for when it is clicked. */
export interface RowActions {
  open(source: WireSource): void;
  choose(step: number, index: number): void;
  reroll(draw: number): void;
  pin(draw: number, candidate: number): void;
}

type Content = Node | string | null;
type Attributes = Readonly<Record<string, string | null>>;

/** An element with its attributes (null ones are left out) and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...children: readonly Content[]
): HTMLElementTagNameMap[Name] {
  const result = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) result.setAttribute(key, value);
  for (const child of children) if (child !== null) result.append(child);
  return result;
}

/** A button with a click's action. */
export function button(attributes: Attributes, action: () => void, ...children: readonly Content[]): HTMLButtonElement {
  const result = element("button", { type: "button", ...attributes }, ...children);
  result.addEventListener("click", action);
  return result;
}

/** The element of one row of the transcript. `pinned` holds the numbers of pinned draws. */
export function rowElement(row: Row, pinned: ReadonlySet<number>, texts: PageTexts, actions: RowActions): HTMLElement {
  const link = sourceLink(row.source, texts, actions);
  switch (row.kind) {
    case "talk":
      return element(
        "p",
        { class: "talk" },
        element("span", { class: `speaker tint-${tint(row.actor ?? "")}` }, row.actor ?? texts.narrator),
        element("span", { class: "words" }, ...row.pieces.map((piece) => pieceElement(piece, texts))),
        link,
      );
    case "notice":
      return element(
        "p",
        { class: `notice ${row.what}` },
        mark(row.what === "log" ? "›" : "⚠"),
        element("span", { class: "words" }, noticeText(row, texts)),
        link,
      );
    case "scene":
      return element("p", { class: "scene" }, words(fill(texts.scene, sceneLabel(row.name))), link);
    case "draw":
      return drawElement(row, pinned.has(row.number), texts, actions);
    case "choice":
      return choiceElement(row, texts, actions);
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
    () => actions.choose(row.step, row.index),
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
function drawElement(
  row: Extract<Row, { kind: "draw" }>,
  pinned: boolean,
  texts: PageTexts,
  actions: RowActions,
): HTMLElement {
  const name = (full: string) => (row.what === "scene" ? sceneLabel(full) : full);
  const chosen = row.candidates[row.chosen];
  const only = row.total === 1;
  const summary = element(
    "summary",
    {},
    element("span", { class: "die", "aria-hidden": "true" }, only ? "·" : "⚄"),
    fill(row.what === "scene" ? texts.drawScene : texts.drawWord, row.key, name(chosen?.name ?? "?")),
    " ",
    element(
      "span",
      { class: "detail" },
      only ? texts.drawOnly : fill(texts.drawDetail, row.total, row.remaining),
      pinned ? ` · ${texts.pinned}` : null,
    ),
  );
  const list = element(
    "ol",
    {},
    ...row.candidates.map((candidate, index) => {
      const { source } = candidate;
      const label = name(candidate.name);
      return element(
        "li",
        { class: index === row.chosen ? "drawn" : null },
        source === null
          ? element("span", { class: "name" }, label)
          : button({ class: "link name" }, () => actions.open(source), label),
        index === row.chosen ? element("span", { class: "detail" }, ` ${texts.drawn}`) : null,
        only
          ? null
          : button(
              { class: "small pin", "aria-label": fill(texts.pin, label), title: fill(texts.pin, label) },
              () => actions.pin(row.number, index),
              texts.pinHere,
            ),
      );
    }),
  );
  const more = row.total - row.candidates.length;
  const strategy = row.strategy === "merged" ? texts.drawMerged : texts.drawLocalFirst;
  const detail = more > 0 ? `${fill(texts.drawMore, more)} · ${strategy}` : strategy;
  return element(
    "div",
    { class: pinned ? "draw pinned" : "draw" },
    element("details", {}, summary, list, element("p", { class: "detail" }, detail)),
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

function sourceLink(source: WireSource | null, texts: PageTexts, actions: RowActions): HTMLElement | null {
  if (source === null) return null;
  const file = source.file.slice(source.file.lastIndexOf("/") + 1);
  const label = fill(texts.openSource, source.file, source.line + 1);
  return button({ class: "link source", title: label }, () => actions.open(source), `${file}:${source.line + 1}`);
}

/** One of eight speaker colours, the same for the same name always. */
function tint(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return hash % 8;
}
