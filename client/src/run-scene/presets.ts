/**
 * Presets of saved variables as the editor has them: reads the file beside `pasta.toml`, unsaved text included, says
 * what is wrong in it, and writes the present variables of a run into it.
 */
import * as vscode from "vscode";
import { PRESETS_FILE, type PresetProblem, readPresets, type SavedTable, withPreset } from "#runtime/index.ts";
import { type GhostSavedResult, ghostSaved, type WireTable } from "#server/protocol.ts";
import type { Server } from "../server.ts";
import type { PresetChoice } from "./messages.ts";
import type { GhostPlace } from "./place.ts";

export class Presets implements vscode.Disposable {
  readonly #server: Server;
  readonly #problems = vscode.languages.createDiagnosticCollection("pasta-presets");
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when a file of presets has changed, in an editor or on disk. */
  readonly onChange = this.#changed.event;
  readonly #listeners: vscode.Disposable;

  constructor(server: Server) {
    this.#server = server;
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${PRESETS_FILE}`);
    const looked = (document: vscode.TextDocument) => {
      if (!document.uri.path.endsWith(`/${PRESETS_FILE}`)) return;
      this.#report(document.uri, readPresets(document.getText()).problems);
      this.#changed.fire();
    };
    this.#listeners = vscode.Disposable.from(
      this.#problems,
      this.#changed,
      watcher,
      watcher.onDidCreate(() => this.#changed.fire()),
      watcher.onDidChange(() => this.#changed.fire()),
      watcher.onDidDelete((uri) => {
        this.#problems.delete(uri);
        this.#changed.fire();
      }),
      vscode.workspace.onDidOpenTextDocument(looked),
      vscode.workspace.onDidChangeTextDocument(({ document }) => looked(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#problems.delete(uri)),
    );
    for (const document of vscode.workspace.textDocuments) looked(document);
  }

  /** Everything that a run of the ghost can begin with. */
  async choices(place: GhostPlace): Promise<readonly PresetChoice[]> {
    const own = place.isFolder ? await this.#ownSaved(place) : null;
    const { presets } = readPresets((await textOf(fileOf(place))) ?? "");
    return [
      { kind: "empty" },
      ...(own !== null && "saved" in own ? [{ kind: "ghost" } as const] : []),
      ...presets.map(({ name }) => ({ kind: "preset", name }) as const),
    ];
  }

  /** The saved variables that a choice names. One that is gone, or cannot be read, begins with none, and says so. */
  async read(place: GhostPlace, choice: PresetChoice): Promise<{ choice: PresetChoice; saved: WireTable }> {
    if (choice.kind === "empty") return { choice, saved: {} };
    if (choice.kind === "ghost") {
      const own = await this.#ownSaved(place);
      if (own !== null && "saved" in own) return { choice, saved: own.saved };
      const why = own === null ? vscode.l10n.t("there is nothing") : own.problem;
      warn(vscode.l10n.t("What the ghost has saved cannot be read: {0}", why));
      return { choice: { kind: "empty" }, saved: {} };
    }
    const { presets, problems } = readPresets((await textOf(fileOf(place))) ?? "");
    const found = presets.find(({ name }) => name === choice.name);
    if (found !== undefined) return { choice, saved: found.saved };
    const problem = problems.find(({ kind, name }) => kind === "syntax" || isOf(name, choice.name));
    const why = problem === undefined ? vscode.l10n.t("there is none of this name") : wordsOf(problem);
    warn(vscode.l10n.t("The preset {0} cannot be used: {1}", choice.name, why));
    return { choice: { kind: "empty" }, saved: {} };
  }

  /** Asks for a name and writes the variables under it. Answers what was written, or null where nothing was. */
  async save(place: GhostPlace, saved: WireTable): Promise<PresetChoice | null> {
    const file = fileOf(place);
    if (file === null) {
      warn(vscode.l10n.t("Presets are kept beside pasta.toml, and this file has none."));
      return null;
    }
    const text = (await textOf(file)) ?? `${vscode.l10n.t("# Saved variables to begin a scene with, by name.")}\n`;
    const known = readPresets(text).presets.map(({ name }) => name);
    const name = await vscode.window.showInputBox({
      title: vscode.l10n.t("Save the variables as a preset"),
      prompt: vscode.l10n.t("Its name: “first boot”, “after 100 talks” …"),
      validateInput: (typed) =>
        known.includes(typed.trim())
          ? {
              message: vscode.l10n.t("There is a preset of this name; it will be replaced."),
              severity: vscode.InputBoxValidationSeverity.Warning,
            }
          : null,
    });
    if (name === undefined || name.trim() === "") return null;
    const written = withPreset(text, { name: name.trim(), saved: saved as SavedTable });
    if (written === null) {
      warn(vscode.l10n.t("{0} is not written anew: {1}", PRESETS_FILE, firstProblem(text)));
      await openAt(file, readPresets(text).problems[0]?.line ?? 0);
      return null;
    }
    await replace(file, written);
    this.#changed.fire();
    return { kind: "preset", name: name.trim() };
  }

  /** Shows the file in an editor, made where there is none. */
  async open(place: GhostPlace): Promise<void> {
    const file = fileOf(place);
    if (file === null) return;
    if ((await textOf(file)) === null) {
      const beginning = vscode.l10n.t("# Saved variables to begin a scene with, by name.");
      await replace(file, `${beginning}\n["${vscode.l10n.t("first boot")}"]\n`);
    }
    await openAt(file, 0);
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  async #ownSaved(place: GhostPlace): Promise<GhostSavedResult> {
    try {
      return await this.#server.request<GhostSavedResult>(ghostSaved, { uri: `${place.root}/pasta.toml` });
    } catch {
      return null;
    }
  }

  #report(file: vscode.Uri, problems: readonly PresetProblem[]): void {
    this.#problems.set(
      file,
      problems.map((problem) => {
        const { line, column } = problem;
        const range = new vscode.Range(line, column, line, Number.MAX_SAFE_INTEGER);
        const finding = new vscode.Diagnostic(range, wordsOf(problem), vscode.DiagnosticSeverity.Error);
        finding.source = "pasta";
        return finding;
      }),
    );
  }
}

/** What is wrong, in plain words. */
function wordsOf({ kind, name, detail }: PresetProblem): string {
  if (kind === "syntax") return vscode.l10n.t("This is not TOML: {0}", detail);
  if (kind === "notTable")
    return vscode.l10n.t("{0} must be a table of variables, under a header of its own; it is {1}.", name, detail);
  return vscode.l10n.t(
    "{0} is {1}: a saved variable is a text, a number, true or false, a list or a table.",
    name,
    detail,
  );
}

function firstProblem(text: string): string {
  const [problem] = readPresets(text).problems;
  return problem === undefined ? "" : wordsOf(problem);
}

function isOf(problem: string, preset: string): boolean {
  return problem === preset || problem.startsWith(`${preset}.`);
}

function warn(text: string): void {
  void vscode.window.showWarningMessage(text);
}

function fileOf({ root, isFolder }: GhostPlace): vscode.Uri | null {
  return isFolder ? vscode.Uri.joinPath(vscode.Uri.parse(root), PRESETS_FILE) : null;
}

/** The file's text as an editor has it, else as it is on disk; null where there is none. */
async function textOf(file: vscode.Uri | null): Promise<string | null> {
  if (file === null) return null;
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return null;
  }
}

/** Writes the file: into the editor that has it open, and saved, else onto the disk. */
async function replace(file: vscode.Uri, text: string): Promise<void> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (open === undefined) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.replace(file, new vscode.Range(0, 0, open.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await open.save();
}

async function openAt(file: vscode.Uri, line: number): Promise<void> {
  await vscode.window.showTextDocument(file, { selection: new vscode.Range(line, 0, line, 0) });
}
