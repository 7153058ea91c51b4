/** The page's texts in the editor's language: a webview has no `l10n` of its own. */
import { l10n } from "vscode";
import type { PageTexts } from "./page-texts.ts";

/** All of them, translated. Holes stay as they are: the page fills them. */
export function pageTexts(): PageTexts {
  return { ...frameTexts(), ...transcriptTexts(), ...variableTexts() };
}

function frameTexts() {
  return {
    empty: l10n.t("Choose ▶ Run scene above a scene, and it plays here."),
    untrusted: l10n.t("Scenes run the Lua code of this folder, so they play only in a trusted workspace."),
    manageTrust: l10n.t("Manage Workspace Trust"),
    ghost: l10n.t("Ghost"),
    stop: l10n.t("Stop"),
    restart: l10n.t("Restart"),
    back: l10n.t("Back"),
    copy: l10n.t("Copy"),
    copyHint: l10n.t("Copy the conversation as plain text"),
    copyMarkdown: l10n.t("Copy as Markdown"),
    follow: l10n.t("Follow"),
    speed: l10n.t("Speed"),
    speedInstant: l10n.t("At once"),
    speedFast: l10n.t("Fast"),
    speedNatural: l10n.t("As spoken"),
    speedSlow: l10n.t("Slow"),
    continue: l10n.t("Continue"),
    choices: l10n.t("Choices"),
    transcript: l10n.t("Transcript"),
    toolbar: l10n.t("Scene"),
    seed: l10n.t("seed {0}"),
    copySeed: l10n.t("Copy the seed"),
    ended: l10n.t("End of the scene."),
    stopped: l10n.t("Stopped."),
  };
}

function transcriptTexts() {
  return {
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
    inDeck: l10n.t("still in the deck"),
    outOfDeck: l10n.t("drawn earlier"),
    openSource: l10n.t("Open {0}, line {1}"),
    takeInstead: l10n.t("Go back and take {0}"),
    error: l10n.t("Lua error: {0}"),
    limit: l10n.t("Stopped at a limit: {0}"),
    notFound: l10n.t("There is no scene {0}."),
    yielded: l10n.t("The scene waits."),
    stoppedHere: l10n.t("The script was stopped here."),
    sakura: l10n.t("SakuraScript {0}"),
    surface: l10n.t("surface {0}"),
    scene: l10n.t("Scene {0}"),
    difference: l10n.t("From here on it came out differently than before the edit."),
  };
}

function variableTexts() {
  return {
    variables: l10n.t("Variables"),
    variablesAct: l10n.t("Of the scene (＄)"),
    variablesSaved: l10n.t("Saved (＄＊)"),
    variablesNone: l10n.t("none yet"),
    variablesMore: l10n.t("… and {0} more"),
    variableName: l10n.t("Name"),
    variableValue: l10n.t("Value"),
    valueOf: l10n.t("Value of {0}"),
    valueHint: l10n.t("A number, true, false, or text; text like a number goes between 「 and 」."),
    actOnlyAtPause: l10n.t("Can be changed while the scene waits: a choice begins with variables of its own."),
    notEditable: l10n.t("Can be changed by a script only."),
    changedFrom: l10n.t("was {0}"),
    isNew: l10n.t("new"),
    remove: l10n.t("Take {0} away"),
    add: l10n.t("Add"),
    addSaved: l10n.t("Add a saved variable"),
    edited: l10n.t("You set {0} to {1}"),
    removed: l10n.t("You took {0} away"),
    startWith: l10n.t("Begin with"),
    presetEmpty: l10n.t("nothing saved"),
    presetGhost: l10n.t("what the ghost has saved here"),
    savePreset: l10n.t("Save as preset…"),
    openPresets: l10n.t("Edit presets"),
  };
}
