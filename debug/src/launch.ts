/** The attributes of `launch` and `attach` configurations of type `pasta`; package.json describes them to people. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { SavedTable } from "#runtime/index.ts";
import type { SceneArgument } from "#runtime/node/session.ts";

export interface LaunchArguments extends DebugProtocol.LaunchRequestArguments {
  /** The ghost's folder, or any file in it. */
  readonly program: string;
  /** A scene's name, drawn by prefix; or `file` and `line` (1-based): the scene written there. */
  readonly scene?: string;
  readonly file?: string;
  readonly line?: number;
  readonly args?: readonly SceneArgument[];
  readonly seed?: number;
  readonly shuffle?: boolean;
  readonly strategy?: "auto" | "merged" | "localFirst";
  readonly stopOnEntry?: boolean;
  /** Choices to make, counted from 1, before a person is asked. */
  readonly choices?: readonly number[];
  /** Saved variables to begin with, beside those of the ghost. */
  readonly saved?: SavedTable;
  /** Texts that are not saved yet, by ghost-relative path. */
  readonly unsaved?: Readonly<Record<string, string>>;
}

export interface AttachArguments extends DebugProtocol.AttachRequestArguments {
  /** Only this machine: `127.0.0.1`, `localhost` or `::1`. */
  readonly host?: string;
  readonly port?: number;
  /** Whether the engine speaks of dialogue or of the Lua made from it. */
  readonly sourcePresentation?: "pasta" | "lua";
}
