/** The server as a process: over the channel of the parent process where there is one, else over standard input and output. */
import "./begin.ts";
import { start } from "./node.ts";

start();
