/** `unknown-actor`: a speaker that neither pasta.toml nor a dictionary knows. The engine marks the speech as failed. */
import { actorUses } from "../project/index.ts";
import type { NameRule } from "./model.ts";
import { nearestNames } from "./nearest-names.ts";

export const unknownActor: NameRule = {
  codes: ["unknown-actor"],
  checkNames({ summary, snapshot: { tables } }, report) {
    for (const { name, span } of actorUses(summary.actors)) {
      if (tables.actors.has(name)) continue;
      report({
        code: "unknown-actor",
        start: span.start,
        end: span.end,
        message: "unknown-actor",
        args: [name],
        data: { key: name },
        nearest: (now) => nearestNames(name, [...now.actors.keys()]),
      });
    }
  },
};
