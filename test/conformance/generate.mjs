#!/usr/bin/env node
// Random Pasta documents for differential tests: half built from the grammar, half of those damaged again.
// Usage: node generate.mjs SEED COUNT > cases.ndjson        each line: {"id":…,"source":…}
// Then:  reference parse-lines < (the sources, one JSON string a line)  gives what the engine says of each.
const seed = Number(process.argv[2] ?? 1),
  count = Number(process.argv[3] ?? 100);

/** mulberry32: small seedable generator, so that a case can be named by seed and index. */
function rng(a) {
  return () => {
    a |= 0;
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
let R = rng(seed);
const chance = (p) => R() < p,
  pick = (xs) => xs[Math.floor(R() * xs.length)],
  int = (a, b) => a + Math.floor(R() * (b - a + 1));
const many = (f, a, b) => Array.from({ length: int(a, b) }, f);
const wide = (w, n) => (chance(0.7) ? w : n);

const stems = [
  "会話",
  "挨拶",
  "選択肢",
  "朝",
  "夜",
  "おしゃべり",
  "メイン",
  "OnBoot",
  "OnTalk",
  "scene",
  "さくら",
  "うにゅう",
  "相づち",
  "x",
  "カウンタ",
  "_内部",
  "天気",
  "質問１",
  "a1",
  "終わり",
  "猫_犬",
  "ＡＢ",
  "é",
  "ﾊﾝｶｸ",
];
const name = () => (chance(0.985) ? pick(stems) : pick(stems) + pick(["", "_", "１", "2", "たち", "__", "・", "－"]));
const gap = () => pick(["　", "　", "　", "  ", "\t", " ", "　　", "\u00a0", "\u2003"]);
const s = () => (chance(0.75) ? "" : pick([" ", "　", "  ", "\t"]));
const eol = () => s() + (chance(0.12) ? wide("＃", "#") + pick(["", " メモ", "＊＞＠", " comment"]) : "") + "\n";
const num = () =>
  (chance(0.15) ? wide("－", "-") : "") + pick(["0", "1", "42", "１０", "３", "0.5", "２．５", "007", "99999999999"]);
const comma = () => s() + pick(["、", "，", ","]) + s();
const quoted = () =>
  pick([
    "「」",
    '""',
    "「こんにちは」",
    '"hello"',
    "「「入れ子「あ」です」」",
    '""引用"あり""',
    "「、：＃」",
    '"a, b"',
    "「\\s[1]」",
    ...(chance(0.08) ? ["「未", '"'] : []),
  ]);
const args = (d = 0) =>
  wide("（", "(") +
  s() +
  (chance(0.2)
    ? ""
    : many(() => (chance(0.2) ? name() + s() + wide("：", ":") + s() : "") + expr(d + 1), 1, 3).join(comma())) +
  s() +
  wide("）", ")");
const at = () => wide("＠", "@"),
  dl = () => wide("＄", "$"),
  st = () => wide("＊", "*");
const varRef = () =>
  dl() +
  (chance(0.04)
    ? wide("％", "%") + pick(["a.b", "actor.x_1", "f(1)", "x"])
    : chance(0.3)
      ? st() + name()
      : chance(0.2)
        ? pick(["０", "1", "２３"])
        : name());
const fnCall = (d) =>
  at() + (chance(0.2) ? dl() + (chance(0.3) ? st() : "") : chance(0.25) ? st() : "") + name() + args(d);
const term = (d) => {
  const r = R();
  return r < 0.15 && d < 3
    ? wide("（", "(") + s() + expr(d + 1) + s() + wide("）", ")")
    : r < 0.3 && d < 3
      ? fnCall(d)
      : r < 0.55
        ? varRef()
        : r < 0.8
          ? num()
          : quoted();
};
const expr = (d = 0) =>
  term(d) +
  many(
    () => s() + pick(["+", "＋", "-", "－", "*", "×", "/", "÷", "%", "％", "&", "＆"]) + s() + term(d),
    0,
    d > 1 ? 1 : 2,
  ).join("");
const talk = () =>
  pick([
    "こんにちは",
    "今日はいい天気だね。",
    "hello, world",
    "えっと……",
    "1+1=2",
    "「台詞」",
    "＃ではない",
    "a：b",
    "🍝だよ",
    "　間",
    "％",
    "＞",
    "（笑）",
    "e\u0301",
  ]);
const sakura = () =>
  pick([
    "\\s[0]",
    "\\w9",
    "\\n",
    "\\_w[500]",
    '\\![raise,OnX,"a]b"]',
    "\\q[はい,OnYes]",
    "\\e",
    "\\_q",
    "\\p[1]",
    "\\h",
    "\\\\",
    "\\%",
    "\\s10",
    "\\_?そのまま\\_?",
    ...(chance(0.1) ? ["\\", "\\s[", "\\あ"] : []),
  ]);
const action = () => {
  const r = R();
  return r < 0.4
    ? talk()
    : r < 0.55
      ? at() + name() + s()
      : r < 0.68
        ? varRef() + s()
        : r < 0.78
          ? fnCall(0)
          : r < 0.9
            ? sakura()
            : r < 0.94
              ? at() + at()
              : r < 0.97
                ? dl() + dl()
                : at() + dl() + name();
};
const actions = () => many(action, 1, 5).join("");
const word = () =>
  chance(0.25)
    ? quoted()
    : chance(0.1)
      ? sakura()
      : pick(["うん", "へえ", "はい！", "a b", ...(chance(0.1) ? ["\\s[1]ね"] : []), "＠猫", "5", "x：y", "＃1"]);
const keyWords = () =>
  at() +
  many(name, 1, chance(0.2) ? 3 : 1).join(comma()) +
  s() +
  wide("：", ":") +
  s() +
  many(word, 1, 4).join(comma()) +
  (chance(0.1) ? comma() : "");
const attr = () =>
  wide("＆", "&") + name() + s() + wide("：", ":") + s() + pick([num(), quoted(), "晴れ", "on", "a-b", "x.y"]) + s();
const codeBlock = () => {
  const f = pick(["```", "```", "````"]);
  return (
    f +
    pick(["lua", "lua", "", "Lua"]) +
    "\n" +
    pick([
      "function SCENE.関数(act, ...)\n  return '値'\nend\n",
      "-- ＊これはシーンではない\nlocal t = { [1] = [[``]] }\n",
      "\n",
      "return 1",
    ]) +
    (chance(0.9) ? f : "``") +
    eol()
  );
};
const set = () =>
  dl() +
  (chance(0.1)
    ? ""
    : chance(0.15)
      ? wide("％", "%") + pick(["surface.x", "pos"])
      : (chance(0.3) ? st() : "") + name()) +
  s() +
  wide("＝", "=") +
  s() +
  (chance(0.2) ? at() + (chance(0.3) ? dl() : "") + name() : expr());
const call = () => wide("＞", ">") + (chance(0.75) ? name() : expr()) + s() + (chance(0.35) ? args() : "");
const cue = () =>
  pick(["!", "！"]) +
  name() +
  (chance(0.4) ? at() + pick(["さくら", "さくら：通常", "a:b", "x"]) : "") +
  (chance(0.6)
    ? wide("（", "(") +
      s() +
      many(() => pick([() => at() + name(), num, quoted, () => "識別子", () => "a.b"])(), 0, 3).join(comma()) +
      s() +
      wide("）", ")")
    : "");
const choice = () =>
  at() + pick(["？", "?"]) + name() + (chance(0.6) ? "「" + pick(["はい", "いいえ、また", "a"]) + "」" : "");
const localItem = () => {
  const r = R();
  return r < 0.4
    ? gap() + name() + s() + wide("：", ":") + s() + actions() + "\n"
    : r < 0.44
      ? gap() + wide("：", ":") + s() + actions() + "\n"
      : r < 0.65
        ? gap() + call() + eol()
        : r < 0.77
          ? gap() + set() + eol()
          : r < 0.83
            ? gap() + cue() + eol()
            : r < 0.9
              ? gap() + choice() + eol()
              : eol();
};
const localScene = () =>
  gap() +
  wide("・", "-") +
  name() +
  s() +
  many(attr, 0, chance(0.2) ? 2 : 0).join("") +
  eol() +
  many(localItem, 0, 4).join("") +
  (chance(0.15) ? codeBlock() : "");
const sceneInit = () => {
  const r = R();
  return (
    gap() +
    (r < 0.35
      ? keyWords()
      : r < 0.6
        ? many(attr, 1, 2).join("")
        : wide("％", "%") +
          many(() => name() + (chance(0.4) ? s() + wide("＝", "=") + s() + pick(["0", "１", "23"]) : ""), 1, 3).join(
            comma(),
          )) +
    eol()
  );
};
const scene = () =>
  (chance(0.1) ? st() : st() + name() + s() + many(attr, 0, chance(0.3) ? 2 : 0).join("")) +
  eol() +
  many(sceneInit, 0, 2).join("") +
  (chance(0.15) ? codeBlock() : "") +
  many(localItem, 0, 5).join("") +
  (chance(0.1) ? codeBlock() : "") +
  many(localScene, 0, 2).join("");
const actor = () =>
  wide("％", "%") +
  name() +
  eol() +
  many(
    () => {
      const r = R();
      return r < 0.5
        ? gap() + keyWords() + eol()
        : r < 0.65
          ? gap() + attr() + eol()
          : r < 0.8
            ? gap() + set() + eol()
            : r < 0.9
              ? codeBlock()
              : eol();
    },
    0,
    3,
  ).join("");
const item = () => {
  const r = R();
  return r < 0.6
    ? scene()
    : r < 0.75
      ? actor()
      : r < 0.88
        ? keyWords() + eol()
        : r < 0.95
          ? many(attr, 1, 2).join("") + eol()
          : eol();
};
const doc = () => many(item, 1, 4).join("");
const specials = [...'＊*・-＞>＠@＄$％%＆&＃#：:＝=（）()、,「」"`\\！!？?　 \t\n０1a_'];
const damage = (text) => {
  let cs = [...text];
  for (let i = int(1, 2); i > 0; i--) {
    const p = int(0, cs.length);
    const r = R();
    if (r < 0.3) cs.splice(p, 1);
    else if (r < 0.6) cs.splice(p, 0, pick(specials));
    else if (r < 0.7) cs.splice(p, 1, pick(specials));
    else if (r < 0.8) cs = cs.slice(0, p);
    else {
      const lines = cs.join("").split("\n");
      const l = int(0, lines.length - 1);
      lines[l] = chance(0.5) ? lines[l].trimStart() : "　" + lines[l];
      cs = [...lines.join("\n")];
    }
  }
  return cs.join("");
};
for (let i = 0; i < count; i++) {
  R = rng(seed * 1_000_003 + i);
  let source = doc();
  if (chance(0.25)) source = damage(source);
  if (chance(0.06)) source = source.replaceAll("\n", "\r\n");
  if (chance(0.05)) source = source.replace(/\n$/, "");
  console.log(JSON.stringify({ id: `${seed}-${i}`, source }));
}
