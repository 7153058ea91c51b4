/** The Scene page: listens to the extension, shows the run, and sends what the reader does. */
import type { FromPage, LogEntry, PageTexts, RunState, Showing, ToPage } from "#client/run-scene/messages.ts";
import { addEntry, fill, newTranscript, type Row, sceneLabel, type Transcript } from "#client/run-scene/transcript.ts";
import { button, element, type RowActions, rowElement } from "./elements.ts";

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const editor = acquireVsCodeApi();
const say = (message: FromPage) => editor.postMessage(message);

let texts: PageTexts | null = null;
let showing: Showing = { scene: "", seed: null, state: "idle", log: [], pinned: [], difference: null, follow: false };
let state: RunState = "idle";
let transcript: Transcript = newTranscript();
/** What is on the page, row by row: the row as text, to know whether it is still the same, and its element. */
let shown: { readonly key: string; readonly element: HTMLElement }[] = [];

const actions: RowActions = {
  open: ({ uri, line }) => say({ type: "open", uri, line }),
  choose: (step, index) => say({ type: "choose", step, index }),
  reroll: (draw) => say({ type: "reroll", draw }),
  pin: (draw, candidate) => say({ type: "pin", draw, candidate }),
};

const name = element("span", { id: "scene" });
const seed = button({ id: "seed", class: "link" }, () => say({ type: "copySeed" }));
const follow = button({ id: "follow" }, () => say({ type: "follow", on: !showing.follow }));
const copy = button({ id: "copy" }, () => say({ type: "copy" }));
const back = button({ id: "back" }, () => say({ type: "back" }));
const restart = button({ id: "restart" }, () => say({ type: "restart" }));
const stop = button({ id: "stop" }, () => say({ type: "stop" }));
const toolbar = element("div", { id: "toolbar", role: "toolbar" }, name, seed, follow, copy, back, restart, stop);
const list = element("div", { id: "transcript", role: "log", "aria-live": "polite", tabindex: "0" });
const next = element("div", { id: "next", role: "group" });
const standing = element("p", { id: "state", role: "status" });

/** Takes a message in; a reader who stands at the end of the transcript stays there. */
function receive(message: ToPage): void {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 48;
  take(message);
  if (texts !== null) showState(texts);
  if (atEnd && message.type !== "caret") list.scrollTop = list.scrollHeight;
}

function take(message: ToPage): void {
  switch (message.type) {
    case "texts":
      texts = message.texts;
      document.documentElement.lang = message.locale;
      showFrame(message.texts);
      break;
    case "show":
      showing = message.showing;
      state = showing.state;
      transcript = newTranscript();
      for (const entry of showing.log) addEntry(transcript, entry);
      showRows(0);
      markDifference();
      break;
    case "more":
      state = message.state;
      addEntries(message.entries);
      break;
    case "caret":
      markCaret(message.uri, message.line);
      break;
  }
}

function addEntries(entries: readonly LogEntry[]): void {
  let from = transcript.rows.length;
  for (const entry of entries) from = Math.min(from, addEntry(transcript, entry));
  showRows(from);
}

function showFrame(words: PageTexts): void {
  stop.textContent = words.stop;
  restart.textContent = words.restart;
  back.textContent = words.back;
  copy.textContent = words.copy;
  follow.textContent = words.follow;
  seed.title = words.copySeed;
  toolbar.setAttribute("aria-label", words.toolbar);
  list.setAttribute("aria-label", words.transcript);
  next.setAttribute("aria-label", words.choices);
  document.body.replaceChildren(element("header", {}, toolbar), element("main", {}, list, next, standing));
}

/** Brings the page up to the rows from `from` on; elements of rows that have not changed are left alone. */
function showRows(from: number): void {
  if (texts === null) return;
  const pinned = new Set(showing.pinned);
  for (let index = from; index < transcript.rows.length; index++) {
    const row = transcript.rows[index];
    if (row === undefined) continue;
    const key = JSON.stringify([row, row.kind === "draw" && pinned.has(row.number)]);
    const old = shown[index];
    if (old?.key === key) continue;
    const made = rowElement(row, pinned, texts, actions);
    if (old === undefined) list.append(made);
    else old.element.replaceWith(made);
    shown[index] = { key, element: made };
  }
  for (const { element: gone } of shown.slice(transcript.rows.length)) gone.remove();
  shown = shown.slice(0, transcript.rows.length);
}

/** Marks the first row that came out differently than before an edit. */
function markDifference(): void {
  list.querySelector("#difference")?.remove();
  const place = showing.difference === null ? undefined : transcript.places[showing.difference];
  const row = place === undefined ? undefined : shown[place]?.element;
  if (row === undefined || texts === null) return;
  row.before(element("p", { id: "difference" }, texts.difference));
}

/** Marks the last time the caret's line was played. */
function markCaret(uri: string, line: number): void {
  list.querySelector(".caret")?.classList.remove("caret");
  const at = transcript.rows.findLastIndex(({ source }) => source?.uri === uri && source.line === line);
  const row = shown[at]?.element;
  row?.classList.add("caret");
  row?.scrollIntoView({ block: "nearest" });
}

function openChoices(): readonly Extract<Row, { kind: "choice" }>[] {
  return transcript.rows.filter((row) => row.kind === "choice").filter(({ step }) => step === transcript.steps);
}

function showState(words: PageTexts): void {
  const running = state === "playing" || state === "choice" || state === "continue";
  name.textContent = sceneLabel(showing.scene);
  seed.textContent = showing.seed === null ? "" : fill(words.seed, showing.seed);
  seed.hidden = showing.seed === null;
  stop.disabled = !running;
  restart.disabled = copy.disabled = state === "idle";
  back.disabled = transcript.steps === 0;
  follow.setAttribute("aria-pressed", String(showing.follow));
  list.setAttribute("aria-busy", String(state === "playing"));
  next.replaceChildren(...nextButtons(words));
  const told: Readonly<Partial<Record<RunState, string>>> = {
    idle: words.empty,
    ended: words.ended,
    stopped: words.stopped,
  };
  standing.textContent = told[state] ?? "";
}

function nextButtons(words: PageTexts): readonly HTMLElement[] {
  if (state === "continue") return [button({ class: "continue" }, () => say({ type: "continue" }), words.continue)];
  if (state !== "choice") return [];
  return openChoices().map(({ step, index, display }, place) => {
    const key = place < 9 ? String(place + 1) : null;
    const sign = key === null ? null : element("kbd", { "aria-hidden": "true" }, key);
    const choose = () => actions.choose(step, index);
    return button({ class: "choice", "aria-keyshortcuts": key }, choose, sign, display);
  });
}

/** 1–9 take a choice, Backspace goes back; Enter goes on where nothing else has the focus. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const choice = state === "choice" && /^[1-9]$/.test(event.key) ? openChoices()[Number(event.key) - 1] : undefined;
  const target = event.target instanceof HTMLElement ? event.target.tagName : "";
  if (choice !== undefined) actions.choose(choice.step, choice.index);
  else if (event.key === "Backspace" && !back.disabled) say({ type: "back" });
  else if (event.key === "Enter" && state === "continue" && target !== "BUTTON" && target !== "SUMMARY") {
    say({ type: "continue" });
  } else return;
  event.preventDefault();
});

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => receive(data));
say({ type: "ready" });
