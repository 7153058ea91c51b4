/** The page's texts in the editor's language: a webview has no `l10n` of its own. */
import { l10n } from "vscode";
import type { PageTexts } from "./messages.ts";

/** All of them, translated. Holes stay as they are: the page fills them. */
export function pageTexts(): PageTexts {
  return {
    empty: l10n.t("Choose ▶ Run scene above a scene, and it plays here."),
    stop: l10n.t("Stop"),
    restart: l10n.t("Restart"),
    back: l10n.t("Back"),
    copy: l10n.t("Copy"),
    follow: l10n.t("Follow"),
    continue: l10n.t("Continue"),
    choices: l10n.t("Choices"),
    transcript: l10n.t("Transcript"),
    toolbar: l10n.t("Scene"),
    seed: l10n.t("seed {0}"),
    copySeed: l10n.t("Copy the seed"),
    narrator: l10n.t("(nobody)"),
    drawScene: l10n.t("＞{0} drew {1}"),
    drawWord: l10n.t("＠{0} drew {1}"),
    drawDetail: l10n.t("1 of {0} candidates, {1} left in the deck"),
    drawOnly: l10n.t("the only candidate"),
    drawMore: l10n.t("… and {0} more"),
    drawMerged: l10n.t("candidates merged"),
    drawLocalFirst: l10n.t("local candidates first"),
    reroll: l10n.t("Draw again from here"),
    pin: l10n.t("Pin {0}"),
    pinHere: l10n.t("Pin"),
    pinned: l10n.t("pinned"),
    drawn: l10n.t("drawn"),
    openSource: l10n.t("Open {0}, line {1}"),
    takeInstead: l10n.t("Go back and take {0}"),
    error: l10n.t("Lua error: {0}"),
    limit: l10n.t("Stopped at a limit: {0}"),
    notFound: l10n.t("There is no scene {0}."),
    yielded: l10n.t("The scene waits."),
    ended: l10n.t("End of the scene."),
    stopped: l10n.t("Stopped."),
    sakura: l10n.t("SakuraScript {0}"),
    scene: l10n.t("Scene {0}"),
    difference: l10n.t("From here on it came out differently than before the edit."),
  };
}
