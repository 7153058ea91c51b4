/** Document addresses: one spelling for each file, whatever a client sends. */
import { sep } from "node:path";
import { URI } from "vscode-uri";

/** The file system path of a `file:` URI with one spelling of drive letters; null for other schemes and nonsense. */
export function pathOfUri(uri: unknown): string | null {
  if (typeof uri !== "string") return null;
  try {
    const parsed = URI.parse(uri, true);
    return parsed.scheme === "file" ? normalDrive(parsed.fsPath) : null;
  } catch {
    return null;
  }
}

/** The URI of a path, as editors write it. */
export function uriOfPath(path: string): string {
  return URI.file(path).toString();
}

/** One spelling of a URI, to compare it with others: drive letters and percent signs are told apart by nobody. */
export function normalUri(uri: string): string {
  const path = pathOfUri(uri);
  return path === null ? uri : uriOfPath(path);
}

function normalDrive(path: string): string {
  return /^[A-Z]:/.test(path) ? (path[0] as string).toLowerCase() + path.slice(1) : path;
}

/** A path below `root` with `/` between its parts; null where it is not below. */
export function relativePath(root: string, path: string): string | null {
  const base = root.endsWith(sep) ? root : root + sep;
  return path.startsWith(base) ? path.slice(base.length).replaceAll(sep, "/") : null;
}

/** The file system path of a ghost-relative one. */
export function absolutePath(root: string, relative: string): string {
  return (root.endsWith(sep) ? root : root + sep) + relative.replaceAll("/", sep);
}

/** A text without its percent signs, or as it is where they stand for nothing. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
