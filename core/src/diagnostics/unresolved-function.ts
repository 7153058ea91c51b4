/** `unresolved-function`: a function (`＠名前（）`, `＠＊名前（）`) that no Lua function and no scene answers. */
import { unresolvedRule } from "./unresolved.ts";

export const unresolvedFunction = unresolvedRule("unresolved-function", ["function", "globalFunction"]);
