/** One ghost in the server: which files it has, when they are read, and what features see of it. */
import { type BlockDiagnostics, Checker, type Diagnostic } from "#core/diagnostics/index.ts";
import type { Locale } from "#core/messages/index.ts";
import {
  classifier,
  classify,
  type GhostConfig,
  type GhostFileKind,
  type GhostFolder,
  NO_CONFIG,
  Project,
  parseConfig,
} from "#core/project/index.ts";
import type { Strategy } from "#core/resolve/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import type { FeatureContext, GhostContext } from "#server/features/context.ts";
import { type Lines, linesOf } from "#server/positions.ts";
import type { Settings } from "#server/settings.ts";
import { Intake, type LoadReport, type OpenFile } from "./intake.ts";
import { openText } from "./open-text.ts";
import type { Readers } from "./readers.ts";

const NOBODY: LoadReport = () => {};

export interface GhostHost {
  readonly parser: PastaParser;
  /** The settings that hold for a ghost: folders of a workspace may have their own. */
  readonly settings: (ghost: Ghost) => Settings;
  readonly locale: () => Locale;
  /** Lets waiting messages be handled between two pieces of work. */
  readonly breathe: () => Promise<void>;
  /** Asks for the settings of a ghost that is about to be read; null where there is nobody to ask. */
  readonly configure: (ghost: Ghost) => Promise<void> | null;
  readonly startReaders: (files: number) => Readers | null;
}

export class Ghost {
  readonly project = new Project();
  readonly checker = new Checker(this.project, () => new Set(this.host.settings(this).entryPoints));
  readonly #intake: Intake;
  #config: GhostConfig = NO_CONFIG;
  #configText = "";
  #kinds: ReadonlyMap<string, GhostFileKind> = new Map();
  #loaded = false;
  #isPrepared = false;
  /** Addresses of files; making one takes longer than a look-up of a name. */
  readonly #uris = new Map<string, string>();

  constructor(
    /** The folder's path, or the URI of a lone file. */
    readonly root: string,
    /** Null for a lone file. */
    private readonly folder: GhostFolder | null,
    private readonly host: GhostHost,
    private readonly uriOf: (path: string) => string,
    private readonly hasRun: () => Promise<boolean>,
  ) {
    const { parser, breathe, startReaders } = host;
    const kindOf = (path: string) => this.#kinds.get(path) ?? null;
    const { project, checker } = this;
    this.#intake = new Intake({ project, checker, root, folder, parser, kindOf, breathe, startReaders });
  }

  /** What editors hold of this ghost, by path. */
  get open(): Map<string, OpenFile> {
    return this.#intake.open;
  }

  get isLone(): boolean {
    return this.folder === null;
  }

  /** False until every file has been read once: until then nothing is said about names. */
  get isLoaded(): boolean {
    return this.#loaded;
  }

  get configText(): string {
    return this.#configText;
  }

