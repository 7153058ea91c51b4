/** A conversation in words: notices, and the whole as plain text or Markdown. Pure, for the page and for the clipboard. */
import type { LogEntry } from "./messages.ts";
import type { PageTexts } from "./page-texts.ts";
import type { Piece } from "./tags.ts";
import { addEntry, newTranscript, type Row } from "./transcript.ts";
import { writeValue } from "./values.ts";

/** Fills `{0}`, `{1}` … of a template. */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));
}

/** A notice in plain words. */
export function noticeText(row: Extract<Row, { kind: "notice" }>, texts: PageTexts): string {
  if (row.what === "error") return fill(texts.error, row.text);
  if (row.what === "limit") return fill(texts.limit, row.text);
  if (row.what === "notFound") return fill(texts.notFound, row.text);
  if (row.what === "stopped") return texts.stoppedHere;
  return row.text;
}

/** What the reader did to a variable. */
export function setText({ scope, name, value }: Extract<Row, { kind: "set" }>, texts: PageTexts): string {
  const written = `${scope === "saved" ? "＄＊" : "＄"}${name}`;
  return value === null ? fill(texts.removed, written) : fill(texts.edited, written, writeValue(value));
}

/** The rows of a whole log. */
export function rowsOf(log: readonly LogEntry[]): readonly Row[] {
  const transcript = newTranscript();
  for (const entry of log) addEntry(transcript, entry);
  return transcript.rows;
}

function wordsOf(pieces: readonly Piece[]): string {
  return pieces.map(({ kind, text }) => (kind === "text" ? text : "")).join("");
}

/** The conversation as plain text, as one would write it down: who said what, what was offered (◇) and taken (◆). */
export function asText(log: readonly LogEntry[], texts: PageTexts): string {
  const lines = rowsOf(log).flatMap((row) => {
    switch (row.kind) {
      case "talk": {
        const words = wordsOf(row.pieces);
        return words === "" ? [] : [`${row.actor ?? texts.narrator}：${words}`];
      }
      case "choice":
        return [`${row.taken ? "◆" : "◇"} ${row.display}`];
      case "notice":
        return row.what === "log" ? [] : [`※ ${noticeText(row, texts)}`];
      case "set":
        return [`※ ${setText(row, texts)}`];
      case "yield":
        return ["……"];
      default:
        return [];
    }
  });
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/** The conversation as Markdown: who said what, what was offered and taken, what went wrong; no tags, no draws. */
export function asMarkdown(log: readonly LogEntry[], texts: PageTexts): string {
  const lines = rowsOf(log).flatMap((row) => {
    switch (row.kind) {
      case "talk": {
        const words = escapeMarkdown(wordsOf(row.pieces));
        return words === "" ? [] : [`**${escapeMarkdown(row.actor ?? texts.narrator)}**: ${words}`];
      }
      case "choice":
        return [row.taken ? `- **${escapeMarkdown(row.display)}** ←` : `- ${escapeMarkdown(row.display)}`];
      case "notice":
        return row.what === "log" ? [] : [`> ${escapeMarkdown(noticeText(row, texts))}`];
      case "set":
        return [`> ${escapeMarkdown(setText(row, texts))}`];
      case "yield":
        return ["---"];
      default:
        return [];
    }
  });
  return `${lines.join("\n\n")}\n`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, "\\$&");
}
