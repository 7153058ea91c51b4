/** From a run's log to what the page shows and what is copied. */
import { strict as assert } from "node:assert";
import { asHtml } from "#client/run-scene/export.ts";
import { type LogEntry, type PageTexts, readFromPage } from "#client/run-scene/messages.ts";
import {
  addEntry,
  asMarkdown,
  fill,
  newTranscript,
  type Row,
  sceneLabel,
  splitTags,
} from "#client/run-scene/transcript.ts";

const at = (line: number) => ({ file: "dic/a.pasta", line, uri: "file:///dic/a.pasta" });

function talk(actor: string | null, text: string, line: number): LogEntry {
  return { kind: "talk", actor, text, source: at(line) };
}

/** The rows of a log, and for each entry the first row it changed. */
function rowsOf(...log: readonly LogEntry[]): { rows: readonly Row[]; changed: readonly number[] } {
  const transcript = newTranscript();
  const changed = log.map((entry) => addEntry(transcript, entry));
  return { rows: transcript.rows, changed };
}

function checkPieces(text: string, expected: readonly string[]): void {
  assert.deepEqual(
    splitTags(text).map(({ kind, text: piece }) => (kind === "sakura" ? `<${piece}>` : piece)),
    expected,
  );
}

describe("the transcript", () => {
  it("joins what one speaker says on one line, tags among it", () => {
    const { rows, changed } = rowsOf(
      talk("さくら", "あ", 1),
      { kind: "sakura", actor: "さくら", text: "\\w9", source: at(1) },
      talk("さくら", "い", 1),
      talk("さくら", "う", 2),
      talk("うにゅう", "え", 2),
    );
    assert.deepEqual(
      rows.map((row) => row.kind === "talk" && [row.actor, row.pieces.map(({ text }) => text).join("")]),
      [
        ["さくら", "あ\\w9い"],
        ["さくら", "う"],
        ["うにゅう", "え"],
      ],
    );
    assert.deepEqual(changed, [0, 0, 0, 1, 2]);
  });

  it("marks the offer that was taken, of the right step", () => {
    const offer = (index: number): LogEntry => ({
      kind: "choice",
      index,
      target: "t",
      display: `d${index}`,
      source: null,
    });
    const { rows, changed } = rowsOf(offer(0), offer(1), { kind: "chosen", index: 1 }, offer(0), offer(1), {
      kind: "chosen",
      index: 0,
    });
    assert.deepEqual(
      rows.map((row) => row.kind === "choice" && [row.step, row.index, row.taken]),
      [
        [0, 0, false],
        [0, 1, true],
        [1, 0, true],
        [1, 1, false],
      ],
    );
    assert.deepEqual(changed, [0, 1, 1, 2, 3, 2]);
  });

  it("makes no row of what a reader has no use for", () => {
    const { rows } = rowsOf(
      { kind: "clearSpot" },
      { kind: "spot", actor: "さくら", spot: 0 },
      { kind: "end", waiting: null },
    );
    assert.deepEqual(rows, []);
  });

  it("cuts tags out of talk as the engine reads them", () => {
    checkPieces("\\s[0]おはよう\\w9\\w10", ["<\\s[0]>", "おはよう", "<\\w9>", "<\\w1>", "0"]);
    checkPieces('\\![raise,OnX,"a]b"]。', ['<\\![raise,OnX,"a]b"]>', "。"]);
    checkPieces("\\_?そのまま\\w9\\_?終", ["<\\_?そのまま\\w9\\_?>", "終"]);
    checkPieces("ふつう", ["ふつう"]);
    checkPieces("", []);
  });

  it("says a scene's name as a writer does", () => {
    assert.equal(sceneLabel("会話_1::__start__"), "会話");
    assert.equal(sceneLabel("会話_12::選択肢_3"), "会話・選択肢");
    assert.equal(sceneLabel("会話"), "会話");
  });

  it("fills holes, and leaves those that have no value", () => {
    assert.equal(fill("{0} of {1} {2}", 1, "二"), "1 of 二 {2}");
    assert.equal(fill("{0}", "$&"), "$&");
  });

  it("is copied as Markdown in which no name can become markup", () => {
    const texts = new Proxy({}, { get: (_, key) => `${String(key)} {0}` }) as PageTexts;
    const copied = asMarkdown(
      [
        talk("さくら", "*やあ* \\s[0]<b>", 1),
        { kind: "choice", index: 0, target: "t", display: "はい", source: null },
        { kind: "chosen", index: 0 },
        { kind: "error", message: "だめ", source: null },
      ],
      texts,
    );
    assert.equal(copied, "**さくら**: \\*やあ\\* \\<b\\>\n\n- **はい** ←\n\n> error だめ\n");
  });
});

describe("an exported transcript", () => {
  it("is one file without script, in which no word of a ghost becomes markup", () => {
    const texts = new Proxy({}, { get: (_, key) => String(key) }) as PageTexts;
    const html = asHtml(
      "会話<b>_1::__start__",
      [talk("<img src=x onerror=alert(1)>", "<script>\\w9&", 1)],
      "ja",
      texts,
    );
    assert.match(html, /<title>会話&lt;b&gt;<\/title>/);
    assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;/);
    assert.match(html, /&lt;script&gt;<code class="sakura">\\w9<\/code>&amp;/);
    assert.doesNotMatch(html, /<script|<img|https?:/);
  });
});

describe("a message of the page", () => {
  it("is taken only in its own shape", () => {
    for (const good of [
      { type: "ready" },
      { type: "choose", step: 0, index: 2 },
      { type: "pin", draw: 1, candidate: 0 },
      { type: "reroll", draw: 3 },
      { type: "follow", on: true },
      { type: "open", uri: "file:///a", line: 4 },
    ]) {
      assert.deepEqual(readFromPage(good), good);
    }
  });

  it("is nothing where anything is missing or of another kind", () => {
    for (const bad of [
      null,
      "ready",
      {},
      { type: "run" },
      { type: "choose", index: 1 },
      { type: "choose", step: -1, index: 1 },
      { type: "choose", step: 0.5, index: 1 },
      { type: "pin", draw: "1", candidate: 0 },
      { type: "open", uri: 1, line: 1 },
      { type: "open", uri: "file:///a", line: Number.NaN },
      { type: "follow", on: "yes" },
    ]) {
      assert.equal(readFromPage(bad), null, JSON.stringify(bad));
    }
  });

  it("carries nothing that was not asked for", () => {
    assert.deepEqual(readFromPage({ type: "stop", extra: 1 }), { type: "stop" });
  });
});
