/**
 * A shell as base wares know it: which picture a surface is. Reads the names of its files, `surfaces.txt` and
 * `descript.txt` (the SERIKO definitions of the shell format), as far as a still portrait needs them.
 */

/** One picture of a surface and where it lies, in pixels. `file` is relative to the shell, with `/`. */
export interface Layer {
  readonly file: string;
  readonly x: number;
  readonly y: number;
}

export interface Shell {
  /** By number, and by the shell's own words with their place before them: `0:笑顔`. */
  readonly surfaces: ReadonlyMap<string, readonly Layer[]>;
  /** The surface that each place on the desktop begins with. */
  readonly first: readonly string[];
}

/**
 * Where the shells of a ghost may be, relative to the folder of its `pasta.toml`: beside it, or beside the folder
 * `ghost` that holds that folder, as base wares lay ghosts out (`…/ghost/master`, `…/shell/master`).
 */
export function shellPlaces(root: string): readonly string[] {
  return /\/ghost\/[^/]+\/?$/.test(root) ? ["shell", "../../shell"] : ["shell"];
}

/** More places than these are not looked at. */
const mostPlaces = 16;

/** Reads a shell from the names of its files and its two texts (empty where there are none). */
export function readShell(files: readonly string[], surfacesText: string, descriptText: string): Shell {
  const defined = new Map<number, Map<number, Layer>>();
  const aliases = new Map<string, readonly number[]>();
  for (const { name, lines } of sections(surfacesText)) {
    const scope = /^(sakura|kero|char(\d+))\.surface\.alias$/i.exec(name);
    if (scope !== null) readAliases(placeNamed(scope[1] ?? "", scope[2]), lines, aliases);
    else for (const number of numbersOf(name)) readElements(lines, defined, number);
  }
  const surfaces = new Map<string, readonly Layer[]>();
  for (const file of [...files].sort()) {
    const number = /^surface(\d+)\.png$/i.exec(file)?.[1];
    if (number !== undefined && !surfaces.has(String(Number(number))))
      surfaces.set(String(Number(number)), [{ file, x: 0, y: 0 }]);
  }
  for (const [number, elements] of defined) {
    if (elements.size === 0) continue;
    const ordered = [...elements].sort(([a], [b]) => a - b).map(([, layer]) => layer);
    // The file of the surface is its ground, unless the first element is one.
    const ground = elements.has(0) ? [] : (surfaces.get(String(number)) ?? []);
    surfaces.set(String(number), [...ground, ...ordered]);
  }
  for (const [name, numbers] of aliases) {
    const layers = numbers.map((number) => surfaces.get(String(number))).find((found) => found !== undefined);
    if (layers !== undefined) surfaces.set(name, layers);
  }
  return { surfaces, first: firstSurfaces(descriptText) };
}

/** `surface0`, `surface1-3,5,!2`, `surface.append10`: the numbers that a section is about. */
function numbersOf(name: string): readonly number[] {
  const written = /^surface(?:\.append)?(?=[\d!])/i.exec(name);
  if (written === null) return [];
  const numbers = new Set<number>();
  for (const part of name.slice(written[0].length).split(",")) {
    const range = /^\s*(!?)\s*(?:surface)?(\d{1,7})(?:-(\d{1,7}))?\s*$/i.exec(part);
    if (range === null) continue;
    const from = Number(range[2]);
    const to = Math.min(Number(range[3] ?? from), from + mostInRange);
    for (let number = from; number <= to; number++) {
      if (range[1] === "!") numbers.delete(number);
      else numbers.add(number);
    }
  }
  return [...numbers];
}

const mostInRange = 10_000;

/** Methods that lay a picture over what is below it. */
const methods: ReadonlySet<string> = new Set([
  "base",
  "overlay",
  "overlayfast",
  "overlaymultiply",
  "replace",
  "interpolate",
  "add",
  "asis",
]);

/** `element0,overlay,body.png,0,0` */
function readElements(lines: readonly string[], defined: Map<number, Map<number, Layer>>, number: number): void {
  const elements = defined.get(number) ?? new Map<number, Layer>();
  defined.set(number, elements);
  for (const line of lines) {
    const [key = "", method = "", path = "", x = "0", y = "0"] = line.split(",").map((part) => part.trim());
    const index = /^element(\d+)$/i.exec(key)?.[1];
    const file = pathInside(path);
    if (index === undefined || file === null || !methods.has(method.toLowerCase())) continue;
    elements.set(Number(index), { file, x: Number.parseInt(x, 10) || 0, y: Number.parseInt(y, 10) || 0 });
  }
}

/** A path that stays in the shell's folder and names a picture; null for others. */
function pathInside(path: string): string | null {
  const parts = path.replaceAll("\\", "/").split("/");
  if (path === "" || parts.some((part) => part === ".." || part === "" || part.includes(":"))) return null;
  const file = parts.filter((part) => part !== ".").join("/");
  return /\.(png|gif|jpe?g|webp|bmp)$/i.test(file) ? file : null;
}

/** `笑顔,[0,5]` */
function readAliases(place: number, lines: readonly string[], aliases: Map<string, readonly number[]>): void {
  for (const line of lines) {
    const alias = /^\s*([^,]+?)\s*,\s*\[([^\]]*)\]/.exec(line);
    if (alias === null) continue;
    const numbers = (alias[2] ?? "")
      .split(",")
      .map((part) => Number(part.trim()))
      .filter(Number.isInteger);
    aliases.set(`${place}:${alias[1]}`, numbers);
  }
}

function placeNamed(name: string, number: string | undefined): number {
  if (number !== undefined) return Number(number);
  return name.toLowerCase() === "kero" ? 1 : 0;
}

/** Sections: a name, and lines between braces, which may stand on lines of their own. */
function sections(text: string): readonly { readonly name: string; readonly lines: readonly string[] }[] {
  const found: { name: string; lines: string[] }[] = [];
  let name = "";
  let open: string[] | null = null;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)\/\/.*$/, "").trim();
    if (line === "") continue;
    if (open !== null) {
      if (line.startsWith("}")) open = null;
      else open.push(line);
    } else if (line.endsWith("{")) {
      name = line === "{" ? name : line.slice(0, -1).trim();
      open = [];
      found.push({ name, lines: open });
    } else name = line;
  }
  return found;
}

/** The first two places begin with 0 and 10, unless `descript.txt` says otherwise. */
function firstSurfaces(descript: string): readonly string[] {
  const first = new Map<number, string>([
    [0, "0"],
    [1, "10"],
  ]);
  for (const line of descript.split(/\r?\n/)) {
    const setting = /^\s*(sakura|kero|char(\d+))\.seriko\.defaultsurface\s*,\s*(\d+)/i.exec(line);
    if (setting === null) continue;
    const place = placeNamed(setting[1] ?? "", setting[2]);
    if (place < mostPlaces) first.set(place, String(Number(setting[3])));
  }
  return Array.from({ length: Math.max(...first.keys()) + 1 }, (_, place) => first.get(place) ?? "0");
}

/** The text of a shell's file: in the charset that its first lines name, else UTF-8 where it is that, else Shift_JIS. */
export function decodeShellText(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 400));
  const named = /^\s*charset\s*,\s*([\w-]+)/im.exec(head)?.[1];
  for (const label of named === undefined ? [] : [named]) {
    try {
      return new TextDecoder(label).decode(bytes);
    } catch {
      // A charset that nobody knows: it is guessed like one that is not named.
    }
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("shift_jis").decode(bytes);
  }
}
