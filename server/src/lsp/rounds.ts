/**
 * When findings are sent: those of an edited document at once, those of all others that it touches in a round behind
 * the messages that wait, in slices between which messages get their turn.
 */
import { globalOffers } from "#server/features/completion-offers.ts";
import { entriesOf } from "#server/features/workspace-symbol.ts";
import type { DocumentQueue } from "./document-queue.ts";
import type { Ghost } from "./ghost.ts";
import type { Publisher } from "./publisher.ts";
import type { Located } from "./workspace.ts";

/** How long a document rests before its text is read anew where errors may have left traces, in milliseconds. */
const REST = 400;

/** How long the status waits for further rounds, in milliseconds. */
const STATUS_DELAY = 60;

/** A piece of work after which waiting messages get their turn, in milliseconds. */
const SLICE = 12;

export interface RoundParts {
  readonly publisher: Publisher;
  readonly queue: DocumentQueue;
  readonly ghosts: () => Iterable<Ghost>;
  /** Puts open documents where the ghost's patterns now say that they belong; those that moved. */
  readonly rehome: (ghost: Ghost) => Promise<readonly Located[]>;
  /** Whether the client wants to hear of a ghost. */
  readonly isWanted: (ghost: Ghost) => boolean;
  /** Whether a ghost speaks for a file that may be another one's too. */
  readonly owns: (ghost: Ghost, path: string) => boolean;
  /** Tells the client how the ghosts are that have been read. */
  readonly sendStatus: (read: readonly Ghost[]) => void;
  /** Told when findings of an open document have been sent. */
  readonly onShown: () => void;
  readonly onFailure: (error: unknown) => void;
}

export class Rounds {
  #scheduled = false;
  /** Opened or edited files whose findings are owed to the client with their new version. */
  readonly #owed = new Set<Located>();
  /** Edited files whose findings were sent at once, with the version of the ghost that they were made of. */
  readonly #told = new Map<Located, number>();
  /** Ghosts of which the client was told nothing while it had none of their documents. */
  readonly #unheard = new Set<Ghost>();
  /** Edited files that are read anew when nothing has been typed for a while. */
  readonly #resting = new Set<Located>();
  #lastEdit = 0;
  #rest: ReturnType<typeof setTimeout> | null = null;
  #status: ReturnType<typeof setTimeout> | null = null;
  #lastBreath = 0;
  /** Ghosts of which the names were made ready. */
  readonly #warm = new WeakSet<Ghost>();

  constructor(private readonly parts: RoundParts) {}

  /** Answers an opened or changed document with its findings: at once, unless other documents wait to be handled. */
  show(place: Located): void {
    if (!this.parts.queue.isEmpty) this.#owed.add(place);
    else {
      this.parts.publisher.publish(place.ghost, place.path, true);
      this.#told.set(place, place.ghost.project.snapshot.version);
    }
    this.schedule();
    this.#resting.add(place);
    this.#lastEdit = performance.now();
    // One timer for any number of keys: to set one takes longer than to look at the clock.
    this.#rest ??= setTimeout(() => this.#settleRested(), REST);
  }

  /** Owes the client the findings of all that is open in a ghost that has been read. */
  owe(ghost: Ghost): void {
    for (const path of ghost.open.keys()) this.#owed.add({ ghost, path });
    this.schedule();
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
      this.parts.queue.run(async () => {
        if (!(await ghost.takeConfig())) return;
        for (const moved of await this.parts.rehome(ghost)) this.show(moved);
        this.schedule();
      });
      return;
    }
    const before = ghost.project.snapshot.documents.get(path);
    if (ghost.open.get(path)?.syntax?.rest() === before) return;
    ghost.show(path);
    this.schedule();
  }

  /** Ends the edits that are waiting in the channel with one round of findings. */
  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#round().catch(this.parts.onFailure);
    });
  }

  async #round(): Promise<void> {
    const { publisher } = this.parts;
    const owed = [...this.#owed];
    const told = [...this.#told];
    this.#owed.clear();
    this.#told.clear();
    for (const { ghost, path } of owed) if (ghost.open.has(path)) publisher.publish(ghost, path, true);
    const fresh: Ghost[] = [];
    for (const ghost of this.parts.ghosts()) {
      if (!ghost.isLoaded) continue;
      const dirty = ghost.project.takeDirty();
      if (!this.parts.isWanted(ghost)) {
        this.#unheard.add(ghost);
        continue;
      }
      for (const path of this.#unheard.delete(ghost) ? ghost.checker.paths() : dirty) {
        if (!this.parts.owns(ghost, path)) continue;
        const isHere = (place: Located) => place.ghost === ghost && place.path === path;
        if (owed.some(isHere)) continue;
        const { version } = ghost.project.snapshot;
        if (told.some(([place, toldVersion]) => isHere(place) && toldVersion === version)) continue;
        for (const _ of publisher.ahead(ghost, path)) await this.breathe();
        publisher.publish(ghost, path);
        await this.breathe();
      }
      // A file alone has none; asked for its address, it would give its own.
      if (!ghost.isLone) publisher.publish(ghost, "pasta.toml");
      if (!this.#warm.has(ghost)) fresh.push(ghost);
      this.#warm.add(ghost);
    }
    if (owed.length > 0 || told.length > 0) this.parts.onShown();
    // What the status tells costs a look at the whole ghost, so it waits until the keys rest.
    if (fresh.length > 0) this.#sendStatus();
    else this.#status ??= setTimeout(() => this.#sendStatus(), STATUS_DELAY);
    for (const ghost of fresh) void this.#warmUp(ghost);
  }

  /** Makes ready what the first question about names would otherwise have to wait for. */
  async #warmUp(ghost: Ghost): Promise<void> {
    for (const file of ghost.project.snapshot.tables.files.keys()) {
      await this.breathe();
      entriesOf(ghost.context(), file);
    }
    for (const _ of globalOffers(ghost.project.snapshot.tables)) await this.breathe();
  }

  #sendStatus(): void {
    if (this.#status !== null) clearTimeout(this.#status);
    this.#status = null;
    // A ghost that is still being read has no problems yet, which must not look like having none.
    this.parts.sendStatus([...this.parts.ghosts()].filter((ghost) => ghost.isLoaded));
  }

  /** Lets waiting messages be handled, where a slice of work is over. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#lastBreath < SLICE) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#lastBreath = performance.now();
  }

  stop(): void {
    if (this.#rest !== null) clearTimeout(this.#rest);
    if (this.#status !== null) clearTimeout(this.#status);
  }
}
