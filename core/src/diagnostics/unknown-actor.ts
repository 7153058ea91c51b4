/** `unknown-actor`: a speaker that neither pasta.toml nor a dictionary knows. The engine marks the speech as failed. */
import { actorNamesIn, actorUsesIn } from "../project/index.ts";
import type { NameRule } from "./model.ts";
import { nearestNames } from "./nearest-names.ts";

export const unknownActor: NameRule = {
  codes: ["unknown-actor"],
  checkNames({ summary, snapshot: { tables } }, report) {
    const unknown = [...actorNamesIn(summary)].filter((name) => !tables.actors.has(name));
    if (unknown.length === 0) return;
    for (const { name, span, role } of actorUsesIn(summary)) {
      if (!unknown.includes(name) || role === "mention") continue;
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
