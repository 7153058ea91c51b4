/**
 * Property tests draw the same examples every time, so that a change is judged by itself; `PASTA_SEED=random` (or a
 * number) draws others, to look for what nobody has thought of.
 */
import fc from "fast-check";

const wanted = process.env.PASTA_SEED ?? "1";
if (wanted !== "random") fc.configureGlobal({ seed: Number(wanted) });
