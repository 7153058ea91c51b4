/** The Scene page: listens to the extension, shows the run, and sends what the reader does. */
import {
  type FromPage,
  type LogEntry,
  type Look,
  nothingShown,
  type RunState,
  type Showing,
  type ToPage,
} from "#client/run-scene/messages.ts";
import type { PageTexts } from "#client/run-scene/page-texts.ts";
import { addEntry, newTranscript, openChoices, type Row, type Transcript } from "#client/run-scene/transcript.ts";
import { button, element } from "./elements.ts";
import { listenToKeys } from "./keys.ts";
import { PortraitMaker } from "./portraits.ts";
import { type RowActions, rowElement } from "./rows.ts";
import { Speech } from "./speech.ts";
import { Toolbar } from "./toolbar.ts";
import { VariablePanel } from "./variables.ts";

/** What VS Code keeps for the page while it is hidden, and gives to whoever opens it again after a reload. */
interface PageState {
  readonly root?: string;
  readonly variables?: boolean;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const editor = acquireVsCodeApi();
const say = (message: FromPage) => editor.postMessage(message);
const remember = (state: PageState) => editor.setState({ ...editor.getState(), ...state });

let texts: PageTexts | null = null;
let look: Look = { speed: "instant", portraits: true, tags: "chips" };
let isTrusted = true;
let ghosts: Extract<ToPage, { type: "ghosts" }> = { type: "ghosts", ghosts: [], shown: "", isFixed: false };
let showing: Showing = nothingShown;
let state: RunState = "idle";
let transcript: Transcript = newTranscript();
let portraits: PortraitMaker | null = null;
/** The colour of each speaker. */
let colours: ReadonlyMap<string, number> = new Map();
let caret: { readonly uri: string; readonly line: number } | null = null;
/** What is on the page, row by row: the row as text, to know whether it is still the same, and its element. */
let shown: { readonly key: string; readonly element: HTMLElement }[] = [];
/** What is offered below the transcript, as text. */
let offered = "";

const actions: RowActions = {
  open: ({ uri, line }) => say({ type: "open", uri, line }),
  choose: (turn, index) => say({ type: "choose", turn, index }),
  reroll: (draw) => say({ type: "reroll", draw }),
  pin: (draw, candidate) => say({ type: "pin", draw, candidate }),
};

const toolbar = new Toolbar((message) => {
  // A speed holds at once, not only when the extension has written it into the settings.
  if (message.type === "speed") takeLook({ ...look, speed: message.speed });
  say(message);
});
const variables = new VariablePanel(
  {
    set: (scope, name, value) => say({ type: "set", scope, name, value }),
    preset: (choice) => say({ type: "preset", choice }),
    savePreset: () => say({ type: "savePreset" }),
    openPresets: () => say({ type: "openPresets" }),
    toggled: (open) => remember({ variables: open }),
  },
  // Beside a wide transcript there is room for them.
  editor.getState()?.variables ?? window.innerWidth >= 760,
);
const list = element("div", { id: "transcript", role: "log", "aria-live": "polite", tabindex: "0" });
const next = element("div", { id: "next", role: "group" });
const standing = element("p", { id: "state", role: "status" });
const stage = element("div", { id: "stage" }, list, next, standing);

const speech = new Speech({
  row(index) {
    const row = transcript.rows[index];
    const made = shown[index]?.element;
    return row === undefined || made === undefined ? null : { row, element: made };
  },
  count: () => transcript.rows.length,
  begins: ({ kind, source }) => {
    if (kind === "talk" && source !== null) say({ type: "speaking", uri: source.uri, line: source.line });
  },
  grows: () => {
    list.scrollTop = list.scrollHeight;
  },
  done: () => {
    say({ type: "silent" });
    if (texts !== null) showState(texts);
    list.scrollTop = list.scrollHeight;
  },
});

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
    case "look":
      takeLook(message.look);
      break;
    case "trust":
      isTrusted = message.trusted;
      break;
    case "ghosts":
      ghosts = message;
      remember({ root: message.shown });
      document.body.classList.toggle("tab", message.isFixed);
      break;
    case "presets":
      variables.offer(message.choices, message.chosen);
      break;
    case "colours":
      colours = new Map(message.colours);
      tint(0);
      break;
    case "portraits":
      portraits = message.portraits === null ? null : new PortraitMaker(message.portraits);
      for (const { element: old } of shown.splice(0)) old.remove();
      showRows(0);
      speech.hideRest();
      markDifference();
      markCaret(false);
      break;
    case "show":
      showing = message.showing;
      state = showing.state;
      transcript = newTranscript(showing.spots, showing.saved);
      for (const entry of showing.log) addEntry(transcript, entry);
      speech.keep(showRows(0));
      markDifference();
      markCaret(false);
      break;
    case "more":
      addEntries(message.entries, state === "playing");
      state = message.state;
      break;
    case "caret":
      caret = message;
      markCaret(true);
      break;
  }
}

function takeLook(taken: Look): void {
  look = taken;
  speech.speed = look.speed;
  document.body.classList.toggle("no-tags", look.tags === "hidden");
}

function addEntries(entries: readonly LogEntry[], plays: boolean): void {
  const before = transcript.rows.length;
  let from = before;
  for (const entry of entries) from = Math.min(from, addEntry(transcript, entry));
  showRows(from);
  if (plays) speech.say(before, from);
}

