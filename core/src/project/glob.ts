/** File patterns as the engine reads them in `[loader] pasta_patterns`. */

/**
 * A test for ghost-relative paths with `/`. `**` is any number of folders, `*` and `?` stay inside one name, `[…]` is a
 * set; letter case counts. A pattern that leaves the ghost (`..`, absolute, a drive) matches nothing.
 * Source: `discover_files` of pasta_lua 0.4.4 and the crate `glob` it uses.
 */
export function globTest(pattern: string): (path: string) => boolean {
  const parts = pattern
    .replaceAll("\\", "/")
    .split("/")
    .filter((part, i) => part !== "" || i === 0);
  if (pattern === "" || parts.includes("..") || parts[0] === "" || /^[A-Za-z]:/.test(pattern)) return () => false;
  const source = parts
    .filter((part) => part !== ".")
    .map((part, i, all) =>
      part === "**"
        ? i === all.length - 1
          ? ".*"
          : "(?:[^/]+/)*"
        : namePattern(part) + (i < all.length - 1 ? "/" : ""),
    )
    .join("");
  const expression = new RegExp(`^${source}$`, "u");
  return (path) => expression.test(path);
}

function namePattern(part: string): string {
  let out = "";
  for (let i = 0; i < part.length; i++) {
    const character = part[i] as string;
    const close = character === "[" ? part.indexOf("]", i + 2) : -1;
    if (character === "*") {
      if (!out.endsWith("[^/]*")) out += "[^/]*";
    } else if (character === "?") out += "[^/]";
    else if (close > 0) {
      const inside = part.slice(i + 1, close);
      const negated = inside.startsWith("!");
      out += `[${negated ? "^/" : ""}${escapeSet(negated ? inside.slice(1) : inside)}]`;
      i = close;
    } else out += character.replace(/[\\^$.*+?()[\]{}|/]/u, "\\$&");
  }
  return out;
}

function escapeSet(inside: string): string {
  return inside
    .replace(/[\\\]^[]/gu, "\\$&")
    .replace(/-$/u, "\\-")
    .replace(/^-/u, "\\-");
}
