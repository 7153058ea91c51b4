/** Finds the shell that belongs to a ghost and hands its pictures to a page, which may read that folder and no other. */
import * as vscode from "vscode";
import type { Portraits } from "./messages.ts";
import type { GhostPlace } from "./place.ts";
import { decodeShellText, readShell, type Shell, shellPlaces } from "./shell.ts";

/** A shell's folder and what is in it. */
export interface ShellFolder {
  readonly folder: vscode.Uri;
  readonly shell: Shell;
}

/** The shell of a ghost: `master`, or another where there is no such one. Null where there is none with a picture. */
export async function findShell({ root, isFolder }: GhostPlace): Promise<ShellFolder | null> {
  if (!isFolder) return null;
  const base = vscode.Uri.parse(root);
  for (const place of shellPlaces(base.path)) {
    const shells = vscode.Uri.joinPath(base, place);
    const names = (await list(shells)).filter(([, type]) => type & vscode.FileType.Directory).map(([name]) => name);
    const ordered = names.sort((a, b) => Number(b === "master") - Number(a === "master") || (a < b ? -1 : 1));
    for (const name of ordered) {
      const folder = vscode.Uri.joinPath(shells, name);
      const files = (await list(folder)).filter(([, type]) => type & vscode.FileType.File).map(([file]) => file);
      const text = async (wanted: string) => {
        const file = files.find((each) => each.toLowerCase() === wanted);
        return file === undefined ? "" : await read(vscode.Uri.joinPath(folder, file));
      };
      const shell = readShell(files, await text("surfaces.txt"), await text("descript.txt"));
      if (shell.surfaces.size > 0) return { folder, shell };
    }
  }
  return null;
}

/** The pictures with addresses that this page can load. */
export function portraitsFor(webview: vscode.Webview, { folder, shell }: ShellFolder): Portraits {
  const surfaces = [...shell.surfaces].map(
    ([name, layers]) =>
      [
        name,
        layers.map(({ file, x, y }) => ({
          url: webview.asWebviewUri(vscode.Uri.joinPath(folder, ...file.split("/"))).toString(),
          x,
          y,
        })),
      ] as const,
  );
  return { surfaces, first: shell.first };
}

async function list(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

async function read(file: vscode.Uri): Promise<string> {
  try {
    return decodeShellText(await vscode.workspace.fs.readFile(file));
  } catch {
    return "";
  }
}
