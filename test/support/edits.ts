/** Random edits, for the law that a document edited and read again equals a fresh reading. */
import type { SyntaxDocument, TextEdit } from "#core/syntax/index.ts";
import { pick } from "./random.ts";

/** What people and hostile files insert: marks, fences, line breaks of every kind, halves of a surrogate pair. */
const pieces = [
  ...'＊　＠＄％＆＃：＝（）「」、"`\\*-> @$%&#:=(),',
  ...[
    "\n",
    "\r\n",
    "\r",
    "\n　",
    "＊あ\n",
    "　・い\n",
    "　さくら：やあ\n",
    "＞会話",
    "＠x（",
    "```lua\n",
    "```\n",
    "\\s[0]",
  ],
  ...["🍝", "\ud83c", "\udf5d", "\0", "あいう", "１", "＋"],
];

/** What is compared of a document. */
export const shape = (document: SyntaxDocument): string => JSON.stringify([document.ok, document.blocks]);

/** Any edit: marks, line breaks, halves of characters, copied pieces. */
export function randomEdit(random: () => number, text: string): TextEdit {
  const start = Math.floor(random() * (text.length + 1));
  const removed = random() < 0.4 ? 0 : Math.floor(random() * (random() < 0.9 ? 4 : 60));
  const copied = Math.floor(random() * text.length);
  const inserted = random() < 0.3 ? "" : random() < 0.2 ? text.slice(copied, copied + 80) : pick(random, pieces);
  return { start, end: Math.min(text.length, start + removed), text: inserted };
}

/** An edit as a writer makes it: whole words and lines, in a text that stays valid more often than not. */
export function gentleEdit(random: () => number, text: string): TextEdit {
  const lines = [...text.matchAll(/[^\n]*\n/g)];
  const line = lines.length === 0 ? undefined : pick(random, lines);
  if (line === undefined) return { start: 0, end: 0, text: "＊あ\n" };
  const at = line.index;
  const end = at + line[0].length;
  if (random() < 0.3) return { start: at, end, text: "" };
  if (random() < 0.5) return { start: end, end, text: pick(random, lines)[0] };
  const place = Math.max(at, end - 1 - Math.floor(random() * 2));
  return { start: place, end: place, text: pick(random, ["ね", "。", "１", "！"]) };
}

/** The text after an edit. */
export const applied = (text: string, edit: TextEdit): string =>
  text.slice(0, edit.start) + edit.text + text.slice(edit.end);

/** The edit that takes another one back; `text` is the text before that one. */
export const inverse = (text: string, edit: TextEdit): TextEdit => ({
  start: edit.start,
  end: edit.start + edit.text.length,
  text: text.slice(edit.start, edit.end),
});
