/**
 * Gives every actor a colour of its own where dictionaries name it. The colours are the theme's to change
 * (`pasta.actor1` …); which of them an actor has is remembered, so that it stays the same everywhere and for good.
 */
import * as vscode from "vscode";
import { type ActorsResult, actors, status } from "#server/protocol.ts";
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

export function colourActors(server: Server, memory: vscode.Memento): vscode.Disposable {
  const types = Array.from({ length: COLOURS }, (_, i) =>
    vscode.window.createTextEditorDecorationType({
      color: new vscode.ThemeColor(`pasta.actor${i + 1}`),
      fontWeight: "bold",
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );
  const isOn = () => vscode.workspace.getConfiguration("pasta").get("actorColors", true);
  const clear = (editor: vscode.TextEditor) => {
    for (const type of types) editor.setDecorations(type, []);
  };
  const paint = async (editor: vscode.TextEditor): Promise<void> => {
    const { document } = editor;
    if (document.languageId !== "pasta") return;
    if (!isOn()) return clear(editor);
    const { version } = document;
    const params = { textDocument: { uri: document.uri.toString() } };
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
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("pasta.actorColors")) paintAll();
    }),
  );
}

function toRange({ start, end }: ActorsResult[number]["ranges"][number]): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
