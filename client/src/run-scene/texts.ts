/** The page's texts in the editor's language: a webview has no `l10n` of its own. */
import { l10n } from "vscode";
import type { PageTexts } from "./messages.ts";

/** All of them, translated. Holes stay as they are: the page fills them. */
export function pageTexts(): PageTexts {
  return {
    empty: l10n.t("Choose ▶ Run scene above a scene, and it plays here."),
    stop: l10n.t("Stop"),
    restart: l10n.t("Restart"),
    continue: l10n.t("Continue"),
    choices: l10n.t("Choices"),
    transcript: l10n.t("Transcript"),
    toolbar: l10n.t("Scene"),
    seed: l10n.t("seed {0}"),
    narrator: l10n.t("(nobody)"),
    drawScene: l10n.t("＞{0} drew {1}"),
    drawWord: l10n.t("＠{0} drew {1}"),
    drawDetail: l10n.t("1 of {0} candidates, {1} left in the deck"),
    drawMerged: l10n.t("candidates merged"),
    drawLocalFirst: l10n.t("local candidates first"),
    chosenCandidate: l10n.t("{0} (drawn)"),
    openSource: l10n.t("Open {0}, line {1}"),
    failure: l10n.t("Failure notice"),
    error: l10n.t("Lua error: {0}"),
    limit: l10n.t("Stopped at a limit: {0}"),
    notFound: l10n.t("There is no scene {0}."),
    yielded: l10n.t("The scene waits."),
    ended: l10n.t("End of the scene."),
    stopped: l10n.t("Stopped."),
    log: l10n.t("Log"),
    sakura: l10n.t("SakuraScript {0}"),
    scene: l10n.t("Scene {0}"),
  };
}
