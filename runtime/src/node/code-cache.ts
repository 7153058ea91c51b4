/**
 * What V8 made of a bundle, kept on disk for the next start: most of the time that a short-lived or just started
 * process takes goes into compiling the same functions again.
 *
 * Such a file is code. So it lies in a folder of the user's own (never in a workspace), is the user's alone, is put in
 * place whole, and is believed only where it is theirs, belongs to these very bytes of the bundle and is undamaged: V8
 * itself looks at its version and flags, but no longer at the bytes.
 */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, posix, win32 } from "node:path";
import { crc32 } from "node:zlib";

/** First bytes of every such file; the last one counts the changes of the format. */
const MAGIC = 0x50434301;

/** Magic, the bundle's checksum, the code's checksum: 32 bits each. */
const HEADER = 12;

/** Code of bundles and of versions of V8 that nobody has used lately is swept away: after so many milliseconds. */
const OLD = 60 * 24 * 60 * 60 * 1000;

/** `.cache/pasta-language-tools/code` may have to be made, a home that does not exist is nobody's. */
const LEVELS = 3;

/** What of the system the folder depends on. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/**
 * The folder for compiled code: the one named by PASTA_CODE_CACHE (nothing is kept where it is empty), else one in the
 * place that the system has for what can be made again. Null where there is no such place.
 */
export function codeFolder({ env, platform }: Surroundings): string | null {
  const { isAbsolute, join } = platform === "win32" ? win32 : posix;
  const named = env.PASTA_CODE_CACHE;
  if (named !== undefined) return isAbsolute(named) ? named : null;
  const place = (): readonly (string | undefined)[] => {
    if (platform === "win32") return [env.LOCALAPPDATA];
    if (platform === "darwin") return [env.HOME, "Library", "Caches"];
    // The specification of XDG_CACHE_HOME: a relative path is to be ignored.
    if (env.XDG_CACHE_HOME !== undefined && isAbsolute(env.XDG_CACHE_HOME)) return [env.XDG_CACHE_HOME];
    return [env.HOME, ".cache"];
  };
  const [root, ...below] = place();
  return root !== undefined && isAbsolute(root)
    ? join(root, ...(below as string[]), "pasta-language-tools", "code")
    : null;
}

/** The file for a bundle's code: one for each content, version of V8 and kind of processor. */
export function codeFile(folder: string, bundle: string, source: Uint8Array): string {
  const name = basename(bundle).replace(/\.[^.]*$/, "");
  const content = crc32(source).toString(16).padStart(8, "0");
  return join(folder, `${name}-${content}-${process.versions.v8}-${process.arch}.code`);
}

/** The code kept for these bytes; null where there is none that can be believed. Never throws. */
export function readCode(file: string, source: Uint8Array): Buffer | null {
  try {
    const handle = openSync(file, "r");
    try {
      if (!isOurs(handle)) return null;
      const bytes = readFileSync(handle);
      if (bytes.length <= HEADER || bytes.readUInt32BE(0) !== MAGIC) return null;
      const code = bytes.subarray(HEADER);
      return bytes.readUInt32BE(4) === crc32(source) && bytes.readUInt32BE(8) === crc32(code) ? code : null;
    } finally {
      closeSync(handle);
    }
  } catch {
    // No file is the usual case; one that cannot be read is as good as none.
    return null;
  }
}

/** Whether the file is this user's and nobody else may write it. Windows keeps others out by the folder's rights. */
function isOurs(handle: number): boolean {
  const { uid, mode } = fstatSync(handle);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

/** Keeps code for these bytes. Answers whether it could: a full disk or a read-only folder is no reason to fail. */
export function writeCode(file: string, source: Uint8Array, code: Uint8Array): boolean {
  const aside = `${file}.${process.pid}.tmp`;
  try {
    const folder = dirname(file);
    makeFolder(folder, LEVELS);
    const header = Buffer.alloc(HEADER);
    header.writeUInt32BE(MAGIC, 0);
    header.writeUInt32BE(crc32(source), 4);
    header.writeUInt32BE(crc32(code), 8);
    writeFileSync(aside, Buffer.concat([header, code]), { flag: "wx", mode: 0o600 });
    renameSync(aside, file);
    sweep(folder);
    return true;
  } catch {
    remove(aside);
    return false;
  }
}

/** Makes a folder for the user alone, and so many above it. Throws where that is not enough. */
function makeFolder(folder: string, levels: number): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || levels === 1) throw error;
    makeFolder(dirname(folder), levels - 1);
    mkdirSync(folder, { mode: 0o700 });
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where a file cannot be removed it does no harm either.
  }
}

/** Removes what older versions left behind. What is still in use goes too after that time, and is made again. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (/\.(code|tmp)$/.test(name) && Date.now() - statSync(file).mtimeMs > OLD) remove(file);
  }
}
