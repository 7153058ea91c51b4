/** What the client shows of each ghost in its status bar. */
import { countOf } from "#core/resolve/index.ts";
import type { StatusParams } from "#server/protocol.ts";
import type { Ghost } from "./ghost.ts";
import type { Publisher } from "./publisher.ts";
import { ghostName, rootUri } from "./run-place.ts";

/** Costs a look at the whole of each ghost. */
export function statusOf(ghosts: readonly Ghost[], publisher: Publisher): StatusParams {
  return {
    ghosts: ghosts.map((ghost) => {
      const { snapshot } = ghost.project;
      const paths = [...snapshot.documents.keys(), ...(ghost.isLone ? [] : ["pasta.toml"])];
      return {
        root: rootUri(ghost),
        name: ghostName(ghost),
        files: snapshot.documents.size,
        scenes: countOf(snapshot.tables.scenes),
        problems: publisher.count(paths.map((path) => ghost.uri(path))),
        strategy: snapshot.strategy,
      };
    }),
  };
}
