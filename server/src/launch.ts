/** What editors start: the server's bundle, on the code kept of earlier starts. */
import { fileURLToPath } from "node:url";
import { codeFolder } from "#runtime/node/code-cache.ts";
import { launch } from "#runtime/node/launch.ts";

launch(fileURLToPath(new URL("./server-main.cjs", import.meta.url)), codeFolder(process));
