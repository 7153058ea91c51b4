/**
 * Who may import whom, checked: `npm run boundaries`. The rules are in `.dependency-cruiser.cjs`.
 *
 * Fails where a rule is broken, and also where hardly a module was seen: dependency-cruiser passes over TypeScript in
 * silence when it finds no compiler that it can use (it needs one older than 7).
 */
import { createRequire } from "node:module";
import { cruise } from "dependency-cruiser";
import { repository } from "./cache.ts";

const configuration = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
const folders = ["core", "runtime", "debug", "server", "cli", "client"];

const { output } = await cruise(folders, {
  ...configuration.options,
  ruleSet: configuration,
  validate: true,
  baseDir: repository,
});
if (typeof output === "string") throw new Error("dependency-cruiser was expected to give its findings as values");
const { summary, modules } = output;
const unseen = folders.filter(
  (folder) => !modules.some(({ source }) => source.startsWith(`${folder}/`) && source.endsWith(".ts")),
);
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`);
if (unseen.length > 0) console.error(`no TypeScript was seen in ${unseen.join(", ")}`);
console.log(`${summary.totalCruised} modules, ${summary.violations.length} violations`);
process.exitCode = summary.violations.length + unseen.length === 0 ? 0 : 1;
