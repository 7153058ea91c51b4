/** Starts `pasta dap` as it is shipped, for a test client that can start a file and give it no arguments. */
process.argv.push("dap");
await import("../../dist/pasta.cjs");
