/** The texts in the engine's own tests, read from where cargo keeps its sources; none of them is kept here. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const manifest = fileURLToPath(new URL("../conformance/reference/Cargo.toml", import.meta.url));

/** String literals of Rust: raw ones, and ordinary ones with their escapes. */
const literal = /r(#+)"([\s\S]*?)"\1|"((?:[^"\\]|\\[\s\S])*)"/g;

function unescaped(text: string): string {
  const named: Record<string, string> = { n: "\n", r: "\r", t: "\t", "0": "\0", "\\": "\\", '"': '"', "'": "'" };
  return text
    .replace(/\\\r?\n\s*/g, "")
    .replace(/\\(?:u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{2})|(.))/g, (whole, unicode, hex, one) =>
      one !== undefined ? (named[one] ?? whole) : String.fromCodePoint(Number.parseInt(unicode ?? hex, 16)),
    );
}

/** Every distinct text of several lines, or with a mark of Pasta, in the sources of the engine's crates. */
export function engineStrings(): readonly string[] {
  const metadata = execFileSync(
    "cargo",
    ["metadata", "--format-version", "1", "--locked", "--manifest-path", manifest],
    { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "inherit"] },
  );
  const { packages } = JSON.parse(metadata) as { packages: { name: string; manifest_path: string }[] };
  const texts = new Set<string>();
  for (const { name, manifest_path } of packages) {
    if (!name.startsWith("pasta_")) continue;
    const folder = dirname(manifest_path);
    for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (path.endsWith(".pasta")) texts.add(readFileSync(join(folder, path), "utf8"));
      if (!path.endsWith(".rs")) continue;
      for (const match of readFileSync(join(folder, path), "utf8").matchAll(literal)) {
        const text = match[2] ?? unescaped(match[3] ?? "");
        if (/\n|[＊＠＄＞％・]/.test(text)) texts.add(text);
      }
    }
  }
  return [...texts];
}
