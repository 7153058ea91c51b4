/** `unresolved-choice`: a choice (`＠？名前`) whose target no scene answers. The engine says so only when it gets there. */
import { unresolvedRule } from "./unresolved.ts";

export const unresolvedChoice = unresolvedRule("unresolved-choice", ["choice"]);
