/** The notices of what is bundled: the licences of npm's packages and of Lua ask for them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { repository } from "./cache.ts";
import { luaSources } from "./lua-vm.ts";

/** Packages whose files no bundle lists, because they are copied as they are. */
const copied = ["node_modules/web-tree-sitter"];

/** The text of all notices, sorted by name. A package without a licence text is an error: it may not be shipped. */
export function renderNotices(bundles: readonly Metafile[]): string {
  const inputs = bundles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(copied);
  for (const input of inputs) {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  const packages = [...folders].map(packageNotice);
  const all = [...new Set([...packages, luaNotice()])].sort();
  return `Pasta Language Tools contains the following works of others.\n\n${all.join(`\n${"-".repeat(78)}\n\n`)}`;
}

function packageNotice(folder: string): string {
  const path = join(repository, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${folder} has no licence text`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(path, file), "utf8").replaceAll("\r\n", "\n").trim()}\n`;
}

/** Lua's copyright notice is the comment at the end of its main header. */
function luaNotice(): string {
  const header = readFileSync(join(luaSources(), "lua.h"), "utf8");
  const version = /LUA_VERSION_RELEASE\s+"(\d+)"/.exec(header)?.[1];
  const comment = /\/\*{10,}\n(\* Copyright[\s\S]*?)\n\*{10,}\//.exec(header)?.[1];
  if (version === undefined || comment === undefined) throw new Error("lua.h does not end with Lua's notice");
  return `Lua 5.2.${version} (MIT), changed and compiled to WebAssembly\n\n${comment.replace(/^\* ?/gm, "").trim()}\n`;
}
