#!/usr/bin/env node
// Random scene sets that share name prefixes, with calls, words and functions in them, and questions to ask a resolver about them.
// Usage: node generate-resolve.mjs SEED COUNT > cases.ndjson   each line: {"id":…,"source":…,"questions":[{"module":…,"key":…},…]}
// A question's module is a registered global scene name (base name, "_", counter) or "" for none.
const seed = Number(process.argv[2] ?? 1),
  count = Number(process.argv[3] ?? 100);
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
const parts = ["会", "話", "朝", "夜", "選択", "肢", "On", "Talk", "_", "1", "２", "猫", "が", "ー", "é", "x"];
const name = () => {
  let n = "";
  do n = Array.from({ length: int(1, 4) }, () => pick(parts)).join("");
  while (/^[0-9０-９ー]/.test(n) || /^__.*__$/.test(n));
  return n;
};
const sanitize = (n) => [...n].map((c) => (/[\p{L}\p{N}\p{M}_]/u.test(c) ? c : "_")).join("");
for (let i = 0; i < count; i++) {
  R = rng(seed * 7_000_003 + i);
  const prefix = (n) => {
    const cs = [...n];
    return cs.slice(0, int(1, cs.length)).join("");
  };
  const isName = (n) => !/^[0-9０-９ーー]/.test(n) && !/^__.*__$/.test(n);
  const key = () => {
    let k;
    do
      k = chance(0.75)
        ? prefix(pick(pool))
        : chance(0.85)
          ? name()
          : pick(["yield", "チェイントーク", "ゴースト終了", "talk", "wait", "create_word"]);
    while (!isName(k));
    return k;
  };
  const line = () => {
    const r = R();
    return r < 0.5
      ? `　＞${key()}\n`
      : r < 0.65
        ? `　さくら：やあ＠${key()}　ね\n`
        : r < 0.75
          ? `　さくら：＠${key()}（１）\n`
          : r < 0.8
            ? `　＄x＝＠＊${key()}（）\n`
            : r < 0.9
              ? `　＄y＝＠${key()}\n`
              : "　さくら：うん\n";
  };
  const lua = () => `\`\`\`lua\nfunction SCENE.${pick(["会話", "選択", "On", "猫"])}(act) return "x" end\n\`\`\`\n`;
  const pool = Array.from({ length: int(2, 8) }, name),
    counters = new Map(),
    modules = [""];
  let source = "",
    last = null;
  for (let g = int(1, 10); g > 0; g--) {
    const again = last !== null && chance(0.15),
      n = again ? last : pick(pool);
    source += again ? "＊\n" : `＊${n}\n`;
    last = n;
    const c = (counters.get(sanitize(n)) ?? 0) + 1;
    counters.set(sanitize(n), c);
    modules.push(`${sanitize(n)}_${c}`);
    if (chance(0.25)) source += `　＠${pick(pool)}：あ、い\n`;
    if (chance(0.2)) source += lua();
    source += "　さくら：やあ\n" + Array.from({ length: int(0, 4) }, line).join("");
    for (let l = int(0, 4); l > 0; l--)
      source += `　・${chance(0.7) ? pick(pool) : name()}\n　${Array.from({ length: int(1, 3) }, line).join("　")}`;
  }
  if (chance(0.5)) source = `％さくら\n　＠${pick(pool)}：か、き\n＠${pick(pool)}：さ、し\n` + source;
  const questions = Array.from({ length: 20 }, () => ({
    module: pick(modules),
    key: chance(0.7) ? [...pick(pool)].slice(0, int(1, 4)).join("") : chance(0.8) ? name() : pick(modules) || "会",
  }));
  console.log(JSON.stringify({ id: `${seed}-${i}`, source, questions }));
}
