/** The texts that the core shows a person, by identifier, in the languages of the product. */
import { en, type MessageId } from "./en.ts";
import { ja } from "./ja.ts";

export type { MessageId } from "./en.ts";

/** The languages that texts exist in. */
export type Locale = "en" | "ja";

/** The language to use for a client's locale tag such as `ja-JP`; anything but Japanese reads English. */
export function localeOf(tag: string | undefined): Locale {
  return tag !== undefined && /^ja\b/i.test(tag) ? "ja" : "en";
}

/** Fills a message's holes (`{0}`, `{1}`…) with `args`, in a language. */
export function render(id: MessageId, args: readonly string[], locale: Locale): string {
  return (locale === "ja" ? ja : en)[id].replace(/\{(\d)\}/g, (hole, index: string) => args[Number(index)] ?? hole);
}
