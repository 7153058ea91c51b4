/**
 * How names are written down in the tables: the characters that count, the numbers that keep equal names apart, and
 * the order of keys. Everything that registers a name and everything that asks for one goes through these rules.
 */

/**
 * What is neither a letter nor a number nor `_`; such characters become `_` before names are compared. Made when it is
 * first asked for: it knows all of Unicode.
 */
let foreign: RegExp | null = null;

/** The same in names of nothing but usual characters, without the tables of Unicode. */
const USUAL_FOREIGN = /[^\u0080-\u30fa\u30fc-\uffffA-Za-z0-9_]/g;

/**
 * The form of a name that is registered and asked for: `会話・朝` becomes `会話_朝`.
 * Source: `SceneRegistry::sanitize_name` of engine 0.4.4 (Alphabetic or Numeric of Unicode, and `_`, are kept).
 */
export function sanitizeName(name: string): string {
  let isWhole = true;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    if (isPlain(unit)) continue;
    // What is left of ASCII is foreign, and so is the dot that many names have in the middle.
    if (unit >= 0x80 && unit !== 0x30fb) {
      foreign ??= /[^\p{Alphabetic}\p{N}_]/gu;
      return name.replace(foreign, "_");
    }
    isWhole = false;
  }
  return isWhole ? name : name.replace(USUAL_FOREIGN, "_");
}

/**
 * Whether a character is surely a letter, a number or `_`: those of which names are made almost always. The expression
 * above knows all of Unicode, and takes longer to be made ready than a whole file takes to be read.
 */
function isPlain(unit: number): boolean {
  return (
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0x3041 && unit <= 0x3096) ||
    (unit >= 0x30a1 && unit <= 0x30fa) ||
    unit === 0x30fc ||
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x5f ||
    (unit >= 0xff10 && unit <= 0xff19) ||
    (unit >= 0xff66 && unit <= 0xff9d)
  );
}

/** The registered name of the `counter`th scene of a name (counted from 1): `会話・朝`, 1 → `会話_朝_1`. */
export function registeredName(name: string, counter: number): string {
  return `${sanitizeName(name)}_${counter}`;
}

/** A registered name taken apart; `counter` is null where the name carries none. */
export interface SplitName {
  readonly name: string;
  readonly counter: bigint | null;
}

const LARGEST_COUNTER = 0xffff_ffff_ffff_ffffn;

/**
 * Takes a registered name apart at its last `_`, where ASCII digits follow and something stands before it. Names
 * that do not end so (`__start__`, `加算ループ`, `_1`) are whole: they have no counter.
 */
export function splitRegisteredName(registered: string): SplitName {
  const at = registered.lastIndexOf("_");
  const digits = registered.slice(at + 1);
  if (at <= 0 || !/^[0-9]+$/.test(digits)) return { name: registered, counter: null };
  const counter = BigInt(digits);
  return counter > LARGEST_COUNTER ? { name: registered, counter: null } : { name: registered.slice(0, at), counter };
}

/**
 * The order of two names as UTF-8 bytes, which is the order of their code points. UTF-16 code units order
 * differently where a surrogate pair meets U+E000 to U+FFFF (half-width kana stand there), so `<` will not do.
 */
export function compareNames(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Lifts surrogates above every other code unit, where their code points belong. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/**
 * The order in which the engine registers scenes of one scope: by name, then by number as a number, those without a
 * number first, then by the registered name itself (`_01` before `_1`).
 * Source: `scene_order_key` in `pasta_lua` 0.4.4, `runtime/finalize.rs`.
 */
export function compareRegistered(a: string, b: string): number {
  const x = splitRegisteredName(a);
  const y = splitRegisteredName(b);
  return compareNames(x.name, y.name) || compareCounters(x.counter, y.counter) || compareNames(a, b);
}

function compareCounters(a: bigint | null, b: bigint | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
