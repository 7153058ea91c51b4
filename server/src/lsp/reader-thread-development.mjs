/** Starts the thread from its TypeScript source: a thread does not inherit the loader that the tests run under. */
import { register } from "tsx/esm/api";

register();
await import("./reader-thread.ts");
