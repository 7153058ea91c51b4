/** Starts `pasta dap` from its source, for a test client that can start a file and give it no arguments. */
import { register } from "tsx/esm/api";

register();
process.argv.push("dap");
await import("../../cli/src/main.ts");
