/** SakuraScript tags: what they do, for hover and completion. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: snippets of the protocol are written so.
import { type Hover, MarkupKind } from "vscode-languageserver-types";
import type { Locale } from "#core/messages/index.ts";
import type { Block } from "#core/syntax/model.ts";
import type { FeatureContext } from "./context.ts";
import { code } from "./markdown.ts";

export interface SakuraTag {
  /** The tag's letters, as after the backslash; a tag with an argument in brackets ends with `[`. */
  readonly tag: string;
  /** What completion inserts after the backslash, with places to fill in. */
  readonly snippet: string;
  readonly en: string;
  readonly ja: string;
}

/** Tags of the specification that the base wares share; the longest that fits is the one meant. */
export const SAKURA_TAGS: readonly SakuraTag[] = [
  { tag: "0", snippet: "0", en: "the main character speaks", ja: "本体側が話す" },
  { tag: "1", snippet: "1", en: "the partner speaks", ja: "相方側が話す" },
  { tag: "h", snippet: "h", en: "the main character speaks", ja: "本体側が話す" },
  { tag: "u", snippet: "u", en: "the partner speaks", ja: "相方側が話す" },
  {
    tag: "p[",
    snippet: "p[${1:0}]",
    en: "the character of this number speaks",
    ja: "指定した番号のキャラクターが話す",
  },
  { tag: "s[", snippet: "s[${1:0}]", en: "change the surface (the picture)", ja: "サーフェス（表情）を変える" },
  { tag: "b[", snippet: "b[${1:0}]", en: "change the balloon", ja: "バルーンを変える" },
  { tag: "i[", snippet: "i[${1:0}]", en: "play an animation", ja: "アニメーションを再生する" },
  { tag: "n", snippet: "n", en: "new line", ja: "改行" },
  { tag: "n[", snippet: "n[${1|half,100|}]", en: "new line of this height", ja: "高さを指定した改行" },
  { tag: "c", snippet: "c", en: "clear the balloon", ja: "バルーンの文字を消す" },
  { tag: "w", snippet: "w${1:9}", en: "wait this many times 50 ms", ja: "50 ミリ秒の何倍か待つ" },
  { tag: "_w[", snippet: "_w[${1:500}]", en: "wait this many milliseconds", ja: "指定したミリ秒だけ待つ" },
  {
    tag: "__w[",
    snippet: "__w[${1:500}]",
    en: "wait until this many milliseconds have passed",
    ja: "前の基準から指定したミリ秒になるまで待つ",
  },
  { tag: "x", snippet: "x", en: "wait for a click", ja: "クリックを待つ" },
  { tag: "t", snippet: "t", en: "no interruption while speaking", ja: "割り込みを受けない" },
  { tag: "e", snippet: "e", en: "end of the script", ja: "スクリプトの終わり" },
  { tag: "q[", snippet: "q[${1:選択肢},${2:ID}]", en: "a choice", ja: "選択肢" },
  {
    tag: "![",
    snippet: "![${1|raise,open,set,change,move,embed,execute|},${2}]",
    en: "a command to the base ware",
    ja: "ベースウェアへの命令",
  },
  {
    tag: "f[",
    snippet: "f[${1|bold,italic,color,height,name,default|},${2}]",
    en: "the style of the text",
    ja: "文字の書式",
  },
  { tag: "_a[", snippet: "_a[${1:ID}]", en: "an anchor that can be clicked", ja: "クリックできるアンカー" },
  { tag: "_l[", snippet: "_l[${1:x},${2:y}]", en: "move the place of the text", ja: "文字の位置を動かす" },
  { tag: "_q", snippet: "_q", en: "show the text at once, or stop doing so", ja: "文字を一度に出す／元に戻す" },
  { tag: "_s", snippet: "_s", en: "both characters speak, or stop doing so", ja: "全員で話す／元に戻す" },
  { tag: "_v[", snippet: "_v[${1:file}]", en: "play a sound", ja: "音声を再生する" },
  { tag: "_V", snippet: "_V", en: "wait until the sound ends", ja: "音声の終わりを待つ" },
  {
    tag: "_b[",
    snippet: "_b[${1:file},${2:0},${3:0}]",
    en: "show a picture in the balloon",
    ja: "バルーンに画像を出す",
  },
  { tag: "-", snippet: "-", en: "close the ghost", ja: "ゴーストを終了する" },
  { tag: "4", snippet: "4", en: "step away from the partner", ja: "相手から離れる" },
  { tag: "5", snippet: "5", en: "step towards the partner", ja: "相手に近づく" },
  { tag: "*", snippet: "*", en: "choices do not time out", ja: "選択肢を時間切れにしない" },
  { tag: "v", snippet: "v", en: "keep the window in front", ja: "最前面に出す" },
];

/** The tag that a written one (`\s[0]`) is. */
export function sakuraTag(written: string): SakuraTag | null {
  const body = written.slice(1).replace("［", "[");
  const fitting = SAKURA_TAGS.filter(({ tag }) => body.startsWith(tag));
  return fitting.reduce<SakuraTag | null>(
    (best, tag) => (best === null || tag.tag.length > best.tag.length ? tag : best),
    null,
  );
}

export function describeTag(tag: SakuraTag, locale: Locale): string {
  return tag[locale];
}

/** What the tag at an offset does; null where there is none, or none that is known. */
export function sakuraHover(context: FeatureContext, block: Block, offset: number): Hover | null {
  if (block.node.kind !== "scene") return null;
  for (const item of block.node.locals.flatMap(({ items }) => items)) {
    if (item.kind !== "action" && item.kind !== "continue") continue;
    for (const { kind, span } of item.actions) {
      const [start, end] = [block.start + span.start, block.start + span.end];
      if (kind !== "sakura" || offset < start || offset > end) continue;
      const written = context.text.slice(start, end);
      const tag = sakuraTag(written);
      if (tag === null) return null;
      const value = `${code(written)} — ${describeTag(tag, context.locale)}`;
      return { contents: { kind: MarkupKind.Markdown, value }, range: context.here.range(start, end) };
    }
  }
  return null;
}
