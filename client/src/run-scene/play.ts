/** What stands before a run: trust, arguments, a seed, and a page to see it on. */
import * as vscode from "vscode";
import type { RouteStep } from "#server/protocol.ts";
import type { Run } from "./run.ts";
import type { Runs } from "./runs.ts";
import type { RunTarget, Take } from "./take.ts";
import { readValue, writeValue } from "./values.ts";
import type { Previews } from "./view.ts";

type Arguments = NonNullable<RunTarget["args"]>;

export class Play {
  readonly #runs: Runs;
  readonly #previews: Previews;
  /** What each scene was given last, to be offered again. */
  readonly #given = new Map<string, Arguments>();

  constructor(runs: Runs, previews: Previews) {
    this.#runs = runs;
    this.#previews = previews;
  }

  /** Plays a scene. One that reads `＄０` … is asked for its arguments, any other only where `asks` says so. */
  async scene(
    target: RunTarget | null,
    { seed = null, asks = false }: { readonly seed?: number | null; readonly asks?: boolean } = {},
  ): Promise<void> {
    if (target === null) return sayWhereToStand();
    if (!(await askForTrust())) return;
    const found = await this.#runs.at(target);
    if (found === null) return this.#showProblem();
    const { run, args: count, scene } = found;
    let args = target.args ?? null;
    if (asks || (count > 0 && args === null)) {
      const id = `${run.place.root}\n${scene}`;
      args = await askForArguments(scene, count, args ?? this.#given.get(id) ?? []);
      if (args === null) return;
      this.#given.set(id, args);
    }
    const { args: _, ...place } = target;
    await Promise.all([
      this.#previews.show(run),
      run.start(args === null || args.length === 0 ? place : { ...place, args }, seed),
    ]);
  }

  /** Plays along a way to a line, and marks the line in the transcript once it has been reached. */
  async way(target: RunTarget, way: readonly RouteStep[], goal: NonNullable<Take["goal"]>): Promise<void> {
    if (!(await askForTrust())) return;
    const found = await this.#runs.at(target);
    if (found === null) return this.#showProblem();
    const { run } = found;
    markWhenSettled(run, goal);
    await Promise.all([this.#previews.show(run), run.guide(target, way, goal)]);
  }

  /** Opens the page of the caret's ghost, or of the run in front, in a tab beside the editor. */
  async beside(target: RunTarget | null): Promise<void> {
    const found = target === null ? null : await this.#runs.at(target);
    const run = found?.run ?? this.#runs.current;
    if (run === null) return sayWhereToStand();
    this.#previews.showBeside(run);
  }

  async #showProblem(): Promise<void> {
    if (this.#runs.current !== null) await this.#previews.show(this.#runs.current);
  }
}

function markWhenSettled(run: Run, goal: NonNullable<Take["goal"]>): void {
  const listener = run.onState((state) => {
    if (state === "playing") return;
    listener.dispose();
    run.mark(goal);
  });
}

function sayWhereToStand(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t("Open a Pasta file and put the caret in a scene."));
}

/** Asks for a seed, the last one offered; null where nobody answers. */
export async function askForSeed(last: number | null): Promise<number | null> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t("Run scene with a seed"),
    prompt: vscode.l10n.t("The same text and the same seed always play the same."),
    value: String(last ?? ""),
    validateInput: (text) => (/^\d{1,9}$/.test(text.trim()) ? null : vscode.l10n.t("A whole number from 0 on.")),
  });
  return answer === undefined ? null : Number(answer);
}

/** Arguments as a writer writes them, between commas of either width; what reads as a number is one. */
export async function askForArguments(scene: string, count: number, last: Arguments): Promise<Arguments | null> {
  const names = Array.from({ length: count }, (_, index) => `＄${toFull(index)}`);
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t("＊{0}: arguments", scene),
    prompt:
      count === 0
        ? vscode.l10n.t("The values of ＄０, ＄１ …, between commas.")
        : vscode.l10n.t("The scene reads {0}: their values, between commas.", names.join("、")),
    value: last.map(writeValue).join("、"),
  });
  if (answer === undefined) return null;
  return answer.trim() === "" ? [] : answer.split(/[、，,]/).map((value) => readValue(value.trim()));
}

function toFull(index: number): string {
  return String(index).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

/** In an untrusted workspace no script runs: says so, offers the way out, and answers whether one may run now. */
export async function askForTrust(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t("Manage Workspace Trust");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("Scenes run the Lua code of this folder, so they play only in a trusted workspace."),
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return vscode.workspace.isTrusted;
}
