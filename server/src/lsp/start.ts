/** Starts the server on a connection: lifecycle, documents, settings, and the rounds of diagnostics. */
import type { Connection, InitializeParams } from "vscode-languageserver/node";
import { type Locale, localeOf } from "#core/messages/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import { text } from "#server/features/texts.ts";
import { entriesOf } from "#server/features/workspace-symbol.ts";
import * as protocol from "#server/protocol.ts";
import { CAPABILITIES, PULLED } from "./capabilities.ts";
import { Configuration } from "./configuration.ts";
import { DebugSessions } from "./debug-sessions.ts";
import { registerFileOperations } from "./file-operations.ts";
import type { Ghost } from "./ghost.ts";
import { ParserSlot } from "./parser-slot.ts";
import { Publisher } from "./publisher.ts";
import { registerPull } from "./pull.ts";
import type { Readers } from "./readers.ts";
import { Refresher } from "./refresher.ts";
import { logFailure, registerRequests } from "./requests.ts";
import { ghostName, rootUri } from "./run-place.ts";
import { Runs } from "./runs.ts";
import { pathOfUri } from "./uris.ts";
import { type Located, Workspace } from "./workspace.ts";

/** How long a document rests before its text is read anew where errors may have left traces, in milliseconds. */
const REST = 400;

/** How long the status waits for further rounds, in milliseconds. */
const STATUS_DELAY = 60;

/** A piece of work after which waiting messages get their turn, in milliseconds. */
const SLICE = 12;

export interface ServerParts {
  readonly version: string;
  /** Loads the parser; asked once, when the server starts. */
  readonly parser: () => Promise<PastaParser>;
  /** Threads that read so many files; null where they are too few for that. */
  readonly startReaders: (files: number) => Readers | null;
  /** Told when findings of an open document have been sent, which is what every start is for. */
  readonly warm?: () => void;
}

export function startServer(connection: Connection, parts: ServerParts): void {
  new Server(connection, parts).listen();
}

