/**
 * Gives every actor a colour of its own where dictionaries name it. The colours are the theme's to change
 * (`pasta.actor1` …); which of them an actor has is remembered, so that it stays the same everywhere and for good.
 */
import * as vscode from "vscode";
import { type ActorsParams, type ActorsResult, actors, status } from "#server/protocol.ts";
import { assignColours, COLOURS } from "./assign-colours.ts";
import type { Server } from "./server.ts";

/** Where the colours that actors have are kept, by name. */
const MEMORY = "pasta.actorColours";

/** The colours of actors by name (from 0), those of new ones remembered. */
export async function coloursOf(
  memory: vscode.Memento,
  names: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const known = memory.get<Record<string, number>>(MEMORY, {});
  const now = assignColours(known, names);
  if (now !== known) await memory.update(MEMORY, now);
  return now;
}

/** Lines above and below those in view that are painted too. */
const BEYOND = 200;

export function colourActors(server: Server, memory: vscode.Memento): vscode.Disposable {
  const types = Array.from({ length: COLOURS }, (_, i) =>
    vscode.window.createTextEditorDecorationType({
      color: new vscode.ThemeColor(`pasta.actor${i + 1}`),
      fontWeight: "bold",
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );
  /** What each editor has been painted in: as far as it was in view, and some way beyond. */
  const spans = new WeakMap<vscode.TextEditor, vscode.Range>();
  const rangeToPaint = (editor: vscode.TextEditor): NonNullable<ActorsParams["range"]> => {
    const lines = editor.visibleRanges.flatMap(({ start, end }) => [start.line, end.line]);
    const first = Math.max(0, Math.min(...lines, editor.document.lineCount) - BEYOND);
    const last = Math.max(0, ...lines) + BEYOND;
    spans.set(editor, new vscode.Range(first, 0, last, 0));
    // The protocol's own shape: VS Code writes its ranges in another one.
    return { start: { line: first, character: 0 }, end: { line: last, character: 0 } };
  };
  const isOn = () => vscode.workspace.getConfiguration("pasta").get("actorColors", true);
  const clear = (editor: vscode.TextEditor) => {
    for (const type of types) editor.setDecorations(type, []);
  };
  const paint = async (editor: vscode.TextEditor): Promise<void> => {
    const { document } = editor;
    if (document.languageId !== "pasta") return;
    if (!isOn()) return clear(editor);
    const { version } = document;
    const params: ActorsParams = { textDocument: { uri: document.uri.toString() }, range: rangeToPaint(editor) };
    const found = await server.request<ActorsResult | null>(actors, params).catch(() => null);
    // What was asked about an older text is not painted on a newer one; the next status brings another chance.
    if (found === null || document.version !== version) return;
    const now = await coloursOf(
      memory,
      found.map(({ name }) => name),
    );
    types.forEach((type, i) => {
      const own = found.filter(({ name }) => new Map(Object.entries(now)).get(name) === i);
      editor.setDecorations(
        type,
        own.flatMap(({ ranges }) => ranges.map(toRange)),
      );
    });
  };
  const paintAll = () => {
    for (const editor of vscode.window.visibleTextEditors) void paint(editor);
  };
  return vscode.Disposable.from(
    ...types,
    // After every round of the server, so that names are coloured as they are typed.
    server.on(status, paintAll),
    vscode.window.onDidChangeVisibleTextEditors(paintAll),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
      const painted = spans.get(textEditor);
      const shown = textEditor.visibleRanges;
      if (painted === undefined || shown.some((range) => !painted.contains(range))) void paint(textEditor);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("pasta.actorColors")) paintAll();
    }),
  );
}

function toRange({ start, end }: ActorsResult[number]["ranges"][number]): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
