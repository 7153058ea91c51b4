/** What the shell starts: the command's bundle, on the code kept of earlier starts of the language server. */
import { fileURLToPath } from "node:url";
import { codeFolder } from "#runtime/node/code-cache.ts";
import { launch } from "#runtime/node/launch.ts";

launch(fileURLToPath(new URL("./pasta-main.cjs", import.meta.url)), codeFolder(process));
