#!/usr/bin/env node
// Writes a ghost of a chosen size, in ordinary Japanese dialogue, for benchmarks.
// Usage: node make-ghost.mjs DIR FILES SCENES_PER_FILE [SEED]      about 45 lines a scene with its local scenes
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [dir, files, scenes, seed] = [
  process.argv[2],
  Number(process.argv[3] ?? 10),
  Number(process.argv[4] ?? 100),
  Number(process.argv[5] ?? 1),
];
if (!dir) throw new Error("usage: make-ghost.mjs DIR FILES SCENES_PER_FILE [SEED]");
let a = seed;
const R = () => {
  a |= 0;
  a = (a + 0x6d2b79f5) | 0;
  let t = Math.imul(a ^ (a >>> 15), 1 | a);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const pick = (xs) => xs[Math.floor(R() * xs.length)],
  int = (x, y) => x + Math.floor(R() * (y - x + 1));
const themes = [
  "会話",
  "挨拶",
  "天気",
  "食事",
  "散歩",
  "読書",
  "仕事",
  "休日",
  "夜更かし",
  "季節",
  "音楽",
  "昔話",
  "料理",
  "旅行",
  "猫",
  "犬",
  "星",
  "海",
];
const tones = ["朝", "昼", "夜", "雨", "晴れ", "春", "夏", "秋", "冬", "ひみつ", "質問", "返事", "独り言", "冗談"];
const actors = ["さくら", "うにゅう", "まゆら", "ななこ"];
const lines = [
  "今日はいい天気だね。",
  "そうかな？　ちょっと寒い気がするけど。",
  "ところで、お腹すいてない？",
  "えっと……なんの話だっけ。",
  "それはそれとして、お茶にしよう。",
  "ふーん、そうなんだ。",
  "この前読んだ本がすごく面白くてさ。",
  "明日は早いから、もう寝よう。",
];
const words = ["挨拶", "相づち", "食べ物", "飲み物", "場所", "気分"];
const name = () => `${pick(themes)}・${pick(tones)}${int(1, 99)}`;
mkdirSync(join(dir, "dic"), { recursive: true });
writeFileSync(join(dir, "pasta.toml"), actors.map((n, i) => `[actor."${n}"]\nspot = ${i}\n`).join("\n"));
let bytes = 0;
for (let f = 0; f < files; f++) {
  let t = `＃ ${f + 1} 番目の辞書\n＠${pick(words)}：やあ、おはよう、こんにちは、こんばんは\n`;
  if (f === 0) {
    for (const n of actors) t += `％${n}\n　＠通常：\\s[0]、\\s[1]\n　＠笑顔：\\s[5]\n\n`;
    for (const w of words) t += `＠${w}：ひとつ、ふたつ、みっつ、よっつ\n`;
  }
  for (let s = 0; s < scenes; s++) {
    const locals = Array.from({ length: int(1, 3) }, name);
    t += `\n＊${name()}\n　＠相づち：うん、へえ、ほう\n　％${actors[0]}、${actors[1]}\n`;
    const body = (n, indent) => {
      for (let i = 0; i < n; i++) {
        const r = R();
        t +=
          r < 0.7
            ? `${indent}${pick(actors)}：${pick(lines)}${R() < 0.3 ? `＠${pick(words)}　` : ""}${R() < 0.2 ? "\\w9" : ""}${R() < 0.2 ? pick(lines) : ""}\n`
            : r < 0.78
              ? `${indent}：${pick(lines)}\n`
              : r < 0.86
                ? `${indent}＄${pick(["回数", "気分", "答え"])}＝${int(1, 9)}＋${int(1, 9)}×２\n`
                : r < 0.94
                  ? `${indent}＞${R() < 0.4 ? pick(locals).slice(0, 4) : pick(themes)}\n`
                  : `${indent}${pick(actors)}：きょうは＄回数　回目だよ。\n`;
      }
    };
    t += `　${actors[0]}：${pick(lines)}\n`;
    body(int(8, 16), "　");
    for (const l of locals) {
      t += `\n　・${l}\n　　${actors[1]}：${pick(lines)}\n`;
      body(int(5, 12), "　　");
    }
  }
  bytes += Buffer.byteLength(t);
  writeFileSync(join(dir, "dic", `${String(f).padStart(4, "0")}.pasta`), t);
}
console.log(`${files} files, ${files * scenes} scenes, ${bytes} bytes in ${dir}`);
