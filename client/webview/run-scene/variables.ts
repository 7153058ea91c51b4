/** The variables beside the transcript: what they are, what has changed, and fields to change them with. */
import type { PlainValue, PresetChoice, RunState, VariableScope } from "#client/run-scene/messages.ts";
import type { PageTexts } from "#client/run-scene/page-texts.ts";
import {
  type Transcript,
  type VariableState,
  type VariableStates,
  variableStates,
} from "#client/run-scene/transcript.ts";
import { readValue, writeValue } from "#client/run-scene/values.ts";
import { fill } from "#client/run-scene/wording.ts";
import { button, element, fillSelect, select } from "./elements.ts";

export interface VariableActions {
  set(scope: VariableScope, name: string, value: PlainValue | null): void;
  preset(choice: PresetChoice): void;
  savePreset(): void;
  openPresets(): void;
  toggled(open: boolean): void;
}

interface Table {
  readonly caption: HTMLElement;
  readonly body: HTMLElement;
  /** The rows by what they say, in order. */
  shown: { readonly key: string; readonly row: HTMLElement }[];
}

export class VariablePanel {
  readonly root: HTMLDetailsElement;
  readonly #actions: VariableActions;
  readonly #summary = element("summary", {});
  readonly #startLabel = element("label", { for: "preset" });
  readonly #presets: HTMLSelectElement;
  readonly #save: HTMLButtonElement;
  readonly #open: HTMLButtonElement;
  readonly #tables: Readonly<Record<VariableScope, Table>> = { act: table(), saved: table() };
  readonly #newName = element("input", { id: "new-name", type: "text", autocomplete: "off", spellcheck: "false" });
  readonly #newValue = element("input", { id: "new-value", type: "text", autocomplete: "off", spellcheck: "false" });
  readonly #add = element("button", { type: "submit" });
  readonly #form = element("form", { id: "new-variable" }, this.#newName, this.#newValue, this.#add);
  #choices: readonly PresetChoice[] = [];
  #chosen: PresetChoice = { kind: "empty" };
  /** What it was brought up to last: most messages change none of it. */
  #last: readonly unknown[] = [];

