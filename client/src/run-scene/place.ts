/** Whose scene is to be played: asked of the server before a run, so that each ghost keeps a run of its own. */
import * as vscode from "vscode";
import { type RunPlaceResult, runPlace } from "#server/protocol.ts";
import type { Server } from "../server.ts";
import type { RunTarget } from "./take.ts";

/** A ghost, or a lone dictionary, as far as its run needs it. Plain: it is kept with the run. */
export interface GhostPlace {
  /** URI of the folder that holds `pasta.toml`, or of a lone file. */
  readonly root: string;
  readonly isFolder: boolean;
  readonly name: string;
  readonly spots: readonly { readonly actor: string; readonly spot: number }[];
}

/** The place of a scene, its written name and the number of arguments that it reads; or why there is none. */
export async function placeOf(
  server: Server,
  { args: _, ...target }: RunTarget,
): Promise<
  { readonly place: GhostPlace; readonly scene: string; readonly args: number } | { readonly problem: string }
> {
  try {
    const found = await server.request<RunPlaceResult>(runPlace, target);
    if ("problem" in found) return found;
    const { scene, args, ...place } = found;
    return { place, scene, args };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a document belongs to a ghost. */
export function holds({ root, isFolder }: GhostPlace, document: vscode.Uri): boolean {
  const base = vscode.Uri.parse(root);
  if (base.scheme !== document.scheme || base.authority !== document.authority) return false;
  return isFolder ? document.path.startsWith(`${base.path.replace(/\/$/, "")}/`) : document.path === base.path;
}
