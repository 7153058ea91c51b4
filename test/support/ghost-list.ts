/** Reads a file that holds many small ghosts: `//= name` begins a ghost, `//- /path` one of its files. */

export interface ListedGhost {
  readonly name: string;
  /** Ghost-relative path → text; `plays.json` is one of them. */
  readonly files: ReadonlyMap<string, string>;
}

/** Ghosts without a pasta.toml of their own have the two usual actors. `crlf` behind a path turns line ends. */
export function listedGhosts(text: string): ListedGhost[] {
  return text
    .split(/^\/\/= /m)
    .slice(1)
    .map((part) => {
      const name = part.slice(0, part.indexOf("\n")).trim();
      const files = new Map([["pasta.toml", '[actor."さくら"]\nspot = 0\n[actor."うにゅう"]\nspot = 1\n']]);
      for (const piece of part.split(/^\/\/- \//m).slice(1)) {
        const [head = "", ...lines] = piece.split("\n");
        const [path = "", mode] = head.trim().split(" ");
        files.set(path, mode === "crlf" ? lines.join("\r\n") : lines.join("\n"));
      }
      return { name, files };
    });
}