  /** What a path is to this ghost, or null where it does not belong to it. */
  kindOf(path: string): GhostFileKind | "config" | null {
    if (path === "pasta.toml") return this.isLone ? null : "config";
    return this.isLone && path.endsWith(".pasta") ? "pasta" : (this.#kinds.get(path) ?? null);
  }

  /** Whether a path belongs to this ghost, be it on the disk yet or not: a new file is opened before it is found there. */
  claims(path: string): boolean {
    if (this.kindOf(path) !== null) return true;
    const kind = this.isLone ? null : classifier(this.#config)(path);
    if (kind === null) return false;
    this.#kinds = new Map([...this.#kinds, [path, kind]]);
    return true;
  }

  /** Whether files of this ghost lie in one of its folders. */
  holds(folder: string): boolean {
    return [...this.#kinds.keys()].some((path) => path.startsWith(`${folder}/`));
  }

  /** Reads pasta.toml and the list of files: enough to know which documents belong to the ghost. */
  async prepare(): Promise<void> {
    if (this.folder === null) return;
    const paths = await this.folder.list();
    this.#configText = this.open.get("pasta.toml")?.text.getText() ?? (await this.folder.read("pasta.toml")) ?? "";
    this.#config = this.#read(this.#configText);
    this.#kinds = classify(this.#config, [...new Set([...paths, ...this.open.keys()])]);
    this.#isPrepared = true;
  }

  get isPrepared(): boolean {
    return this.#isPrepared;
  }

  /** Reads everything from disk; what is open keeps its text. May be called again when settings or files changed. */
  async load(isCancelled: () => boolean = () => false, report: LoadReport = NOBODY): Promise<void> {
    if (this.folder === null) {
      this.project.reset(NO_CONFIG, await this.#strategy());
      this.#loaded = true;
      return;
    }
    await this.prepare();
    this.project.reset(this.#config, await this.#strategy());
    const { documents, lua } = this.project.snapshot;
    for (const path of [...documents.keys(), ...lua.keys()]) if (!this.#kinds.has(path)) this.#intake.remove(path);
    if (!(await this.#intake.takeAll([...this.#kinds.keys()], !this.#loaded, isCancelled, report))) return;
    this.#loaded = true;
    this.project.settle();
  }

  /** Reads one file again after it changed on disk. New and deleted files come and go here too. */
  async refresh(path: string): Promise<void> {
    if (this.folder === null) return;
    if (path === "pasta.toml") return this.load();
    // What is open counts as it is shown; an editor that saves it tells of that by the disk too.
    if (this.open.has(path)) return;
    const known = this.#kinds.has(path);
    const text = await this.#intake.diskText(path);
    if (known && text !== null) this.#intake.put(path, text);
    else if (known || (text !== null && classifier(this.#config)(path) !== null)) await this.load();
  }

  /** Takes over the text of an open `pasta.toml`. Answers whether anything came of it. */
  async takeConfig(): Promise<boolean> {
    const text = this.open.get("pasta.toml")?.text.getText();
    if (this.folder === null || text === undefined || text === this.#configText) return false;
    const before = this.#config.patterns.join("\n");
    this.#configText = text;
    this.#config = this.#read(text);
    if (this.#config.patterns.join("\n") === before) this.project.reset(this.#config, await this.#strategy());
    else await this.load();
    return true;
  }

  /** What a `pasta.toml` says. One that cannot be read, as while it is typed, changes nothing but what is told of itself. */
  #read(text: string): GhostConfig {
    const config = parseConfig(text);
    const isBroken = config.problems.some(({ message }) => message === "config-syntax");
    return isBroken && this.#isPrepared ? { ...this.#config, problems: config.problems } : config;
  }

  async #strategy(): Promise<Strategy> {
    const { strategy } = this.host.settings(this);
    if (strategy !== "auto") return strategy;
    return (await this.hasRun()) ? "localFirst" : "merged";
  }

  /** Takes over changed settings; everything is looked at anew. */
  async applySettings(): Promise<void> {
    this.project.reset(this.#config, await this.#strategy());
  }

  /** Takes a file over from the editor. */
  openFile(path: string, uri: string, version: number, content: string): void {
    this.open.get(path)?.syntax?.dispose();
    const kind = this.kindOf(path);
    const isPasta = kind === "pasta" || (kind === null && path.endsWith(".pasta"));
    const syntax = isPasta ? this.host.parser.open(content) : null;
    const text = openText(uri, version, content, syntax);
    this.open.set(path, { uri, text, syntax });
    if (isPasta && !this.#kinds.has(path)) this.#kinds = new Map([...this.#kinds, [path, "pasta" as const]]);
    this.show(path);
  }

  /** Hands the open text of a file to the project. */
  show(path: string): void {
    const file = this.open.get(path);
    if (file === undefined) return;
    if (file.syntax !== null) this.project.updateDocument(path, file.syntax.document);
    else if (this.kindOf(path) === "lua") this.project.updateLua(path, file.text.getText());
  }

  /** Gives a file back to the disk. */
  async closeFile(path: string): Promise<void> {
    const file = this.open.get(path);
    if (file === undefined) return;
    this.open.delete(path);
    file.syntax?.dispose();
    if (this.folder === null) this.#intake.remove(path);
    else if (path === "pasta.toml") await this.load();
    else {
      const text = await this.#intake.diskText(path);
      if (text === null) {
        this.#kinds = new Map([...this.#kinds].filter(([known]) => known !== path));
        this.#intake.remove(path);
      } else this.#intake.put(path, text);
    }
  }

  diagnostics(path: string): Diagnostic[] {
    return this.checker.diagnostics(path, this.host.settings(this).severities);
  }

  blockDiagnostics(path: string): BlockDiagnostics[] {
    return this.checker.blockDiagnostics(path, this.host.settings(this).severities);
  }

  /** Looks at a file in steps, ahead of `blockDiagnostics`. */
  ahead(path: string): Iterable<void> {
    return this.checker.ahead(path, this.host.settings(this).severities);
  }

  lines(path: string): Lines | null {
    const opened = this.open.get(path);
    if (opened !== undefined) return opened.text.lines;
    const { snapshot } = this.project;
    if (path === "pasta.toml") return this.isLone ? null : linesOf(this.#config, this.#configText);
    const owner = snapshot.documents.get(path) ?? snapshot.lua.get(path);
    return owner === undefined ? null : linesOf(owner, owner.text);
  }

  uri(path: string): string {
    const known = this.open.get(path)?.uri ?? this.#uris.get(path);
    if (known !== undefined) return known;
    const made = this.uriOf(path);
    this.#uris.set(path, made);
    return made;
  }

  context(): GhostContext {
    return {
      snapshot: this.project.snapshot,
      usage: this.project.usage,
      settings: this.host.settings(this),
      locale: this.host.locale(),
      uri: (path) => this.uri(path),
      lines: (path) => this.lines(path),
      configText: this.open.get("pasta.toml")?.text.getText() ?? this.#configText,
    };
  }

  /** What a feature needs to answer about one file; null where the file is not known. */
  fileContext(path: string): FeatureContext | null {
    const here = this.lines(path);
    if (here === null) return null;
    const { snapshot } = this.project;
    const document = snapshot.documents.get(path) ?? null;
    const text =
      document?.text ?? this.open.get(path)?.text.getText() ?? snapshot.lua.get(path)?.text ?? this.#configText;
    return { ...this.context(), path, document, text, here };
  }
}
