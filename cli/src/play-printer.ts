/** How a play looks: as text that a writer reads, or as JSON events, one a line. */
import { type PlayEvent, type PlaySource, transcript } from "#runtime/index.ts";
import type { Io } from "./io.ts";

export interface Printer {
  begin(scene: string): void;
  event(event: PlayEvent): void;
  chosen(display: string): void;
  /** `seed` is null where decks were not shuffled. */
  finish(seed: number | null): void;
}

/** The events of the conformance data; with `trace` every draw as well. Consecutive talk of one actor is joined. */
export function jsonPrinter(io: Io, trace: boolean): Printer {
  let talk: PlayEvent[] = [];
  const flush = () => {
    for (const line of transcript(talk)) io.out(`${JSON.stringify(line)}\n`);
    talk = [];
  };
  return {
    begin: () => {},
    chosen: () => {},
    event: (event) => {
      if (event.kind === "draw" && trace) {
        flush();
        io.out(`${JSON.stringify({ draw: traceRecord(event) })}\n`);
      } else if (event.kind === "talk") talk.push(event);
      else if (event.kind !== "draw" && event.kind !== "scene" && event.kind !== "log") {
        flush();
        talk.push(event);
        flush();
      } else if (event.kind === "log" && (event.level === "warn" || event.level === "error")) io.err(`${event.text}\n`);
    },
    finish: flush,
  };
}

/** One look-up: who asked, for what, what there was, what the deck held, what was drawn. */
function traceRecord(event: Extract<PlayEvent, { kind: "draw" }>): object {
  const { what, key, module, asker, strategy, candidates, total, remaining, chosen, replayed, source, deck } = event;
  return {
    what,
    key,
    scope: module === "" ? null : module,
    strategy,
    asked: place(source),
    asker,
    candidates: candidates.map(({ name, scope, source: written }) => ({ name, why: scope, at: place(written) })),
    total,
    deckBefore: deck?.before ?? remaining + 1,
    deckAfter: deck?.after ?? remaining,
    history: deck?.history ?? [],
    chosen: candidates[chosen]?.name ?? null,
    replayed,
  };
}

function place(source: PlaySource | null): string | null {
  return source === null ? null : `${source.file}:${source.line + 1}`;
}

/** Speakers get a colour each, in the order in which they speak; none where the terminal has none. */
export function textPrinter(io: Io, trace: boolean): Printer {
  const colours = [36, 35, 33, 32, 34, 31];
  const speakers = new Map<string, number>();
  const styled = process.stdout.isTTY === true && io.env.NO_COLOR === undefined;
  const paint = (code: number, text: string) => (styled ? `\u001b[${code}m${text}\u001b[0m` : text);
  const named = (actor: string) => {
    const colour = speakers.get(actor) ?? (colours[speakers.size % colours.length] as number);
    speakers.set(actor, colour);
    return paint(colour, actor);
  };
  const line = (text: string) => io.out(`${text}\n`);
  let speech: { readonly actor: string | null; text: string } | null = null;
  const flush = () => {
    if (speech !== null) line(`${speech.actor === null ? "" : `${named(speech.actor)}：`}${speech.text}`);
    speech = null;
  };
  const say = (actor: string | null, text: string) => {
    if (speech !== null && speech.actor === actor) speech.text += text;
    else {
      flush();
      speech = { actor, text };
    }
  };
  const tell = (text: string) => {
    flush();
    line(text);
  };
  return {
    begin: (scene) => tell(paint(2, `＊${scene}`)),
    chosen: (display) => tell(paint(2, `> ${display}`)),
    event: (event) => {
      switch (event.kind) {
        case "talk":
          return say(event.actor, event.text);
        case "sakura":
          return say(event.actor, paint(2, event.text));
        case "failure":
          return tell(paint(31, event.text));
        case "choice":
          return tell(`  ${event.index + 1}. ${event.display}`);
        case "yield":
          return tell(paint(2, "――"));
        case "error":
        case "limit":
          return tell(paint(31, `${prefix(event.source)}${event.message}`));
        case "draw":
          if (trace) tell(paint(2, drawn(event)));
          return;
        case "log":
          if (event.level === "warn" || event.level === "error") io.err(`${event.text}\n`);
          else tell(paint(2, event.text));
          return;
        default:
          return;
      }
    },
    finish: (seed) => {
      flush();
      if (seed !== null) line(paint(2, `--seed ${seed}`));
    },
  };
}

function prefix(source: PlaySource | null): string {
  const at = place(source);
  return at === null ? "" : `${at}: `;
}

function drawn({
  what,
  key,
  candidates,
  total,
  remaining,
  chosen,
  source,
}: Extract<PlayEvent, { kind: "draw" }>): string {
  const name = candidates[chosen]?.name ?? "";
  return `  ${prefix(source)}${what === "word" ? "＠" : "＞"}${key} → ${name} (1/${total}, ${remaining} left)`;
}
