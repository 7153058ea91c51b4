/** `unresolved-word`: a word (`＠名前`) that no list of words answers. The engine says so only when it gets there. */
import { unresolvedRule } from "./unresolved.ts";

export const unresolvedWord = unresolvedRule("unresolved-word", ["word"]);
