/** Starts the thread from its TypeScript source: it does not inherit the loader that the tests run under. */
import { register } from "tsx/esm/api";

register();
await import("./reader-thread.ts");
