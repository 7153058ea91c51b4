/**
 * A list of completions as short as a client can read it: what its items have in common is said once. A list is sent
 * with nearly every key, and most of its bytes would be the same range and the same address over and over.
 */
import {
  type CompletionItem,
  type CompletionList,
  InsertTextFormat,
  type Range,
  type TextEdit,
} from "vscode-languageserver-types";
import type { CompletionData } from "./completion.ts";

/** What a client told about completions when it was started. */
export interface CompletionCapabilities {
  readonly completionItem?: { readonly labelDetailsSupport?: boolean; readonly snippetSupport?: boolean };
  readonly completionList?: { readonly itemDefaults?: readonly string[] };
}

/** The list in the shortest form that the client says it reads. */
export function withDefaults(list: CompletionList, client: CompletionCapabilities | undefined): CompletionList {
  const items = client?.completionItem?.snippetSupport === true ? list.items : list.items.map(withoutPlaces);
  const [first] = items;
  if (first === undefined) return list;
  const known = client?.completionList?.itemDefaults ?? [];
  const editRange = known.includes("editRange") ? commonRange(items) : undefined;
  const data = known.includes("data") ? commonData(first) : undefined;
  const hasDetails = client?.completionItem?.labelDetailsSupport === true;
  return {
    isIncomplete: list.isIncomplete,
    itemDefaults: { ...(editRange && { editRange }), ...(data && { data }) },
    items: items.map((item) => shortened(item, editRange, data, hasDetails)),
  };
}

/** A snippet as plain text, for clients that would put its places in as they are written. */
function withoutPlaces(item: CompletionItem): CompletionItem {
  const { insertTextFormat, ...plain } = item;
  if (insertTextFormat !== InsertTextFormat.Snippet || plain.textEdit === undefined) return item;
  const newText = plain.textEdit.newText.replace(PLACE, (_whole, choices?: string, text?: string) => {
    return choices?.split(",")[0] ?? text ?? "";
  });
  return { ...plain, textEdit: { ...plain.textEdit, newText } };
}

/** `${1|a,b|}`, `${1:a}` and `${1}`. */
const PLACE = /\$\{\d+(?:\|([^|]*)\||:([^}]*))?\}/g;

function shortened(
  item: CompletionItem,
  editRange: Range | undefined,
  data: CompletionData | undefined,
  hasDetails: boolean,
): CompletionItem {
  const { detail, labelDetails, textEdit, data: own, ...rest } = item;
  const short: CompletionItem = rest;
  if (editRange === undefined && textEdit !== undefined) short.textEdit = textEdit;
  if (editRange !== undefined && textEdit !== undefined && textEdit.newText !== item.label)
    short.textEditText = textEdit.newText;
  if (own !== undefined && !isSaid(item.label, own, data)) short.data = own;
  // The one beside the name says the same as the other.
  if (hasDetails && labelDetails !== undefined) short.labelDetails = labelDetails;
  else if (detail !== undefined) short.detail = detail;
  return short;
}

/** The range that all items replace; undefined where they differ. */
function commonRange(items: readonly CompletionItem[]): Range | undefined {
  const ranges = items.map(({ textEdit }) => (textEdit as TextEdit | undefined)?.range);
  return ranges.every((range) => range === ranges[0]) ? ranges[0] : undefined;
}

/** What the items' data share with those of the first one; each item's key is then its label. */
function commonData({ data }: CompletionItem): CompletionData | undefined {
  if (data === undefined) return undefined;
  const { uri, module, what, of } = data as CompletionData;
  return { uri, module, what, ...(of !== undefined && { of }) };
}

function isSaid(label: string, own: CompletionData, data: CompletionData | undefined): boolean {
  return data !== undefined && own.key === label && own.what === data.what && own.of === data.of;
}
