/** The page of the protocol names every message there is, as what it is and from whom it comes. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as protocol from "#server/protocol.ts";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/protocol.md", root), "utf8");
const sources = readdirSync(new URL("server/src/lsp/", root))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(new URL(`server/src/lsp/${file}`, root), "utf8"))
  .join("\n");

/** Name → "client request", as the tables say. */
const rows = new Map(
  [...page.matchAll(/^\| `(pasta\/[\w/]+)` +\| (client|server) +\| (request|notification) +\|/gm)].map(
    ([, name, from, kind]) => [name, `${from} ${kind}`] as const,
  ),
);

describe("docs/protocol.md", () => {
  it("has a row for every message, and no other", () => {
    assert.deepEqual([...rows.keys()].sort(), Object.values(protocol).sort());
  });

  for (const [constant, name] of Object.entries(protocol)) {
    it(`tells what ${name} is`, () => {
      const use = new RegExp(
        `(onRequest|onNotification|sendNotification|RequestType<[^(]*)\\(\\s*protocol\\.${constant}\\b`,
      );
      const how = use.exec(sources)?.[1];
      const said =
        how === "sendNotification"
          ? "server notification"
          : how === "onNotification"
            ? "client notification"
            : "client request";
      assert.ok(how !== undefined, "the server knows it");
      assert.equal(rows.get(name), said);
    });
  }
});
