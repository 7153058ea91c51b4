/** Random ghosts that can be played: calls go from one level of names to a later one, so that every scene ends. */
import type { PastaParser } from "#core/syntax/index.ts";
import { pick, randomFrom } from "./random.ts";

/** Names of a level begin with its character, so a call's prefix decides how deep it leads at least. */
const LEVELS = ["甲", "乙", "丙", "丁"] as const;
const LAST = LEVELS.length - 1;

const TAILS = ["", "の朝", "の夜", "の夜中", "・朝", "＿朝", "x", "x1", "é", "ー"];
const WORDS = ["色", "色々", "花", "花火", "挨拶", "x語"];
const VARIABLES = ["x", "y", "残り", "_z"];
const FUNCTIONS = ["足す", "足し算", "見る", "何も", "文字列"];
const ACTORS = ["さくら", "うにゅう", "ゲスト"];
const NUMBERS = ["０", "１", "７", "12", "２．５", "0.1", "99999999999", "３", "－４", "０．５", "1000000"];
const STRINGS = ["「文」", '"a b"', "「」", "「「あ「い」」」", "「３」", '"1.50"', "「０ｘ」", '"\\\\"'];
const OPERATORS = ["＋", "－", "×", "÷", "％", "＆", "+", "-", "*", "/", "%", "&"];
const PLAIN = [
  "やあ",
  "。",
  "ね　",
  "a b",
  "＠＠",
  "＄＄",
  "\\s[3]",
  "\\w9",
  "\\\\",
  "\\%",
  "（笑）",
  "！",
  "\\![raise,OnA,1]",
];

export interface RandomGhost {
  readonly files: ReadonlyMap<string, string>;
  readonly plays: readonly {
    readonly scene: string;
    readonly times: number;
    readonly args: readonly (string | number)[];
  }[];
}

