/** Builds the Lua VM (`lua.wasm`): Lua's sources from a crate, our shim, a compiler from npm; nothing else is needed. */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder, repository as root } from "./cache.ts";
import { substitute } from "./lua-vm/substitutions.ts";

const shim = join(root, "runtime/src/vm/native");
const manifest = join(root, "scripts/lua-vm/Cargo.toml");

/** The parts of Lua that are linked: the core, and the libraries that reach nothing outside. */
const units = (
  "lapi lcode lctype ldebug ldo ldump lfunc lgc llex lmem lobject lopcodes lparser lstate lstring ltable ltm lundump " +
  "lvm lzio lauxlib lbaselib lcorolib lmathlib lstrlib ltablib"
).split(" ");
const shimUnits = ["vm", "debug", "frames", "compat"];

/** Functions of Lua's API that the host calls by name. */
const api =
  "lua_checkstack lua_createtable lua_error lua_getglobal lua_getupvalue lua_gettop lua_isstring lua_next lua_newthread " +
  "lua_pushboolean lua_pushlstring lua_pushnil lua_pushnumber lua_pushvalue lua_rawequal lua_rawget lua_rawgeti lua_rawlen lua_rawset " +
  "lua_rawseti lua_setglobal lua_setmetatable lua_settop lua_setupvalue lua_status lua_toboolean lua_tolstring " +
  "lua_tonumberx lua_topointer lua_type lua_xmove luaL_ref luaL_unref luaL_tolstring luaL_traceback lua_insert lua_remove lua_sethook";

const compilerFlags = [
  ...["-include", "config.h"],
  ...["-std=gnu99", "-O2", "-DNDEBUG", "-fno-strict-aliasing", "-I.", "-Wno-everything"],
  ...["-mbulk-memory", "-mmutable-globals", "-mnontrapping-fptoint", "-msign-ext"],
];

/** `maximumMegabytes` is the wall behind the allocator's own limit: no script can grow the module beyond it. */
const linkerFlags = (maximumMegabytes: number) => [
  "-mexec-model=reactor",
  "-Wl,--export=__stack_pointer,--export-table,--gc-sections,--strip-all",
  `-Wl,-z,stack-size=1048576,--max-memory=${maximumMegabytes * 1024 * 1024}`,
  ...api.split(" ").map((name) => `-Wl,--export=${name}`),
];

/** Where cargo keeps the sources of Lua 5.2.4; fetches the crate if need be. */
export function luaSources(): string {
  const metadata = () =>
    execFileSync("cargo", ["metadata", "--locked", "--format-version", "1", "--manifest-path", manifest], {
      encoding: "utf8",
      maxBuffer: 64 << 20,
      stdio: ["ignore", "pipe", "inherit"],
    });
  const packages: { name: string; manifest_path: string }[] = JSON.parse(metadata()).packages;
  const crate = packages.find((each) => each.name === "lua-src");
  if (crate === undefined) throw new Error("cargo does not know the crate lua-src");
  return join(dirname(crate.manifest_path), "lua-5.2.4");
}

function read(folder: string, suffix: RegExp): Map<string, string> {
  const files = readdirSync(folder).filter((name) => suffix.test(name));
  return new Map(files.sort().map((name) => [name, readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n")]));
}

/** All that the compiler sees, changed and complete. */
function inputs(): Map<string, string> {
  const lua = read(luaSources(), /\.[ch]$/);
  const version = lua.get("lua.h") ?? "";
  if (!/LUA_VERSION_NUM\s+502\b/.test(version) || !/LUA_VERSION_RELEASE\s+"4"/.test(version))
    throw new Error("the crate's sources are not Lua 5.2.4");
  const files = new Map([...substitute(lua), ...read(shim, /\.[ch]$/)]);
  // Lua asks for the header although nothing of it is left once LUAI_TRY is ours.
  files.set("setjmp.h", "");
  return files;
}

/**
 * Builds the VM unless the cache has it already; gives the path of the WebAssembly file.
 * @throws Error with the compiler's words, or where a source is not what it should be.
 */
export async function buildLuaVm(): Promise<string> {
  const compilerVersion = readFileSync(join(root, "node_modules/@yowasp/clang/package.json"), "utf8");
  const sources = join(root, "scripts/lua-vm");
  const own = [
    ...read(shim, /\.[ch]$/),
    ...read(sources, /\.(ts|toml|lock)$/),
    ["build", readFileSync(fileURLToPath(import.meta.url), "utf8")],
  ];
  const key = createHash("sha256")
    .update(JSON.stringify([own, JSON.parse(compilerVersion).version]))
    .digest("hex")
    .slice(0, 16);
  const target = join(cacheFolder("lua-vm"), `lua-${key}.wasm`);
  if (existsSync(target)) return target;

  const { commands } = await import("@yowasp/clang");
  const complaints: string[] = [];
  const decoder = new TextDecoder();
  const result = await Promise.resolve(
    commands.clang(
      [
        ...compilerFlags,
        ...units.map((unit) => `${unit}.c`),
        ...shimUnits.map((unit) => `${unit}.c`),
        ...linkerFlags(1024),
        ...["-o", "lua.wasm"],
      ],
      Object.fromEntries(inputs()),
      {
        stderr: (bytes: Uint8Array | null) => void (bytes && complaints.push(decoder.decode(bytes))),
        fetchProgress: () => {},
      },
    ),
  ).catch((error: unknown) => {
    // Where a file is missing the compiler prints every command line; only its own words are of use.
    const words = complaints
      .join("")
      .split("\n")
      .filter((line) => !line.startsWith(' "'));
    throw new Error(`the Lua VM does not compile: ${error}\n${words.join("\n")}`);
  });
  const wasm = result?.["lua.wasm"];
  if (!(wasm instanceof Uint8Array)) throw new Error("the compiler gave no module");
  // Written aside and renamed: two builds at once cannot see half a file.
  const aside = `${target}.${process.pid}`;
  writeFileSync(aside, wasm);
  renameSync(aside, target);
  return target;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await buildLuaVm());