  constructor(actions: VariableActions, isOpen: boolean) {
    this.#actions = actions;
    this.#presets = select({ id: "preset" }, (index) => {
      const choice = this.#choices[index];
      if (choice !== undefined) actions.preset(choice);
    });
    this.#save = button({ id: "save-preset" }, () => actions.savePreset());
    this.#open = button({ id: "open-presets", class: "link" }, () => actions.openPresets());
    const start = element("div", { class: "start" }, this.#startLabel, this.#presets, this.#save, this.#open);
    const { act, saved } = this.#tables;
    const tables = [act, saved].map(({ caption, body }) => element("table", {}, caption, body));
    this.root = element("details", { id: "variables" }, this.#summary, start, ...tables, this.#form);
    this.root.open = isOpen;
    this.root.addEventListener("toggle", () => actions.toggled(this.root.open));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = this.#newName.value.trim().replace(/^[＄$][＊*]/, "");
      if (name === "") return;
      actions.set("saved", name, readValue(this.#newValue.value));
      this.#newName.value = this.#newValue.value = "";
    });
  }

  offer(choices: readonly PresetChoice[], chosen: PresetChoice): void {
    this.#choices = choices;
    this.#chosen = chosen;
  }

  /** Brings it up to what the run says. */
  show(transcript: Transcript, state: RunState, texts: PageTexts): void {
    const now = [transcript.variables, transcript.before, state, texts, this.#choices, this.#chosen];
    if (now.every((part, index) => part === this.#last[index])) return;
    this.#last = now;
    const states = variableStates(transcript);
    const rests = state === "choice" || state === "continue" || state === "ended";
    const changed = [...(states?.act ?? []), ...(states?.saved ?? [])].filter(({ change }) => change !== "none").length;
    this.#summary.textContent = changed === 0 ? texts.variables : `${texts.variables} (${changed})`;
    this.#startLabel.textContent = texts.startWith;
    fillSelect(
      this.#presets,
      this.#choices.map((choice) => choiceLabel(choice, texts)),
      this.#indexOfChosen(),
    );
    this.#save.textContent = texts.savePreset;
    this.#save.disabled = !rests;
    this.#open.textContent = texts.openPresets;
    this.#fill("act", states, state === "continue", rests ? texts.actOnlyAtPause : "", texts);
    this.#fill("saved", states, rests, "", texts);
    for (const [field, label] of [
      [this.#newName, texts.variableName],
      [this.#newValue, texts.variableValue],
    ] as const) {
      field.placeholder = label;
      field.setAttribute("aria-label", `${texts.addSaved}: ${label}`);
      field.disabled = !rests;
    }
    this.#newValue.title = texts.valueHint;
    this.#add.textContent = texts.add;
    this.#add.disabled = !rests;
    this.#form.setAttribute("aria-label", texts.addSaved);
  }

  #indexOfChosen(): number {
    return this.#choices.findIndex((choice) => JSON.stringify(choice) === JSON.stringify(this.#chosen));
  }

  #fill(scope: VariableScope, states: VariableStates | null, canEdit: boolean, why: string, texts: PageTexts): void {
    const { caption, body, shown } = this.#tables[scope];
    caption.textContent = scope === "act" ? texts.variablesAct : texts.variablesSaved;
    const list = states?.[scope] ?? [];
    const rows = list.map((state) => ({
      key: JSON.stringify([state, canEdit, why, texts.remove]),
      make: () => this.#row(scope, state, canEdit, why, texts),
    }));
    const hidden = (states?.total[scope] ?? 0) - list.length;
    const note = list.length === 0 ? texts.variablesNone : hidden > 0 ? fill(texts.variablesMore, hidden) : null;
    if (note !== null) rows.push({ key: note, make: () => noteRow(note) });
    // A field that says the same stays as it is, the caret in it included.
    this.#tables[scope].shown = rows.map(({ key, make }, index) => {
      const old = shown[index];
      if (old?.key === key) return old;
      const row = make();
      if (old === undefined) body.append(row);
      else old.row.replaceWith(row);
      return { key, row };
    });
    for (const { row } of shown.slice(rows.length)) row.remove();
  }

  #row(
    scope: VariableScope,
    { variable, change, before }: VariableState,
    canEdit: boolean,
    why: string,
    texts: PageTexts,
  ): HTMLElement {
    const { name, kind, value, whole } = variable;
    const isPlain = (kind === "string" || kind === "number" || kind === "boolean") && whole;
    const written = `${scope === "saved" ? "＄＊" : "＄"}${name}`;
    const text = isPlain ? writeValue(value) : String(value);
    const field = element("input", {
      type: "text",
      class: "value",
      "aria-label": fill(texts.valueOf, written),
      title: isPlain ? (canEdit ? texts.valueHint : why || null) : texts.notEditable,
      autocomplete: "off",
      spellcheck: "false",
    });
    field.value = text;
    field.readOnly = !canEdit || !isPlain;
    field.addEventListener("change", () => {
      const read = readValue(field.value);
      if (read !== value) this.#actions.set(scope, name, read);
      else field.value = text;
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") field.value = text;
      if (event.key === "Escape" || event.key === "Enter") field.blur();
    });
    const told = change === "changed" && before !== null ? fill(texts.changedFrom, writeValue(before)) : texts.isNew;
    const remove = button(
      { class: "small remove", "aria-label": fill(texts.remove, written), title: fill(texts.remove, written) },
      () => this.#actions.set(scope, name, null),
      "✕",
    );
    remove.disabled = !canEdit;
    return element(
      "tr",
      { class: change === "none" ? null : change },
      element("th", { scope: "row" }, written),
      element("td", {}, field),
      element("td", { class: "told" }, change === "none" ? null : told),
      element("td", {}, remove),
    );
  }
}

function table(): Table {
  return { caption: element("caption", {}), body: element("tbody", {}), shown: [] };
}

function noteRow(note: string): HTMLElement {
  return element("tr", { class: "note" }, element("td", { colspan: "4" }, note));
}

function choiceLabel(choice: PresetChoice, texts: PageTexts): string {
  if (choice.kind === "empty") return texts.presetEmpty;
  return choice.kind === "ghost" ? texts.presetGhost : choice.name;
}
