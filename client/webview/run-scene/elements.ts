/** Builds the rows' elements. Words of the ghost only ever become text nodes. */
import type { PageTexts } from "#client/run-scene/messages.ts";
import { fill, type Piece, type Row, sceneLabel } from "#client/run-scene/transcript.ts";
import type { WireSource } from "#server/protocol.ts";

/** What a row may ask for when it is clicked. */
export interface RowActions {
  open(source: WireSource): void;
  choose(index: number): void;
}

type Content = Node | string | null;

/** An element with its attributes (null ones are left out) and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | null>>,
  ...children: readonly Content[]
): HTMLElementTagNameMap[Name] {
  const result = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) result.setAttribute(key, value);
  for (const child of children) if (child !== null) result.append(child);
  return result;
}

/** A button with a click's action. */
export function button(
  attributes: Readonly<Record<string, string | null>>,
  action: () => void,
  ...children: readonly Content[]
): HTMLButtonElement {
  const result = element("button", { type: "button", ...attributes }, ...children);
  result.addEventListener("click", action);
  return result;
}

/** The element of one row of the transcript. Choices are not rows here: they stand below it. */
export function rowElement(row: Row, texts: PageTexts, actions: RowActions): HTMLElement {
  switch (row.kind) {
    case "talk":
      return element(
        "p",
        { class: "talk" },
        element("span", { class: `speaker tint-${tint(row.actor ?? "")}` }, row.actor ?? texts.narrator),
        element("span", { class: "words" }, ...row.pieces.map((piece) => pieceElement(piece, texts))),
        sourceLink(row.source, texts, actions),
      );
    case "notice":
      return element(
        "p",
        { class: `notice ${row.what}`, role: row.what === "log" ? null : "note" },
        element("span", { class: "mark", "aria-hidden": "true" }, row.what === "log" ? "›" : "⚠"),
        element("span", { class: "words" }, noticeText(row, texts)),
        sourceLink(row.source, texts, actions),
      );
    case "scene":
      return element(
        "p",
        { class: "scene" },
        element("span", { class: "words" }, fill(texts.scene, sceneLabel(row.name))),
        sourceLink(row.source, texts, actions),
      );
    case "draw":
      return drawElement(row, texts, actions);
    case "choice":
      return element(
        "p",
        { class: "offered" },
        element("span", { class: "mark", "aria-hidden": "true" }, "◇"),
        element("span", { class: "words" }, row.display),
        sourceLink(row.source, texts, actions),
      );
    case "yield":
      return element("p", { class: "yield" }, element("span", { class: "words" }, texts.yielded));
  }
}

function noticeText(row: Extract<Row, { kind: "notice" }>, texts: PageTexts): string {
  if (row.what === "error") return fill(texts.error, row.text);
  if (row.what === "limit") return fill(texts.limit, row.text);
  if (row.what === "notFound") return fill(texts.notFound, row.text);
  return row.text;
}

function pieceElement(piece: Piece, texts: PageTexts): Node {
  if (piece.kind === "text") return document.createTextNode(piece.text);
  return element("code", { class: "sakura", title: fill(texts.sakura, piece.text) }, piece.text);
}

/** A draw as a chip that opens into its candidates, each a link to where it is written. */
function drawElement(row: Extract<Row, { kind: "draw" }>, texts: PageTexts, actions: RowActions): HTMLElement {
  const chosen = row.candidates[row.chosen];
  const name = (full: string) => (row.what === "scene" ? sceneLabel(full) : full);
  const summary = element(
    "summary",
    {},
    element("span", { class: "die", "aria-hidden": "true" }, "⚄"),
    fill(
      row.what === "scene" ? texts.drawScene : texts.drawWord,
      row.key,
      chosen === undefined ? "?" : name(chosen.name),
    ),
    " ",
    element("span", { class: "detail" }, fill(texts.drawDetail, row.candidates.length, row.remaining)),
  );
  const list = element(
    "ol",
    {},
    ...row.candidates.map((candidate, index) => {
      const label = index === row.chosen ? fill(texts.chosenCandidate, name(candidate.name)) : name(candidate.name);
      const { source } = candidate;
      return element(
        "li",
        { class: index === row.chosen ? "drawn" : null },
        source === null ? label : button({ class: "link" }, () => actions.open(source), label),
      );
    }),
  );
  const strategy = row.strategy === "merged" ? texts.drawMerged : texts.drawLocalFirst;
  return element(
    "div",
    { class: "draw" },
    element("details", {}, summary, list, element("p", { class: "detail" }, strategy)),
    sourceLink(row.source, texts, actions),
  );
}

function sourceLink(source: WireSource | null, texts: PageTexts, actions: RowActions): HTMLElement | null {
  if (source === null) return null;
  const file = source.file.slice(source.file.lastIndexOf("/") + 1);
  const label = fill(texts.openSource, source.file, source.line + 1);
  return button(
    { class: "link source", title: label, "aria-label": label },
    () => actions.open(source),
    `${file}:${source.line + 1}`,
  );
}

/** One of eight speaker colours, the same for the same name always. */
function tint(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return hash % 8;
}
