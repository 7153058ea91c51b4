/** The page's keys: 1–9 take a choice, Backspace goes back, Enter goes on. Keys typed into a field are the field's. */

interface Choice {
  readonly turn: number;
  readonly index: number;
}

export interface KeyActions {
  /** Speech is taking its time. */
  isSpeaking(): boolean;
  /** Shows all of it at once. */
  hurry(): void;
  /** The choice at a place (from 0) among those that can be taken now. */
  choice(place: number): Choice | null;
  choose(choice: Choice): void;
  canGoBack(): boolean;
  back(): void;
  /** Whether the scene waits for "Continue". */
  waits(): boolean;
  goOn(): void;
}

const fields: ReadonlySet<string> = new Set(["INPUT", "SELECT", "TEXTAREA"]);
/** What Enter and Space press themselves. */
const pressed: ReadonlySet<string> = new Set(["BUTTON", "SUMMARY"]);

export function listenToKeys(actions: KeyActions): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const target = event.target instanceof HTMLElement ? event.target.tagName : "";
    if (!fields.has(target) && act(event.key, pressed.has(target), actions)) event.preventDefault();
  });
}

/** Does what a key asks for; false where it asks for nothing. */
function act(key: string, isOnButton: boolean, actions: KeyActions): boolean {
  const choice = /^[1-9]$/.test(key) ? actions.choice(Number(key) - 1) : null;
  if (choice !== null) {
    actions.hurry();
    actions.choose(choice);
  } else if (actions.isSpeaking() && !isOnButton && (key === "Enter" || key === " " || key === "Escape")) {
    actions.hurry();
  } else if (key === "Backspace" && actions.canGoBack()) {
    actions.back();
  } else if (key === "Enter" && !isOnButton && actions.waits()) {
    actions.goOn();
  } else return false;
  return true;
}
