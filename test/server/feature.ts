/** Features on a fixture, without a connection: the ghost of its files, the caret, and places as text. */
import { Checker } from "#core/diagnostics/index.ts";
import { NO_CONFIG, Project, parseConfig } from "#core/project/index.ts";
import type { Strategy } from "#core/resolve/index.ts";
import type { PastaParser, SyntaxDocument } from "#core/syntax/index.ts";
import type { FeatureContext, GhostContext } from "#server/features/context.ts";
import { linesOf } from "#server/positions.ts";
import { readSettings } from "#server/settings.ts";
import { parseFixture } from "#test/support/fixture.ts";
import { testParser } from "#test/support/parser.ts";

export interface FeatureFixture {
  readonly parser: PastaParser;
  readonly project: Project;
  readonly checker: Checker;
  readonly ghost: GhostContext;
  /** The file with the caret (or the first file). */
  readonly context: FeatureContext;
  readonly position: { readonly line: number; readonly character: number };
  contextOf(path: string): FeatureContext;
  /** `dic/a.pasta:2 ＞挨拶`: file, line from 0, and the text of a range there. */
  show(location: { readonly uri: string; readonly range: Range }): string;
}

interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Makes a ghost of the files in `source`; `pasta.toml` and `.lua` files count as what they are. */
export async function featureFixture(
  source: string,
  { strategy = "merged", settings = {} }: { readonly strategy?: Strategy; readonly settings?: unknown } = {},
): Promise<FeatureFixture> {
  const parser = await testParser();
  const { files, carets } = parseFixture(source);
  const documents = new Map<string, SyntaxDocument>();
  const lua = new Map<string, string>();
  let config = NO_CONFIG;
  let configText = "";
  for (const { path, text } of files) {
    if (path === "pasta.toml") {
      configText = text;
      config = parseConfig(text);
    } else if (path.endsWith(".lua")) lua.set(path, text);
    else documents.set(path, parser.parse(text));
  }
  const project = new Project(config, strategy, { documents, lua });
  const textOf = (path: string) =>
    path === "pasta.toml"
      ? configText
      : (project.snapshot.documents.get(path)?.text ?? project.snapshot.lua.get(path)?.text ?? null);
  const lines = (path: string) => {
    const text = textOf(path);
    return text === null ? null : linesOf({}, text);
  };
  const ghost: GhostContext = {
    get snapshot() {
      return project.snapshot;
    },
    usage: project.usage,
    settings: readSettings(settings),
    locale: "en",
    uri: (path) => `ghost:/${path}`,
    lines,
    configText,
  };
  const contextOf = (path: string): FeatureContext => ({
    ...ghost,
    snapshot: project.snapshot,
    path,
    document: project.snapshot.documents.get(path) ?? null,
    text: textOf(path) ?? "",
    here: lines(path) ?? linesOf({}, ""),
  });
  const at = carets[0] ?? { path: files[0]?.path ?? "", offset: 0 };
  const context = contextOf(at.path);
  return {
    parser,
    project,
    checker: new Checker(project),
    ghost,
    context,
    position: context.here.position(at.offset),
    contextOf,
    show: ({ uri, range }) => {
      const path = uri.replace("ghost:/", "");
      const found = lines(path);
      const text = (textOf(path) ?? "").slice(found?.offset(range.start), found?.offset(range.end));
      return `${path}:${range.start.line} ${text}`;
    },
  };
}
