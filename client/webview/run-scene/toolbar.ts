/** The bar above the transcript: whose run it is, and what can be done with it as a whole. */
import { type FromPage, type Look, type RunState, type Showing, speeds } from "#client/run-scene/messages.ts";
import type { PageTexts } from "#client/run-scene/page-texts.ts";
import { fill } from "#client/run-scene/wording.ts";
import { button, element, fillSelect, select } from "./elements.ts";

export interface ToolbarState {
  readonly showing: Showing;
  readonly state: RunState;
  readonly look: Look;
  readonly canGoBack: boolean;
  readonly ghosts: readonly { readonly root: string; readonly name: string }[];
  readonly shown: string;
  readonly isFixed: boolean;
}

export class Toolbar {
  readonly root: HTMLElement;
  readonly #name = element("span", { id: "scene" });
  readonly #ghost: HTMLSelectElement;
  readonly #speed: HTMLSelectElement;
  readonly #speedLabel = element("label", { for: "speed" });
  readonly #buttons: Readonly<
    Record<"seed" | "follow" | "copy" | "copyMarkdown" | "back" | "restart" | "stop", HTMLButtonElement>
  >;
  #state: ToolbarState | null = null;

  constructor(say: (message: FromPage) => void) {
    this.#ghost = select({ id: "ghost" }, (index) => {
      const root = this.#state?.ghosts[index]?.root;
      if (root !== undefined) say({ type: "ghost", root });
    });
    this.#speed = select({ id: "speed" }, (index) => {
      const speed = speeds[index];
      if (speed !== undefined) say({ type: "speed", speed });
    });
    this.#buttons = {
      seed: button({ id: "seed", class: "link" }, () => say({ type: "copySeed" })),
      follow: button({ id: "follow" }, () => say({ type: "follow", on: this.#state?.showing.follow !== true })),
      copy: button({ id: "copy" }, () => say({ type: "copy" })),
      copyMarkdown: button({ id: "copy-markdown" }, () => say({ type: "copyMarkdown" }), "Markdown"),
      back: button({ id: "back" }, () => say({ type: "back" })),
      restart: button({ id: "restart" }, () => say({ type: "restart" })),
      stop: button({ id: "stop" }, () => say({ type: "stop" })),
    };
    const { seed, ...others } = this.#buttons;
    const speed = element("span", { class: "field" }, this.#speedLabel, this.#speed);
    this.root = element(
      "div",
      { id: "toolbar", role: "toolbar" },
      this.#ghost,
      this.#name,
      seed,
      speed,
      ...Object.values(others),
    );
  }

  /** Writes what does not change with the run. */
  label(texts: PageTexts): void {
    const { seed, follow, copy, copyMarkdown, back, restart, stop } = this.#buttons;
    this.root.setAttribute("aria-label", texts.toolbar);
    this.#ghost.setAttribute("aria-label", texts.ghost);
    this.#speedLabel.textContent = texts.speed;
    seed.title = texts.copySeed;
    follow.textContent = texts.follow;
    copy.textContent = texts.copy;
    copy.title = texts.copyHint;
    copyMarkdown.title = texts.copyMarkdown;
    copyMarkdown.setAttribute("aria-label", texts.copyMarkdown);
    back.textContent = texts.back;
    restart.textContent = texts.restart;
    stop.textContent = texts.stop;
  }

  show(now: ToolbarState, texts: PageTexts): void {
    this.#state = now;
    const { showing, state, look, ghosts, shown, isFixed, canGoBack } = now;
    const { seed, follow, copy, copyMarkdown, back, restart, stop } = this.#buttons;
    this.#ghost.hidden = isFixed || ghosts.length < 2;
    const ghost = ghosts.findIndex(({ root }) => root === shown);
    fillSelect(
      this.#ghost,
      ghosts.map(({ root, name }) => name || root),
      ghost,
    );
    const words = [texts.speedInstant, texts.speedFast, texts.speedNatural, texts.speedSlow];
    fillSelect(this.#speed, words, speeds.indexOf(look.speed));
    this.#name.textContent = showing.scene;
    seed.textContent = showing.seed === null ? "" : fill(texts.seed, showing.seed);
    seed.hidden = showing.seed === null;
    stop.disabled = !(state === "playing" || state === "choice" || state === "continue");
    restart.disabled = copy.disabled = copyMarkdown.disabled = state === "idle";
    back.disabled = !canGoBack;
    follow.setAttribute("aria-pressed", String(showing.follow));
  }
}
