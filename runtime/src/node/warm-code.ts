/** Has the file that launched this bundle keep its code, when it is worth it. */
import { asUsual } from "./changed-flags.ts";

/** A parameter of the launched bundle (`launch.ts`); there is none where the sources run as they are. */
declare const keepCode: (() => void) | null | undefined;

/** How long the process rests before its code is kept, in milliseconds. */
const REST = 1000;

let isWarm = false;

/**
 * To be called whenever the process has done what every start does; the first call counts. The code is kept when the
 * process has rested for a while, or ends.
 */
export function codeIsWarm(): void {
  if (isWarm) return;
  isWarm = true;
  if (typeof keepCode !== "function") return;
  const keep = () => {
    clearTimeout(rested);
    process.off("exit", keep);
    asUsual(keepCode);
  };
  const rested = setTimeout(keep, REST).unref();
  process.once("exit", keep);
}
