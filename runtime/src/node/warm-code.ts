/** Tells the file that launched this bundle that its code is worth keeping. */

/** A parameter of the launched bundle (`launch.ts`); there is none where the sources run as they are. */
declare const keepCode: (() => void) | undefined;

/** To be called whenever the process has done what every start does; only the first call counts. */
export function codeIsWarm(): void {
  if (typeof keepCode !== "undefined") keepCode();
}
