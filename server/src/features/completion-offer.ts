/** What completion offers at a place, before it is an item of the protocol. */
import type { CompletionItemKind } from "vscode-languageserver-types";

/** What an offer is, as far as showing more of it needs. */
export type OfferKind = "scene" | "word" | "function" | "actor" | "variable" | "library";

export interface Offer {
  readonly label: string;
  /** The name alone, where the label has its mark before it. */
  readonly key?: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  readonly insert?: string;
  readonly snippet?: boolean;
  /** Set where more is shown when the item is looked at. */
  readonly what?: OfferKind;
  /** Whose it is, where the label does not say: the owner in the library of Lua, the scope of a variable. */
  readonly of?: string;
}
