/** The door of the debug adapter. */
export { type LaunchArguments, PastaDebugSession } from "./session.ts";
