/** Scenes that something outside of the ghost's dictionaries and scripts starts: an event, an alias, a setting. */
import { isEntryPoint } from "#core/diagnostics/index.ts";
import type { GhostContext } from "./context.ts";

/** Whether a global scene of this name is started from outside. */
export function isStartedFromOutside({ snapshot, settings }: GhostContext, name: string): boolean {
  return isEntryPoint(snapshot.tables, name) || settings.entryPoints.includes(name);
}
