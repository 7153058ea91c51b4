/** From a run's log to what the page shows and what is copied. */
import { strict as assert } from "node:assert";
import { asHtml } from "#client/run-scene/export.ts";
import { type LogEntry, readFromPage } from "#client/run-scene/messages.ts";
import type { PageTexts } from "#client/run-scene/page-texts.ts";
import { splitTags, surfaceOf, waitOf } from "#client/run-scene/tags.ts";
import { addEntry, newTranscript, openChoices, type Row, variableStates } from "#client/run-scene/transcript.ts";
import { asMarkdown, asText, fill } from "#client/run-scene/wording.ts";
import type { WireVariable } from "#server/protocol.ts";

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

  it("marks the offer that was taken, of the right turn", () => {
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
      rows.map((row) => row.kind === "choice" && [row.turn, row.index, row.taken]),
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

  it("reads surfaces and waits of tags, in every way of writing them", () => {
    const surface = (text: string) => surfaceOf({ kind: "sakura", text });
    assert.deepEqual(
      ["\\s5", "\\s[10]", "\\s[ 0007 ]", "\\s[笑顔]", '\\s["笑、顔"]', "\\s[-1]", "\\w9", "\\s[]"].map(surface),
      ["5", "10", "7", "笑顔", "笑、顔", "-1", null, null],
    );
    assert.equal(surfaceOf({ kind: "text", text: "\\s[1]" }), null);
    const wait = (text: string) => waitOf({ kind: "sakura", text });
    assert.deepEqual(["\\w3", "\\_w[500]", "\\_w[x]", "\\s3"].map(wait), [150, 500, 0, 0]);
  });

  it("gives each line the surface that its speaker has when the words begin, and the place", () => {
    const transcript = newTranscript([{ actor: "さくら", spot: 0 }]);
    const log: readonly LogEntry[] = [
      talk("さくら", "まだ。", 1),
      { kind: "sakura", actor: "さくら", text: "\\s[5]", source: at(2) },
      talk("さくら", "笑う。\\s[7]", 2),
      talk("うにゅう", "別。", 3),
      talk("さくら", "次。", 4),
      { kind: "other", what: "surface", value: "9", source: null },
      { kind: "spot", actor: "うにゅう", spot: 1 },
      talk("さくら", "最後。", 5),
      talk("うにゅう", "ここ。", 6),
    ];
    for (const entry of log) addEntry(transcript, entry);
    assert.deepEqual(
      transcript.rows.map((row) => row.kind === "talk" && [row.surface, row.spot]),
      [
        [null, 0],
        ["5", 0],
        [null, null],
        ["7", 0],
        ["9", 0],
        [null, 1],
      ],
    );
  });

  it("keeps an offer open over what is done to variables, and counts that as a step", () => {
    const transcript = newTranscript();
    const log: readonly LogEntry[] = [
      { kind: "choice", index: 0, target: "t", display: "はい", source: null },
      { kind: "set", scope: "saved", name: "数", value: 3 },
    ];
    for (const entry of log) addEntry(transcript, entry);
    assert.deepEqual([openChoices(transcript).length, transcript.steps, transcript.turns], [1, 1, 0]);
    addEntry(transcript, { kind: "chosen", index: 0 });
    assert.deepEqual([openChoices(transcript).length, transcript.steps, transcript.turns], [0, 2, 1]);
  });

  it("tells what has become of each variable since the last turn", () => {
    const variable = (name: string, value: WireVariable["value"]): WireVariable => ({
      name,
      kind: typeof value as "string" | "number" | "boolean",
      value,
      whole: true,
    });
    const told = (act: readonly WireVariable[], saved: readonly WireVariable[]): LogEntry => ({
      kind: "variables",
      act,
      saved,
      total: { act: act.length, saved: saved.length },
    });
    const transcript = newTranscript([], { 来訪: 99, 名前: "まこ" });
    const seen = () =>
      [...(variableStates(transcript)?.act ?? []), ...(variableStates(transcript)?.saved ?? [])].map(
        ({ variable: { name }, change, before }) => `${name} ${change}${before === null ? "" : ` ${before}`}`,
      );
    assert.equal(variableStates(transcript), null);
    addEntry(transcript, told([variable("数", 1)], [variable("来訪", 100), variable("名前", "まこ")]));
    assert.deepEqual(seen(), ["数 new", "来訪 changed 99", "名前 none"]);
    // A value that the reader gives is a change since the turn as well.
    addEntry(transcript, { kind: "set", scope: "saved", name: "名前", value: "みこ" });
    addEntry(transcript, told([variable("数", 1)], [variable("来訪", 100), variable("名前", "みこ")]));
    assert.deepEqual(seen(), ["数 new", "来訪 changed 99", "名前 changed まこ"]);
    addEntry(transcript, { kind: "resumed" });
    addEntry(transcript, told([variable("数", "1")], [variable("来訪", 100), variable("名前", "みこ")]));
    assert.deepEqual(seen(), ["数 changed 1", "来訪 none", "名前 none"]);
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

describe("a copied conversation", () => {
  it("is plain text as one would write it down, without tags and draws", () => {
    const texts = new Proxy({}, { get: (_, key) => `${String(key)} {0} {1}` }) as PageTexts;
    const copied = asText(
      [
        { kind: "scene", name: "会話_1::__start__", written: "会話", source: at(0) },
        talk("さくら", "やあ\\s[0]。", 1),
        { kind: "choice", index: 0, target: "t", display: "はい", source: null },
        { kind: "choice", index: 1, target: "u", display: "いいえ", source: null },
        { kind: "set", scope: "saved", name: "数", value: "３" },
        { kind: "chosen", index: 1 },
        { kind: "yield" },
        { kind: "log", level: "info", text: "記録" },
        { kind: "stopped", source: at(2) },
      ],
      texts,
    );
    assert.equal(copied, "さくら：やあ。\n◇ はい\n◆ いいえ\n※ edited ＄＊数 「３」\n……\n※ stoppedHere {0} {1}\n");
    assert.equal(asText([], texts), "");
  });
});

describe("an exported transcript", () => {
  it("is one file without script, in which no word of a ghost becomes markup", () => {
    const texts = new Proxy({}, { get: (_, key) => String(key) }) as PageTexts;
    const html = asHtml("会話<b>", [talk("<img src=x onerror=alert(1)>", "<script>\\w9&", 1)], "ja", texts);
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
      { type: "choose", turn: 0, index: 2 },
      { type: "pin", draw: 1, candidate: 0 },
      { type: "reroll", draw: 3 },
      { type: "follow", on: true },
      { type: "open", uri: "file:///a", line: 4 },
      { type: "speaking", uri: "file:///a", line: 4 },
      { type: "set", scope: "saved", name: "数", value: null },
      { type: "set", scope: "act", name: "数", value: 0.5 },
      { type: "preset", choice: { kind: "preset", name: "はじめて" } },
      { type: "preset", choice: { kind: "ghost" } },
      { type: "ghost", root: "file:///a" },
      { type: "speed", speed: "natural" },
      { type: "savePreset" },
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
      { type: "choose", turn: -1, index: 1 },
      { type: "choose", turn: 0.5, index: 1 },
      { type: "pin", draw: "1", candidate: 0 },
      { type: "open", uri: 1, line: 1 },
      { type: "open", uri: "file:///a", line: Number.NaN },
      { type: "follow", on: "yes" },
      { type: "set", scope: "global", name: "数", value: 1 },
      { type: "set", scope: "saved", name: "", value: 1 },
      { type: "set", scope: "saved", name: "数", value: { a: 1 } },
      { type: "set", scope: "saved", name: "数", value: Number.POSITIVE_INFINITY },
      { type: "preset", choice: { kind: "preset" } },
      { type: "preset", choice: { kind: "other" } },
      { type: "speed", speed: "warp" },
    ]) {
      assert.equal(readFromPage(bad), null, JSON.stringify(bad));
    }
  });

  it("carries nothing that was not asked for", () => {
    assert.deepEqual(readFromPage({ type: "stop", extra: 1 }), { type: "stop" });
  });
});
