/** What is wrong with a name or a draw, in a person's words, with near names where they help. */

import { nearestNames } from "#core/diagnostics/nearest-names.ts";
import { type Locale, render } from "#core/messages/index.ts";
import type { ResolveProblem } from "#core/resolve/index.ts";
import type { DeckProblem } from "./decks.ts";

/** Everything that can be wrong between asking for a scene and having one. */
export type SceneProblem =
  | ResolveProblem
  | DeckProblem
  /** Two scenes are registered under one name. */
  | { readonly kind: "DuplicateSceneName"; readonly key: string };

/** The message of a problem. `names` are the names that there are. */
export function describeProblem(problem: SceneProblem, names: readonly string[], locale: Locale): string {
  const { kind, key } = problem;
  switch (kind) {
    case "InvalidScene":
      return render("problem-invalid-scene", [], locale);
    case "SceneNotFound": {
      const near = nearestNames(key, names);
      if (near.length === 0) return render("problem-scene-not-found", [key], locale);
      return render("problem-scene-not-found-near", [key, near.join(locale === "ja" ? "、" : ", ")], locale);
    }
    case "NoMatchingScene":
      return render("problem-no-matching-scene", [key], locale);
    case "RandomSelectionFailed":
      return render("problem-random-selection-failed", [key, String(problem.count)], locale);
    case "NoMoreScenes":
      return render("problem-no-more-scenes", [key], locale);
    case "DuplicateSceneName":
      return render("problem-duplicate-scene-name", [key], locale);
  }
}
