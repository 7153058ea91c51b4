/** Draws the pictures of the sample ghost's shell (`samples/hello-ghost/shell/master`) with the tests' browser. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./cache.ts";
import { launchChromium } from "./chromium.ts";

/** Pixels; the face is in the upper part, where a portrait is cut from. */
const size = { width: 128, height: 176 };

const eyes = {
  open: (x: number, y: number) => `<circle cx="${x}" cy="${y}" r="4.5" fill="#3b2a26"/>`,
  closed: (x: number, y: number) =>
    `<path d="M${x - 7} ${y + 2} q7 -9 14 0" fill="none" stroke="#3b2a26" stroke-width="3" stroke-linecap="round"/>`,
};
type Eyes = keyof typeof eyes;

function komugi(eye: Eyes, mouth: string): string {
  return `
  <path d="M24 176 q2 -58 40 -58 t40 58 z" fill="#e9b44c"/>
  <path d="M50 176 v-46 q14 12 28 0 v46 z" fill="#fff7e8"/>
  <path d="M18 74 q-4 -66 46 -66 t46 66 q2 34 -10 44 h-72 q-12 -10 -10 -44 z" fill="#8a5a33"/>
  <ellipse cx="64" cy="76" rx="37" ry="40" fill="#ffe3cb"/>
  <path d="M26 70 q2 -44 38 -44 t38 44 q-10 -2 -18 -18 q-12 14 -58 18 z" fill="#8a5a33"/>
  <path d="M40 12 q24 -14 48 0 l-6 12 h-36 z" fill="#fff7e8"/>
  ${eyes[eye](49, 78)}${eyes[eye](79, 78)}
  <circle cx="40" cy="92" r="6" fill="#ffb9a3" opacity=".7"/><circle cx="88" cy="92" r="6" fill="#ffb9a3" opacity=".7"/>
  ${mouth}`;
}

function shio(eye: Eyes): string {
  return `
  <path d="M26 176 q0 -60 38 -60 t38 60 z" fill="#dfe6ea"/>
  <path d="M22 64 l4 -46 30 22 z M106 64 l-4 -46 -30 22 z" fill="#dfe6ea"/>
  <path d="M30 44 l2 -16 12 9 z M98 44 l-2 -16 -12 9 z" fill="#f6b8b0"/>
  <ellipse cx="64" cy="80" rx="46" ry="42" fill="#eef3f5"/>
  ${eyes[eye](46, 78)}${eyes[eye](82, 78)}
  <path d="M59 90 h10 l-5 6 z" fill="#e58b86"/>
  <path d="M64 96 q-8 10 -15 3 M64 96 q8 10 15 3" fill="none" stroke="#5b5f66" stroke-width="2.5" stroke-linecap="round"/>
  <path d="M8 84 l24 4 M8 98 l24 -3 M120 84 l-24 4 M120 98 l-24 -3" stroke="#9aa4ab" stroke-width="2"/>
  <path d="M40 126 q24 14 48 0 l-4 12 q-20 8 -40 0 z" fill="#4f8a8b"/>`;
}

const radio = `
  <path d="M92 40 L112 6" stroke="#6b6f76" stroke-width="4" stroke-linecap="round"/>
  <rect x="10" y="38" width="108" height="92" rx="14" fill="#b5543f"/>
  <circle cx="46" cy="86" r="28" fill="#f2dfc4"/><circle cx="46" cy="86" r="17" fill="none" stroke="#8d7a5f" stroke-width="4"/>
  <rect x="84" y="56" width="24" height="30" rx="4" fill="#f2dfc4"/><circle cx="96" cy="106" r="9" fill="#f2dfc4"/>
  <path d="M96 60 v22" stroke="#b5543f" stroke-width="3"/>`;

const smile = `<path d="M54 98 q10 9 20 0" fill="none" stroke="#a4483a" stroke-width="3" stroke-linecap="round"/>`;
const laugh = `<path d="M52 96 h24 q-2 16 -12 16 t-12 -16 z" fill="#a4483a"/>`;

const surfaces: Readonly<Record<string, string>> = {
  surface0: komugi("open", smile),
  surface5: komugi("closed", laugh),
  surface0010: shio("open"),
  surface0020: radio,
};

const folder = join(repository, "samples/hello-ghost/shell/master");
mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
const page = await browser.newPage({ viewport: size });
for (const [name, drawing] of Object.entries(surfaces)) {
  const frame = `viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}"`;
  await page.setContent(
    `<style>body{margin:0}svg{display:block}</style><svg xmlns="http://www.w3.org/2000/svg" ${frame}>${drawing}</svg>`,
  );
  await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: true });
}
await browser.close();
