/** Puts names and text of a ghost into Markdown so that nothing in them acts as Markdown: no links, no pictures, no HTML. */

/** Text as text: every character that Markdown or HTML could take for markup is escaped; line ends become spaces. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[\r\n\u2028\u2029]+/g, " ")
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&:@"'$]/g, (mark) =>
      mark === "<" ? "&lt;" : mark === ">" ? "&gt;" : mark === "&" ? "&amp;" : `\\${mark}`,
    );
}

/** Text as inline code, with a fence longer than any inside. */
export function code(text: string): string {
  const flat = visible(text).replace(/[\r\n\u2028\u2029]+/g, " ");
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${flat.startsWith("`") || flat.endsWith("`") ? ` ${flat} ` : flat}${fence}`;
}

/** Lines as a block of Pasta, with a fence longer than any inside. */
export function codeBlock(lines: readonly string[], language = "pasta"): string {
  const text = lines.map(visible).join("\n");
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Shows characters that steer or hide text, so that nobody is misled by them. */
function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (mark) => {
      return `U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    },
  );
}

const MARKUP = new RegExp(
  [
    /^(?<fence>`{3,})\w*\n(?<block>[\s\S]*?)\n\k<fence>$/,
    /\[(?<link>(?:\\.|[^\]\\])*)\]\(<[^>]*>\)/,
    /(?<ticks>`+)(?<space> ?)(?<code>.+?)\k<space>\k<ticks>/,
    /\*\*/,
    /\\(?<escaped>[^A-Za-z0-9\s])/,
    /&(?<entity>lt|gt|amp);/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gm",
);

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&" };

/** The text that Markdown made here shows, for clients that show nothing else. */
export function withoutMarkup(markdown: string): string {
  let shown = "";
  let from = 0;
  for (const match of markdown.matchAll(MARKUP)) {
    const { block, link, code: inline, escaped, entity } = match.groups ?? {};
    const inner = link === undefined ? undefined : withoutMarkup(link);
    shown += markdown.slice(from, match.index) + (block ?? inner ?? inline ?? escaped ?? ENTITIES[entity ?? ""] ?? "");
    from = match.index + match[0].length;
  }
  return shown + markdown.slice(from);
}
