/** What of a play is written to the debug console. */
import type { PlayEvent, PlaySource } from "#runtime/index.ts";

export interface SpokenLine {
  readonly text: string;
  readonly category: "stdout" | "stderr" | "console";
  readonly source: PlaySource | null;
}

/** The line for an event; null for those that a console does not show. */
export function spoken(event: PlayEvent): SpokenLine | null {
  switch (event.kind) {
    case "talk":
    case "sakura":
      return {
        text: event.actor === null ? event.text : `${event.actor}：${event.text}`,
        category: "stdout",
        source: event.source,
      };
    case "failure":
      return { text: event.text, category: "stderr", source: event.source };
    case "choice":
      return { text: `${event.index + 1}. ${event.display}`, category: "stdout", source: event.source };
    case "error":
    case "limit":
      return { text: event.message, category: "stderr", source: event.source };
    case "notFound":
      return { text: `＊${event.scene}`, category: "stderr", source: null };
    case "log":
      return { text: event.text, category: "console", source: null };
    default:
      return null;
  }
}
