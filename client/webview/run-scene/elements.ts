/** Makes elements. Words of the ghost only ever become text nodes and attributes, never markup. */

export type Content = Node | string | null;
export type Attributes = Readonly<Record<string, string | null>>;

/** An element with its attributes (null ones are left out) and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...children: readonly Content[]
): HTMLElementTagNameMap[Name] {
  const result = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) result.setAttribute(key, value);
  for (const child of children) if (child !== null) result.append(child);
  return result;
}

/** A button with a click's action. */
export function button(attributes: Attributes, action: () => void, ...children: readonly Content[]): HTMLButtonElement {
  const result = element("button", { type: "button", ...attributes }, ...children);
  result.addEventListener("click", action);
  return result;
}

/** A list to choose from; `chosen` is called with the index of what the reader takes. */
export function select(attributes: Attributes, chosen: (index: number) => void): HTMLSelectElement {
  const result = element("select", attributes);
  result.addEventListener("change", () => chosen(result.selectedIndex));
  return result;
}

/** Fills a list; leaves it alone where it says the same already, so that an open one stays open. */
export function fillSelect(list: HTMLSelectElement, labels: readonly string[], selected: number): void {
  const same = list.options.length === labels.length && labels.every((label, at) => list.options[at]?.text === label);
  if (!same) list.replaceChildren(...labels.map((label) => element("option", {}, label)));
  if (list.selectedIndex !== selected) list.selectedIndex = selected;
}
