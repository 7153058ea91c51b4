/** The command `pasta`. */
import { main } from "./pasta.ts";

void main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
}).then((code) => {
  process.exitCode = code;
});
process.stdout.on("error", () => process.exit(0));