class Server {
  #configuration: Configuration | null = null;
  #refresher: Refresher | null = null;
  #locale: Locale = "en";
  #workspace: Workspace | null = null;
  #publisher: Publisher;
  #params: InitializeParams | null = null;
  #scheduled = false;
  /** Edited files whose findings are owed to the client with their new version. */
  readonly #owed = new Set<Located>();
  /** Edited files whose findings were sent at once, with the version of the ghost that they were made of. */
  readonly #told = new Map<Located, number>();
  /** Edited files that are read anew when nothing has been typed for a while. */
  readonly #resting = new Set<Located>();
  #lastEdit = 0;
  #rest: ReturnType<typeof setTimeout> | null = null;
  #status: ReturnType<typeof setTimeout> | null = null;
  #lastBreath = 0;
  /** Ghosts of which the names were made ready. */
  readonly #warm = new WeakSet<Ghost>();
  #runs: Runs;
  #debugs: DebugSessions;
  /** Documents are opened, changed and closed in their order, though opening waits for the disk. */
  #queue: Promise<void> = Promise.resolve();
  #pending = 0;
  /** The parser loads while the client is still making itself known. */
  readonly #loading: Promise<PastaParser>;
  #ready: Promise<void> = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    private readonly parts: ServerParts,
  ) {
    this.#loading = parts.parser();
    this.#publisher = new Publisher({ send: (params) => void connection.sendDiagnostics(params) }, () => this.#locale);
    this.#runs = new Runs(
      connection,
      (uri) => this.#workspace?.locate(uri) ?? null,
      () => this.#locale,
      (uri) => this.#readyFor(uri),
    );
    this.#debugs = new DebugSessions(connection, {
      workspace: () => this.#workspace,
      ready: (uri) => this.#readyFor(uri),
      parser: () => this.#loading,
      isTrusted: () => this.#runs.trusted,
      locale: () => this.#locale,
    });
  }

  listen(): void {
    const { connection } = this;
    connection.onInitialize((params) => {
      this.#params = params;
      const options = (params.initializationOptions ?? {}) as Partial<protocol.InitializationOptions>;
      this.#locale = localeOf(options.locale ?? params.locale);
      this.#runs.trusted = options.trusted !== false;
      this.#publisher.pages = typeof options.docs === "string" ? options.docs : null;
      const parser = new ParserSlot(this.#loading);
      this.#ready = parser.ready;
      this.#chain(() => parser.ready);
      const configuration = new Configuration(connection, params.capabilities ?? {});
      this.#configuration = configuration;
      const host = {
        parser,
        settings: (ghost: Ghost) => configuration.of(ghost),
        configure: (ghost: Ghost) => configuration.ask(ghost),
        locale: () => this.#locale,
        breathe: () => this.#breathe(),
        startReaders: this.parts.startReaders,
      };
      this.#workspace = new Workspace(host, (ghost) => this.#loaded(ghost));
      const { workspace, textDocument } = params.capabilities ?? {};
      registerRequests(connection, this.#workspace, {
        parser,
        ready: (uri) => this.#readyFor(uri),
        canConfirm: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
        completion: textDocument?.completion,
        takesLinks: textDocument?.definition?.linkSupport === true,
      });
      this.#publisher.isSilent = options.diagnostics === "pull";
      this.#refresher = new Refresher(connection, params.capabilities, this.#publisher.isSilent);
      return {
        capabilities: this.#publisher.isSilent ? { ...CAPABILITIES, ...PULLED } : CAPABILITIES,
        serverInfo: { name: "pasta-language-tools", version: this.parts.version },
      };
    });
    connection.onInitialized(() => void this.#begin().catch((error) => logFailure(connection, "initialized", error)));
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      this.#enqueue(async (workspace) => this.#show(await workspace.openDocument(uri, languageId, version, text)));
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      this.#enqueue((workspace) => this.#show(workspace.changeDocument(uri, version ?? 0, contentChanges ?? [])));
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      this.#enqueue(async (workspace) => {
        const place = await workspace.closeDocument(uri);
        if (place?.ghost.isLone) this.#publisher.retract(uri);
        else if (place !== null) this.#schedule();
      });
    });
    connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
      this.#enqueue((workspace) => {
        workspace.locate(uri)?.ghost.project.settle();
        this.#schedule();
      });
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      this.#refresh(changes.map(({ uri }) => uri));
    });
    connection.onDidChangeConfiguration(({ settings }) => void this.#configure(settings));
    connection.onNotification(protocol.trust, ({ trusted }: protocol.TrustParams) => {
      this.#runs.trusted = trusted === true;
    });
    registerFileOperations(connection, {
      workspace: () => this.#workspace,
      canConfirm: () => this.#params?.capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
      refresh: (uris) => this.#refresh(uris),
    });
    registerPull(connection, () => this.#workspace, this.#publisher);
    connection.onShutdown(() => {
      if (this.#rest !== null) clearTimeout(this.#rest);
      if (this.#status !== null) clearTimeout(this.#status);
      return Promise.all([this.#runs.stopAll(), this.#debugs.stopAll()]).then(() => undefined);
    });
    connection.listen();
  }

  /** Reads files again that changed on disk. */
  #refresh(uris: readonly string[]): void {
    this.#enqueue(async (workspace) => {
      await workspace.refresh(uris);
      this.#schedule();
    });
  }

  /** Runs a step on documents after those before it; at once where none is waiting. */
  #enqueue(step: (workspace: Workspace) => void | Promise<void>): void {
    const run = (): void | Promise<void> => {
      try {
        return this.#workspace === null ? undefined : step(this.#workspace);
      } catch (error) {
        logFailure(this.connection, "documents", error);
      }
    };
    if (this.#pending > 0) {
      this.#chain(run);
      return;
    }
    const result = run();
    if (result instanceof Promise) this.#chain(() => result);
  }

  /** Settles when a request about a document can be answered from its whole ghost; null where it can be at once. */
  #readyFor(uri: string): Promise<unknown> | null {
    if (this.#pending > 0) return this.#queue.then(() => this.#workspace?.whenReady(uri));
    return this.#workspace?.whenReady(uri) ?? null;
  }

  #chain(work: () => void | Promise<void>): void {
    this.#pending++;
    this.#queue = this.#queue
      .then(work)
      .catch((error) => logFailure(this.connection, "documents", error))
      .finally(() => {
        this.#pending--;
      });
  }

  /** Answers an opened or changed document with its findings: at once, unless other documents wait to be handled. */
  #show(place: Located | null): void {
    if (place === null) return;
    if (this.#pending > 0) this.#owed.add(place);
    else {
      this.#publisher.publish(place.ghost, place.path, true);
      this.#told.set(place, place.ghost.project.snapshot.version);
    }
    this.#schedule();
    this.#resting.add(place);
    this.#lastEdit = performance.now();
    // One timer for any number of keys: to set one takes longer than to look at the clock.
    this.#rest ??= setTimeout(() => this.#settleRested(), REST);
  }

  #settleRested(): void {
    const left = this.#lastEdit + REST - performance.now();
    this.#rest = left > 1 ? setTimeout(() => this.#settleRested(), left) : null;
    if (this.#rest !== null) return;
    const places = [...this.#resting];
    this.#resting.clear();
    for (const place of places) this.#settle(place);
  }

  /** Reads a resting document anew, where that can change what was read. */
  #settle({ ghost, path }: Located): void {
    if (path === "pasta.toml") {
      this.#enqueue(async () => {
        if (await ghost.takeConfig()) this.#schedule();
      });
      return;
    }
    const before = ghost.project.snapshot.documents.get(path);
    if (ghost.open.get(path)?.syntax?.rest() === before) return;
    ghost.show(path);
    this.#schedule();
  }

  /** Ends the round of edits that are waiting in the channel with one round of diagnostics. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#round().catch((error) => logFailure(this.connection, "diagnostics", error));
    });
  }

  async #round(): Promise<void> {
    const owed = [...this.#owed];
    const told = [...this.#told];
    this.#owed.clear();
    this.#told.clear();
    for (const { ghost, path } of owed) if (ghost.open.has(path)) this.#publisher.publish(ghost, path, true);
    for (const ghost of this.#workspace?.ghosts ?? []) {
      if (!ghost.isLoaded) continue;
      for (const path of ghost.project.takeDirty()) {
        const isHere = (place: Located) => place.ghost === ghost && place.path === path;
        if (owed.some(isHere)) continue;
        const { version } = ghost.project.snapshot;
        if (told.some(([place, toldVersion]) => isHere(place) && toldVersion === version)) continue;
        this.#publisher.publish(ghost, path);
        await this.#breathe();
      }
      this.#publisher.publish(ghost, "pasta.toml");
      if (!this.#warm.has(ghost)) void this.#warmUp(ghost);
    }
    if (owed.length > 0 || told.length > 0) this.parts.warm?.();
    // What the status tells costs a look at the whole ghost, so it waits until the keys rest.
    if (this.#status === null) this.#status = setTimeout(() => this.#sendStatus(), STATUS_DELAY);
  }

  /** Makes ready what the first question about names would otherwise have to wait for. */
  async #warmUp(ghost: Ghost): Promise<void> {
    this.#warm.add(ghost);
    for (const file of ghost.project.snapshot.tables.files.keys()) {
      await this.#breathe();
      entriesOf(ghost.context(), file);
    }
  }

  #loaded(ghost: Ghost): void {
    const { documents, lua, strategy } = ghost.project.snapshot;
    this.connection.console.info(`${ghost.root}: ${documents.size} dictionaries, ${lua.size} scripts, ${strategy}`);
    for (const path of ghost.open.keys()) this.#owed.add({ ghost, path });
    this.#schedule();
  }

  #sendStatus(): void {
    this.#status = null;
    // A ghost that is still being read has no problems yet, which must not look like having none.
    const read = [...(this.#workspace?.ghosts ?? [])].filter((ghost) => ghost.isLoaded);
    const ghosts = read.map((ghost) => {
      const { snapshot } = ghost.project;
      const paths = [...snapshot.documents.keys(), "pasta.toml"];
      return {
        root: rootUri(ghost),
        name: ghostName(ghost),
        files: snapshot.documents.size,
        scenes: snapshot.tables.scenes.lists.reduce((sum, list) => sum + list.length, 0),
        problems: this.#publisher.count(paths.map((path) => ghost.uri(path))),
        strategy: snapshot.strategy,
      };
    });
    void this.connection.sendNotification(protocol.status, { ghosts } satisfies protocol.StatusParams);
    this.#refresher?.refreshIfNew(read.map(({ project }) => project.snapshot.tables));
  }

  async #breathe(): Promise<void> {
    if (performance.now() - this.#lastBreath < SLICE) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#lastBreath = performance.now();
  }

  async #begin(): Promise<void> {
    await this.#ready;
    const { capabilities, workspaceFolders, rootUri } = this.#params ?? { capabilities: {} };
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
      const watchers = ["**/*.{pasta,lua}", "**/pasta.toml", "**/.cache_version"].map((globPattern) => ({
        globPattern,
      }));
      // A client that refuses will tell of no changes on disk; everything else goes on.
      await this.connection.client
        .register({ method: "workspace/didChangeWatchedFiles" } as never, { watchers } as never)
        .catch((error: unknown) => logFailure(this.connection, "watching files", error));
    }
    if (capabilities.workspace?.workspaceFolders === true) {
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) {
          for (const gone of this.#workspace?.removeFolder(pathOfUri(uri) ?? "") ?? []) this.#publisher.retract(gone);
        }
        for (const { uri } of added) void this.#addFolder(uri);
        this.#schedule();
      });
    }
    await this.#configure();
    const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    for (const uri of folders) await this.#addFolder(uri);
    this.#schedule();
  }

  async #addFolder(uri: string): Promise<void> {
    const path = pathOfUri(uri);
    if (path === null) return;
    if (this.#params?.capabilities.window?.workDoneProgress !== true) {
      await this.#workspace?.addFolder(path, () => false);
      return;
    }
    const progress = await this.connection.window.createWorkDoneProgress();
    progress.begin(text("loading-ghost", this.#locale), 0, undefined, true);
    let shown = 0;
    const report = (done: number, total: number) => {
      const percent = Math.floor((done / total) * 100);
      if (percent <= shown) return;
      shown = percent;
      progress.report(percent, `${done} / ${total}`);
    };
    try {
      await this.#workspace?.addFolder(path, () => progress.token.isCancellationRequested, report);
    } finally {
      progress.done();
    }
  }

  /** Takes the client's settings over; whatever they change is looked at again. */
  async #configure(pushed: { readonly pasta?: unknown } | null = null): Promise<void> {
    const changed = (await this.#configuration?.refresh([...(this.#workspace?.ghosts ?? [])], pushed)) ?? [];
    for (const ghost of changed) if (ghost.isLoaded) await ghost.applySettings();
    if (changed.length === 0) return;
    this.#refresher?.refresh();
    this.#schedule();
  }
}
