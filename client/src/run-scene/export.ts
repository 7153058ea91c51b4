/** A transcript as one HTML file that needs nothing else: to send to somebody who has no editor. */
import type { LogEntry } from "./messages.ts";
import type { PageTexts } from "./page-texts.ts";
import type { Row } from "./transcript.ts";
import { noticeText, rowsOf, setText } from "./wording.ts";

const style = `
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font-family: system-ui, sans-serif; line-height: 1.8; }
p { margin: 0.2rem 0; }
.speaker { display: inline-block; min-width: 6em; font-weight: 600; color: #2f6f73; }
.sakura { margin: 0 0.2em; padding: 0 0.4em; border: 1px solid #bbb; border-radius: 0.8em; color: #666; font-size: 0.8em; }
.notice { color: #9a4b00; }
.offered::before { content: "◇ "; }
.offered.taken { font-weight: 600; }
.offered.taken::before { content: "◆ "; }
hr { border: 0; border-top: 1px dashed #bbb; }
@media (prefers-color-scheme: dark) {
  body { background: #1e1e1e; color: #ddd; }
  .speaker { color: #7cc6cb; }
  .notice { color: #e0a060; }
}`;

/** The whole page. No script, no remote content; words of the ghost are escaped. */
export function asHtml(scene: string, log: readonly LogEntry[], locale: string, texts: PageTexts): string {
  const title = escapeHtml(scene);
  const rows = rowsOf(log)
    .map((row) => rowHtml(row, texts))
    .filter((html) => html !== "");
  return `<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${rows.join("\n")}
</main>
</body>
</html>
`;
}

function rowHtml(row: Row, texts: PageTexts): string {
  switch (row.kind) {
    case "talk": {
      const words = row.pieces.map(({ kind, text }) =>
        kind === "text" ? escapeHtml(text) : `<code class="sakura">${escapeHtml(text)}</code>`,
      );
      return `<p><span class="speaker">${escapeHtml(row.actor ?? texts.narrator)}</span> ${words.join("")}</p>`;
    }
    case "choice":
      return `<p class="offered${row.taken ? " taken" : ""}">${escapeHtml(row.display)}</p>`;
    case "notice":
      return row.what === "log" ? "" : `<p class="notice">${escapeHtml(noticeText(row, texts))}</p>`;
    case "set":
      return `<p class="notice">${escapeHtml(setText(row, texts))}</p>`;
    case "yield":
      return "<hr>";
    default:
      return "";
  }
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
