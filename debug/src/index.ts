/** The door of the debug adapter. */
export { diskGhosts } from "./disk-ghosts.ts";
export type { DebuggedGhost, GhostSource } from "./ghosts.ts";
export type { AttachArguments, LaunchArguments } from "./launch.ts";
export { PastaDebugSession } from "./session.ts";
