/** All rules, in the order in which their findings are told. */
import { capturedCall } from "./captured-call.ts";
import { duplicateAttribute } from "./duplicate-attribute.ts";
import { luaSyntaxError } from "./lua-syntax-error.ts";
import { mixedWidth } from "./mixed-width.ts";
import type { Rule } from "./model.ts";
import { reservedName } from "./reserved-name.ts";
import { shadowedByAlias } from "./shadowed-by-alias.ts";
import { syntaxError } from "./syntax-error.ts";
import { undefinedVariable } from "./undefined-variable.ts";
import { unknownActor } from "./unknown-actor.ts";
import { unreachableCode } from "./unreachable-code.ts";
import { unresolvedChoice } from "./unresolved-choice.ts";
import { unresolvedFunction } from "./unresolved-function.ts";
import { unresolvedScene } from "./unresolved-scene.ts";
import { unresolvedWord } from "./unresolved-word.ts";
import { unusedScene } from "./unused-scene.ts";
import { unusedWord } from "./unused-word.ts";

export const RULES: readonly Rule[] = [
  syntaxError,
  reservedName,
  luaSyntaxError,
  unresolvedScene,
  unresolvedWord,
  unresolvedFunction,
  unresolvedChoice,
  unknownActor,
  undefinedVariable,
  duplicateAttribute,
  shadowedByAlias,
  unreachableCode,
  capturedCall,
  unusedScene,
  unusedWord,
  mixedWidth,
];
