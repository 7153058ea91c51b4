/** Starts the server on a connection: joins documents, settings, folders, requests and findings. */
import type { Connection, InitializeParams, InitializeResult } from "vscode-languageserver/node";
import { type Locale, localeOf } from "#core/messages/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import * as protocol from "#server/protocol.ts";
import { CAPABILITIES, PULLED } from "./capabilities.ts";
import { abilitiesOf } from "./client-abilities.ts";
import { Configuration, scopeOf } from "./configuration.ts";
import { DebugSessions } from "./debug-sessions.ts";
import { DocumentQueue } from "./document-queue.ts";
import { registerFileOperations } from "./file-operations.ts";
import { addFolders, type FolderParts, followFolders, watchFiles } from "./folders.ts";
import type { Ghost } from "./ghost.ts";
import { ParserSlot } from "./parser-slot.ts";
import { Publisher } from "./publisher.ts";
import { registerPull } from "./pull.ts";
import type { Readers } from "./readers.ts";
import { Refresher } from "./refresher.ts";
import { logFailure, registerRequests } from "./requests.ts";
import { Rounds } from "./rounds.ts";
import { Runs } from "./runs.ts";
import { statusOf } from "./status.ts";
import { Workspace } from "./workspace.ts";

export interface ServerParts {
  readonly version: string;
  /** Loads the parser; asked once, when the server starts. */
  readonly parser: () => Promise<PastaParser>;
  /** A process that reads so many files; null where there is none. */
  readonly startReaders: (files: number) => Readers | null;
  /** Told when findings of an open document have been sent, which is what every start is for. */
  readonly warm?: () => void;
  /** How long the client may take to tell its settings, in milliseconds. */
  readonly patience?: number;
}

const PATIENCE = 2000;

export function startServer(connection: Connection, parts: ServerParts): void {
  new Server(connection, parts).listen();
}

