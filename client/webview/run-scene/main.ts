/** The Run Scene page: listens to the extension, shows the transcript, and sends what the reader does. */
import type { FromPage, PageTexts, RunState, ToPage } from "#client/run-scene/messages.ts";
import { fill, type Row, sceneLabel, withEvent } from "#client/run-scene/transcript.ts";
import { button, element, rowElement } from "./elements.ts";

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const editor = acquireVsCodeApi();
let texts: PageTexts | null = null;
let rows: readonly Row[] = [];
/** The elements of `rows`, index by index. */
let shown: HTMLElement[] = [];
let state: RunState = "idle";
let title = { scene: "", seed: null as number | null };
/** Index in `rows` from which choices can still be taken. */
let firstOpen = 0;

const actions = {
  open: (source: { uri: string; line: number }) =>
    editor.postMessage({ type: "open", uri: source.uri, line: source.line }),
  choose: (index: number) => editor.postMessage({ type: "choose", index }),
};

const name = element("span", { id: "scene" });
const seed = element("span", { id: "seed" });
const stop = button({ id: "stop" }, () => editor.postMessage({ type: "stop" }));
const restart = button({ id: "restart" }, () => editor.postMessage({ type: "restart" }));
const toolbar = element("div", { id: "toolbar", role: "toolbar" }, name, seed, stop, restart);
const transcript = element("div", { id: "transcript", role: "log", "aria-live": "polite", tabindex: "0" });
const next = element("div", { id: "next", role: "group" });
const standing = element("p", { id: "state", role: "status" });

/** Takes a message in; a reader who stands at the end of the transcript stays there. */
function receive(message: ToPage): void {
  const follow = transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight < 48;
  take(message);
  if (texts !== null) showState(texts);
  if (follow) transcript.scrollTop = transcript.scrollHeight;
}

function take(message: ToPage): void {
  switch (message.type) {
    case "texts":
      texts = message.texts;
      document.documentElement.lang = message.locale;
      showFrame(message.texts);
      break;
    case "begin":
      rows = [];
      shown = [];
      firstOpen = 0;
      title = { scene: message.scene, seed: message.seed };
      transcript.replaceChildren();
      break;
    case "events":
      for (const event of message.events) rows = withEvent(rows, event);
      showRows();
      break;
    case "chosen":
      markChosen(message.index);
      break;
    case "notice":
      rows = [...rows, { kind: "notice", what: "failure", text: message.text, source: null }];
      showRows();
      break;
    case "state":
      state = message.state;
      break;
  }
}

function showFrame(words: PageTexts): void {
  stop.textContent = words.stop;
  restart.textContent = words.restart;
  toolbar.setAttribute("aria-label", words.toolbar);
  transcript.setAttribute("aria-label", words.transcript);
  next.setAttribute("aria-label", words.choices);
  document.body.replaceChildren(element("header", {}, toolbar), element("main", {}, transcript, next, standing));
}

/** Brings the elements up to the rows. Rows only grow, and only the last one ever changes. */
function showRows(): void {
  if (texts === null) return;
  const from = Math.max(0, shown.length - 1);
  for (let index = from; index < rows.length; index++) {
    const row = rows[index];
    if (row === undefined) continue;
    const made = rowElement(row, texts, actions);
    const old = shown[index];
    if (old === undefined) transcript.append(made);
    else if (row.kind === "talk") old.replaceWith(made);
    else continue;
    shown[index] = made;
  }
}

function openChoices(): Extract<Row, { kind: "choice" }>[] {
  return rows.slice(firstOpen).filter((row) => row.kind === "choice");
}

function markChosen(index: number): void {
  const at = rows.findIndex((row, place) => place >= firstOpen && row.kind === "choice" && row.index === index);
  if (at >= 0) shown[at]?.classList.add("taken");
  firstOpen = rows.length;
}

function showState(words: PageTexts): void {
  const running = state === "playing" || state === "choice" || state === "continue";
  name.textContent = title.scene === "" ? "" : sceneLabel(title.scene);
  seed.textContent = title.seed === null ? "" : fill(words.seed, title.seed);
  stop.disabled = !running;
  restart.disabled = state === "idle";
  transcript.setAttribute("aria-busy", String(state === "playing"));
  next.replaceChildren();
  if (state === "choice") {
    for (const [place, row] of openChoices().entries()) {
      const key = place < 9 ? String(place + 1) : null;
      next.append(
        button(
          { class: "choice", "aria-keyshortcuts": key },
          () => actions.choose(row.index),
          key === null ? null : element("kbd", { "aria-hidden": "true" }, key),
          row.display,
        ),
      );
    }
  }
  if (state === "continue") {
    next.append(button({ class: "continue" }, () => editor.postMessage({ type: "continue" }), words.continue));
  }
  const told: Readonly<Partial<Record<RunState, string>>> = {
    idle: words.empty,
    ended: words.ended,
    stopped: words.stopped,
  };
  standing.textContent = told[state] ?? "";
}

/** 1–9 take a choice; Enter goes on where nothing else has the focus. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const choice = state === "choice" && /^[1-9]$/.test(event.key) ? openChoices()[Number(event.key) - 1] : undefined;
  if (choice !== undefined) {
    event.preventDefault();
    actions.choose(choice.index);
    return;
  }
  const idle =
    !(event.target instanceof HTMLButtonElement) &&
    !(event.target instanceof HTMLElement && event.target.tagName === "SUMMARY");
  if (event.key === "Enter" && state === "continue" && idle) {
    event.preventDefault();
    editor.postMessage({ type: "continue" });
  }
});

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => receive(data));
editor.postMessage({ type: "ready" });
