/** What is known of a scene before it is played: whose it is, and what it wants to be given. */
import { globalSceneCandidates } from "#core/resolve/index.ts";
import { Program, playable } from "#runtime/index.ts";
import { highestArgument } from "#server/features/signature-help.ts";
import type * as protocol from "#server/protocol.ts";
import type { Ghost } from "./ghost.ts";
import type { Located } from "./workspace.ts";

type Place = Extract<protocol.RunPlaceResult, { root: string }>;

/** The URI that names a ghost to a client: that of its folder, or of a lone file. */
export function rootUri(ghost: Ghost): string {
  return ghost.isLone ? ghost.root : ghost.uri("pasta.toml").replace(/\/pasta\.toml$/, "");
}

/** The name of a ghost as its settings or its folder tell it. */
export function ghostName(ghost: Ghost): string {
  return ghost.project.snapshot.config.name ?? ghost.root.split(/[\\/]/).at(-1) ?? "";
}

/** The scene at a line, or of a name, with what its run needs. */
export function runPlace({ ghost, path }: Located, params: protocol.RunPlaceParams): Place {
  const { snapshot } = ghost.project;
  const { written, args } = "line" in params ? sceneAt(ghost, path, params.line) : sceneNamed(ghost, params.scene);
  return {
    root: rootUri(ghost),
    isFolder: !ghost.isLone,
    name: ghostName(ghost),
    scene: written,
    args,
    spots: [...snapshot.config.actors].flatMap(([actor, { spot }]) => (spot === null ? [] : [{ actor, spot }])),
  };
}

function sceneAt(ghost: Ghost, path: string, line: number): { written: string; args: number } {
  const program = new Program(playable(ghost.project.snapshot));
  const found = program.functionAt(path, line);
  if (found === null) return { written: "", args: 0 };
  return {
    written: program.functionSource(found.scene, found.local).written,
    args: highestArgument(ghost.context(), found.scene, `${found.scene}::${found.local}`) + 1,
  };
}

/** A name may draw several scenes: as many arguments as any of them reads. */
function sceneNamed(ghost: Ghost, name: string): { written: string; args: number } {
  const context = ghost.context();
  const counts = globalSceneCandidates(context.snapshot.tables, name)
    .slice(0, MOST_CANDIDATES)
    .map(({ module, fnName }) => highestArgument(context, module, fnName) + 1);
  return { written: name, args: Math.max(0, ...counts) };
}

const MOST_CANDIDATES = 200;