class Server {
  #configuration: Configuration | null = null;
  #refresher: Refresher | null = null;
  #locale: Locale = "en";
  #workspace: Workspace | null = null;
  #params: InitializeParams | null = null;
  #abilities = abilitiesOf(undefined, {});
  readonly #publisher: Publisher;
  readonly #rounds: Rounds;
  readonly #runs: Runs;
  readonly #debugs: DebugSessions;
  readonly #queue: DocumentQueue;
  /** The parser loads while the client is still making itself known. */
  readonly #loading: Promise<PastaParser>;
  #ready: Promise<void> = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    private readonly parts: ServerParts,
  ) {
    this.#loading = parts.parser();
    this.#queue = new DocumentQueue((error) => logFailure(connection, "documents", error));
    this.#publisher = new Publisher({ send: (params) => void connection.sendDiagnostics(params) }, () => this.#locale);
    this.#rounds = new Rounds({
      publisher: this.#publisher,
      queue: this.#queue,
      ghosts: () => this.#workspace?.ghosts ?? [],
      rehome: ({ root }) => this.#workspace?.rehome(root) ?? Promise.resolve([]),
      isWanted: (ghost) => this.#workspace?.isWanted(ghost) ?? true,
      owns: (ghost, path) => this.#workspace?.owns(ghost, path) ?? true,
      sendStatus: (read) => this.#sendStatus(read),
      onShown: () => parts.warm?.(),
      onFailure: (error) => logFailure(connection, "diagnostics", error),
    });
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
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => void this.#begin().catch((error) => logFailure(connection, "initialized", error)));
    this.#listenToDocuments();
    connection.onDidChangeConfiguration(({ settings }) => void this.#configure(settings));
    connection.onNotification(protocol.trust, ({ trusted }: protocol.TrustParams) => {
      this.#runs.trusted = trusted === true;
    });
    registerFileOperations(connection, {
      workspace: () => this.#workspace,
      abilities: () => this.#abilities,
      refresh: (uris) => this.#refresh(uris),
    });
    registerPull(connection, () => this.#workspace, this.#publisher);
    connection.onShutdown(() => {
      this.#rounds.stop();
      return Promise.all([this.#runs.stopAll(), this.#debugs.stopAll()]).then(() => undefined);
    });
    connection.listen();
  }

  #initialize(params: InitializeParams): InitializeResult {
    const { connection } = this;
    this.#params = params;
    const options = (params.initializationOptions ?? {}) as Partial<protocol.InitializationOptions>;
    this.#locale = localeOf(options.locale ?? params.locale);
    this.#runs.trusted = options.trusted !== false;
    this.#publisher.pages = typeof options.docs === "string" ? options.docs : null;
    const parser = new ParserSlot(this.#loading);
    this.#ready = parser.ready;
    this.#queue.run(() => parser.ready);
    const applyLate = (ghosts: readonly Ghost[]) => {
      const read = ghosts.map((ghost) => this.#workspace?.whenReady(scopeOf(ghost)));
      void Promise.all(read).then(() => this.#queue.run(() => this.#apply(ghosts)));
    };
    const ghosts = () => this.#workspace?.ghosts ?? [];
    const patience = this.parts.patience ?? PATIENCE;
    const configuration = new Configuration(connection, params.capabilities ?? {}, ghosts, applyLate, patience);
    this.#configuration = configuration;
    const host = {
      parser,
      settings: (ghost: Ghost) => configuration.of(ghost),
      configure: (ghost: Ghost) => configuration.ask(ghost),
      locale: () => this.#locale,
      breathe: () => this.#rounds.breathe(),
      startReaders: this.parts.startReaders,
    };
    this.#workspace = new Workspace(host, (ghost) => this.#loaded(ghost));
    this.#abilities = abilitiesOf(params.capabilities, options);
    registerRequests(connection, this.#workspace, {
      parser,
      ready: (uri) => this.#readyFor(uri),
      ...this.#abilities,
    });
    this.#publisher.isSilent = options.diagnostics === "pull";
    this.#refresher = new Refresher(connection, params.capabilities, this.#publisher.isSilent);
    return {
      capabilities: this.#publisher.isSilent ? { ...CAPABILITIES, ...PULLED } : CAPABILITIES,
      serverInfo: { name: "pasta-language-tools", version: this.parts.version },
    };
  }

  #listenToDocuments(): void {
    const { connection } = this;
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      this.#enqueue(async (workspace) => {
        const place = await workspace.openDocument(uri, languageId, version, text);
        if (place !== null) this.#rounds.show(place);
      });
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      this.#enqueue((workspace) => {
        const place = workspace.changeDocument(uri, version ?? 0, contentChanges ?? []);
        if (place !== null) this.#rounds.show(place);
      });
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      this.#enqueue(async (workspace) => {
        const ghost = (await workspace.closeDocument(uri))?.ghost;
        if (ghost === undefined) return;
        if (ghost.isLone) this.#publisher.retract(uri);
        // Of a ghost from elsewhere nobody wants to hear when its last document is closed.
        else if (!workspace.isWanted(ghost))
          for (const path of ghost.checker.paths()) this.#publisher.retract(ghost.uri(path));
        this.#rounds.schedule();
      });
    });
    connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
      this.#enqueue((workspace) => {
        workspace.locate(uri)?.ghost.project.settle();
        this.#rounds.schedule();
      });
    });
    connection.onDidChangeWatchedFiles(({ changes }) => this.#refresh(changes.map(({ uri }) => uri)));
  }

  /** Reads files again that changed on disk. */
  #refresh(uris: readonly string[]): void {
    this.#enqueue(async (workspace) => {
      const { gone, places } = await workspace.refresh(uris);
      for (const uri of gone) this.#publisher.retract(uri);
      for (const place of places) this.#rounds.show(place);
      this.#rounds.schedule();
    });
  }

  #enqueue(step: (workspace: Workspace) => void | Promise<void>): void {
    this.#queue.run(() => (this.#workspace === null ? undefined : step(this.#workspace)));
  }

  /** Settles when a request about a document can be answered from its whole ghost; null where it can be at once. */
  #readyFor(uri: string): Promise<unknown> | null {
    const whenRead = () => this.#workspace?.whenReady(uri) ?? null;
    return this.#queue.isEmpty ? whenRead() : this.#queue.settled().then(whenRead);
  }

  #loaded(ghost: Ghost): void {
    const { documents, lua, strategy } = ghost.project.snapshot;
    this.connection.console.info(`${ghost.root}: ${documents.size} dictionaries, ${lua.size} scripts, ${strategy}`);
    this.#rounds.owe(ghost);
  }

  #sendStatus(read: readonly Ghost[]): void {
    void this.connection.sendNotification(protocol.status, statusOf(read, this.#publisher));
    this.#refresher?.refreshIfNew(read.map(({ project }) => project.snapshot.tables));
  }

  async #begin(): Promise<void> {
    await this.#ready;
    const { connection } = this;
    const [params, workspace] = [this.#params, this.#workspace];
    if (params === null || workspace === null) return;
    await watchFiles(connection, params);
    const parts: FolderParts = {
      workspace,
      locale: () => this.#locale,
      onGone: (uris) => {
        for (const uri of uris) this.#publisher.retract(uri);
      },
      onChange: () => this.#rounds.schedule(),
    };
    followFolders(connection, params, parts);
    await this.#configure();
    await addFolders(connection, params, parts);
  }

  /** Takes the client's settings over; whatever they change is looked at again. */
  async #configure(pushed: { readonly pasta?: unknown } | null = null): Promise<void> {
    await this.#apply((await this.#configuration?.refresh(pushed)) ?? []);
  }

  /** Looks again at ghosts whose settings are others now. */
  async #apply(changed: readonly Ghost[]): Promise<void> {
    for (const ghost of changed) if (ghost.isLoaded) await ghost.applySettings();
    if (changed.length === 0) return;
    this.#refresher?.refresh();
    this.#rounds.schedule();
  }
}
