/** `unresolved-scene`: a call (`＞名前`) that no scene or function answers. The engine says so only when it gets there. */
import { unresolvedRule } from "./unresolved.ts";

export const unresolvedScene = unresolvedRule("unresolved-scene", ["call"]);