function showFrame(words: PageTexts): void {
  toolbar.label(words);
  list.setAttribute("aria-label", words.transcript);
  next.setAttribute("aria-label", words.choices);
  document.body.replaceChildren(element("header", {}, toolbar.root), element("main", {}, stage, variables.root));
}

/**
 * Brings the page up to the rows from `from` on; elements of rows that have not changed are left alone. Answers the
 * first row that was another one before; the number of rows where none was.
 */
function showRows(from: number): number {
  if (texts === null) return 0;
  const pinned = new Set(showing.pinned);
  const words = texts;
  const maker = portraits;
  const portrait = (row: Extract<Row, { kind: "talk" }>) => maker?.of(row, words) ?? null;
  let changed = transcript.rows.length;
  for (let index = from; index < transcript.rows.length; index++) {
    const row = transcript.rows[index];
    if (row === undefined) continue;
    const key = JSON.stringify([row, row.kind === "draw" && pinned.has(row.number)]);
    const old = shown[index];
    if (old?.key === key) continue;
    if (old !== undefined) changed = Math.min(changed, index);
    const made = rowElement(row, { texts, actions, pinned, portrait });
    if (old === undefined) list.append(made);
    else old.element.replaceWith(made);
    shown[index] = { key, element: made };
  }
  for (const { element: gone } of shown.slice(transcript.rows.length)) gone.remove();
  shown = shown.slice(0, transcript.rows.length);
  tint(from);
  return changed;
}

/** Gives speakers their colours, from row `from` on. */
function tint(from: number): void {
  for (const { element: row } of shown.slice(from)) {
    const speaker = row.querySelector<HTMLElement>(".speaker");
    const colour = colours.get(speaker?.dataset.actor ?? "");
    if (speaker !== null) speaker.className = colour === undefined ? "speaker" : `speaker tint-${colour}`;
  }
}

/** Marks the first row that came out differently than before an edit. */
function markDifference(): void {
  list.querySelector("#difference")?.remove();
  const place = showing.difference === null ? undefined : transcript.places[showing.difference];
  const row = place === undefined ? undefined : shown[place]?.element;
  if (row === undefined || texts === null) return;
  row.before(element("p", { id: "difference" }, texts.difference));
}

/** Marks the last time the caret's line was played, and shows it where the caret has just come there. */
function markCaret(moved: boolean): void {
  list.querySelector(".caret")?.classList.remove("caret");
  if (caret === null) return;
  const { uri, line } = caret;
  const at = transcript.rows.findLastIndex(({ source }) => source?.uri === uri && source.line === line);
  const row = shown[at]?.element;
  row?.classList.add("caret");
  if (moved) row?.scrollIntoView({ block: "nearest" });
}

const canGoBack = () => transcript.steps > 0 && state !== "playing";

function showState(words: PageTexts): void {
  toolbar.show({ showing, state, look, ...ghosts, canGoBack: canGoBack() }, words);
  variables.show(transcript, state, words);
  list.setAttribute("aria-busy", String(state === "playing"));
  showNext(words);
  const told: Readonly<Partial<Record<RunState, string>>> = {
    idle: isTrusted ? words.empty : words.untrusted,
    ended: words.ended,
    stopped: words.stopped,
  };
  const text = speech.speaks ? "" : (told[state] ?? "");
  if (standing.textContent !== text) standing.textContent = text;
}

/** Offers what can be done next. The same offers stay as they are; the focus stays near where it was. */
function showNext(words: PageTexts): void {
  const offers = state === "choice" ? openChoices(transcript).map(({ turn, display }) => [turn, display]) : [];
  const key = JSON.stringify([speech.speaks, isTrusted, state, words.continue, offers]);
  if (key === offered) return;
  offered = key;
  const hadFocus = next.contains(document.activeElement);
  next.replaceChildren(...(speech.speaks ? [] : nextButtons(words)));
  if (hadFocus) (next.querySelector("button") ?? list).focus();
}

function nextButtons(words: PageTexts): readonly HTMLElement[] {
  if (!isTrusted) return [button({ class: "trust" }, () => say({ type: "manageTrust" }), words.manageTrust)];
  if (state === "continue") return [button({ class: "continue" }, () => say({ type: "continue" }), words.continue)];
  if (state !== "choice") return [];
  return openChoices(transcript).map(({ turn, index, display }, place) => {
    const key = place < 9 ? String(place + 1) : null;
    const sign = key === null ? null : element("kbd", { "aria-hidden": "true" }, key);
    const choose = () => actions.choose(turn, index);
    return button({ class: "choice", "aria-keyshortcuts": key }, choose, sign, display);
  });
}

listenToKeys({
  isSpeaking: () => speech.speaks,
  hurry: () => speech.finish(),
  choice: (place) => (state === "choice" ? (openChoices(transcript)[place] ?? null) : null),
  choose: ({ turn, index }) => actions.choose(turn, index),
  canGoBack,
  back: () => say({ type: "back" }),
  waits: () => state === "continue",
  goOn: () => say({ type: "continue" }),
});
/** A click on a line goes to its source, as its link does; while it is being spoken, all of it is shown first. */
list.addEventListener("click", ({ target }) => {
  if (!(target instanceof HTMLElement) || target.closest("button, summary")) return;
  if (speech.speaks) return speech.finish();
  const at = shown.findIndex(({ element: row }) => row.contains(target));
  const source = target.closest(".words") === null ? null : transcript.rows[at]?.source;
  // Words that are being selected are to be copied.
  if (source && document.getSelection()?.isCollapsed !== false) actions.open(source);
});
window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => receive(data));
say({ type: "ready" });
