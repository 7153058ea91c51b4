/** Events as the engine's own measuring tool prints them: one play, one object; what the conformance data holds. */

import type { PlayEvent } from "./events.ts";

export type TranscriptEvent = { readonly [key: string]: string | number | boolean };

/** Joins consecutive talk of one actor and leaves out what only our events have (draws, scenes, the log). */
export function transcript(events: readonly PlayEvent[]): TranscriptEvent[] {
  const lines: TranscriptEvent[] = [];
  for (const event of events) {
    const line = transcribe(event);
    if (line === null) continue;
    const last = lines.at(-1);
    if ("talk" in line && last !== undefined && "talk" in last && last.actor === line.actor)
      lines[lines.length - 1] = { ...last, talk: `${last.talk}${line.talk}` };
    else lines.push(line);
  }
  return lines;
}

function transcribe(event: PlayEvent): TranscriptEvent | null {
  switch (event.kind) {
    case "talk":
      return { talk: event.text, ...(event.actor !== null && { actor: event.actor }) };
    case "sakura":
      return { sakura: event.text, ...(event.actor !== null && { actor: event.actor }) };
    case "failure":
      return { failure: event.text };
    case "choice":
      return { choice: event.target, display: event.display };
    case "spot":
      return { spot: event.spot, actor: event.actor };
    case "clearSpot":
      return { clearSpot: true };
    case "yield":
      return { yield: true };
    case "error":
      return { error: event.message };
    case "notFound":
      return { notFound: event.scene };
    case "limit":
      // To the engine this one is an error like others.
      return event.limit === "depth" ? { error: "stack overflow" } : { limit: event.limit };
    case "other":
      return { other: event.what };
    default:
      return null;
  }
}