/** The ghost of a seed. Not every line of its dictionaries can be read: `soundLines` takes those out. */
export function randomGhost(seed: number): RandomGhost {
  const random = randomFrom(seed);
  const chance = (probability: number) => random() < probability;
  const upTo = (count: number) => Math.floor(random() * (count + 1));
  const some = <T>(count: number, make: () => T): T[] => Array.from({ length: upTo(count) }, make);
  const name = (level: number) => LEVELS[level] + pick(random, TAILS);
  /** What a line of a level may ask for: a beginning of a later level's names. */
  const target = (level: number) => {
    if (level >= LAST) return pick(random, ["無い", "戊", "x語"]);
    const full = [...name(level + 1 + upTo(LAST - level - 1))];
    return full.slice(0, 1 + upTo(full.length - 1)).join("");
  };
  const word = () => {
    const full = [...pick(random, WORDS)];
    return chance(0.8) ? full.slice(0, 1 + upTo(full.length - 1)).join("") : pick(random, ["無い語", "名"]);
  };
  const variable = () => (chance(0.3) ? "＄＊" : "＄") + pick(random, VARIABLES);
  const args = () => `（${some(3, () => (chance(0.1) ? "鍵：" : "") + operand()).join("、")}）`;
  const operand = (): string => {
    const r = random();
    if (r < 0.35) return pick(random, NUMBERS);
    if (r < 0.6) return pick(random, STRINGS);
    if (r < 0.8) return variable();
    if (r < 0.85) return pick(random, ["＄０", "＄１", "＄２"]);
    if (r < 0.92) return `＠${word()}`;
    if (r < 0.97) return `＠${pick(random, FUNCTIONS)}${args()}`;
    return `（${operand()}${pick(random, OPERATORS)}${operand()}）`;
  };
  const expression = () => [operand(), ...some(3, () => pick(random, OPERATORS) + operand())].join("");
  const piece = (): string => {
    const r = random();
    if (r < 0.5) return pick(random, PLAIN);
    if (r < 0.65) return `＠${word()}${pick(random, ["　", " ", "　　"])}`;
    if (r < 0.75) return `${variable()}　`;
    if (r < 0.8) return `＠${pick(random, FUNCTIONS)}${args()}`;
    if (r < 0.84) return `＠＄${pick(random, VARIABLES)}　`;
    if (r < 0.88) return `＄${pick(random, ["０", "１", "9"])}　`;
    if (r < 0.9) return `＠＊${pick(random, ["yield", "無い", "足す"])}（）`;
    return pick(random, ["？", "と", "「はい」", "、"]);
  };
  const talk = () => some(5, piece).join("") || "うん";
  const line = (level: number): string => {
    const r = random();
    if (r < 0.4) return `${pick(random, ACTORS)}：${talk()}`;
    if (r < 0.48) return `：${talk()}`;
    if (r < 0.62) return `＞${target(level)}${chance(0.4) ? args() : ""}`;
    if (r < 0.66) return `＞＄${pick(random, VARIABLES)}${chance(0.3) ? args() : ""}`;
    if (r < 0.69) return `＞（「${target(level)}」${chance(0.5) ? `＆${operand()}` : ""}）`;
    if (r < 0.84) return `${variable()}＝${expression()}`;
    if (r < 0.88) return `＄${pick(random, VARIABLES)}＝「${target(level)}」`;
    if (r < 0.91) return `＄＝＠${pick(random, [...FUNCTIONS, "チェイントーク", "yield"])}（）`;
    return `＠？${target(level)}${chance(0.5) ? "「選ぶ」" : ""}`;
  };
  const lines = (level: number, indent: string) =>
    [`${indent}さくら：はい`, ...some(5, () => indent + line(level))].join("\n");
  const lua = () =>
    `\`\`\`lua\n${[
      "function SCENE.足す(act, a, b) return (tonumber(a) or 0) + (tonumber(b) or 0) end",
      "function SCENE.見る(act, ...) local t = {} for i = 1, select('#', ...) do t[i] = tostring((select(i, ...))) end return table.concat(t, '|') end",
      "function SCENE.何も(act) end",
      "function SCENE.文字列(act) return '＠色' end",
      'function SCENE.足し算(act) act:talk(act.actors.さくら, "算") return 1 end',
    ]
      .filter(() => chance(0.6))
      .join("\n")}\n\`\`\``;
  const scene = (level: number): string => {
    const parts = [chance(0.15) ? "＊" : `＊${name(level)}`];
    if (chance(0.2)) parts.push(`　％${ACTORS.filter(() => chance(0.5)).join("、") || "さくら"}`);
    if (chance(0.3))
      parts.push(`　＠${pick(random, WORDS)}：${["あ", "い＠色", "「う、え」"].slice(0, 1 + upTo(2)).join("、")}`);
    if (chance(0.5)) parts.push(lua());
    parts.push(lines(level, "　"));
    for (const own of some(3, () => Math.min(level + 1 + upTo(1), LAST))) {
      parts.push(`　・${name(own)}`, lines(own, "　　"));
    }
    return parts.join("\n");
  };
  const dictionary = (first: boolean) => {
    const parts: string[] = [];
    if (first) {
      for (const actor of ACTORS) {
        parts.push(`％${actor}`, ...some(2, () => `　＠${pick(random, [...WORDS, "名"])}：${actor}の一、${actor}の二`));
      }
    }
    for (const one of new Set(some(4, () => pick(random, WORDS)))) parts.push(`＠${one}：${one}一、${one}二、三`);
    // From the deepest up, so that a scene without a name of its own goes on with one of a deeper level.
    for (let level = 0; level <= LAST; level++) {
      parts.push(`＊${name(level)}`, lines(level, "　"), ...some(2, () => scene(level)));
    }
    return `${parts.join("\n")}\n`;
  };
  const files = new Map([
    ["pasta.toml", '[actor."さくら"]\nspot = 0\n[actor."うにゅう"]\nspot = 1\n'],
    ["dic/a.pasta", dictionary(true)],
    ...(chance(0.5) ? ([["dic/b.pasta", dictionary(false)]] as const) : []),
  ]);
  const plays = Array.from({ length: 4 }, () => ({
    scene: LEVELS[0] + (chance(0.5) ? "" : pick(random, TAILS)),
    times: 1 + upTo(2),
    args: some(2, () => (chance(0.5) ? upTo(20) : pick(random, ["引数", "", "7"]))),
  }));
  return { files, plays };
}

/** A dictionary without the lines that the parser finds fault with. */
export function soundLines(parser: PastaParser, dictionary: string): string {
  let text = dictionary;
  for (;;) {
    const { blocks } = parser.parse(text);
    const starts = blocks.flatMap(({ start, problems }) => problems.map(({ span }) => start + span.start));
    if (starts.length === 0) return text;
    const faulty = new Set(starts.map((start) => text.slice(0, start).split("\n").length - 1));
    text = text
      .split("\n")
      .filter((_, row) => !faulty.has(row))
      .join("\n");
  }
}
