/**
 * All ghosts that the client's folders and open documents touch. Each stands for itself; a dictionary that belongs to
 * none is a ghost of one file.
 */
import { basename, dirname, join } from "node:path";
import type { TextDocumentContentChangeEvent } from "vscode-languageserver-textdocument";
import { isSourceFolder } from "#core/project/index.ts";
import type { FeatureContext } from "#server/features/context.ts";
import { diskFolder, enclosingGhostRoot, exists, findGhostRoots, isFolder } from "./disk.ts";
import { Ghost, type GhostHost } from "./ghost.ts";
import type { LoadReport } from "./intake.ts";
import { absolutePath, decoded, normalUri, pathOfUri, relativePath, uriOfPath } from "./uris.ts";

/** A document's place: its ghost and its path there. */
export interface Located {
  readonly ghost: Ghost;
  readonly path: string;
}

/** An open document's place, with what is needed to find it another one. */
interface OpenPlace extends Located {
  readonly languageId: string;
}

/** What a change on disk led to besides new findings. */
export interface Moved {
  /** Files that no ghost speaks for any more. */
  readonly gone: readonly string[];
  /** Open documents that belong elsewhere now. */
  readonly places: readonly Located[];
}

export class Workspace {
  readonly #ghosts = new Map<string, Ghost>();
  /** The client's folders. */
  readonly #folders = new Set<string>();
  /** Roots below the root of another ghost; mostly there is none. */
  #nested: readonly string[] = [];
  /** Where each open document was put, by normal URI. */
  readonly #open = new Map<string, OpenPlace>();
  readonly #loads = new Map<Ghost, Promise<void>>();
  /** What changed on the disk while a ghost is being read. */
  readonly #stale = new Map<Ghost, Set<string>>();

  constructor(
    private readonly host: GhostHost,
    /** Called when a ghost has been read, or read again. */
    private readonly onLoaded: (ghost: Ghost) => void,
  ) {}

  get ghosts(): Iterable<Ghost> {
    return this.#ghosts.values();
  }

  /** Finds and reads the ghosts of a folder. */
  async addFolder(path: string, isCancelled: () => boolean, report?: LoadReport): Promise<void> {
    this.#folders.add(path);
    for (const root of await findGhostRoots(path)) {
      if (isCancelled()) return;
      await this.#load(this.#ghostAt(root), isCancelled, report);
    }
  }

  /** Forgets the ghosts of a folder that have no open documents; returns the URIs of their files. */
  removeFolder(path: string): string[] {
    this.#folders.delete(path);
    const gone: string[] = [];
    for (const [root, ghost] of this.#ghosts) {
      if (ghost.isLone || (root !== path && relativePath(path, root) === null) || ghost.open.size > 0) continue;
      gone.push(...[...ghost.project.snapshot.documents.keys(), "pasta.toml"].map((file) => ghost.uri(file)));
      this.#ghosts.delete(root);
    }
    this.#findNested();
    return gone;
  }

  #ghostAt(root: string): Ghost {
    const known = this.#ghosts.get(root);
    if (known !== undefined) return known;
    const marker = join(root, "profile", "pasta", "cache", "lua", ".cache_version");
    const uriOf = (path: string) => uriOfPath(absolutePath(root, path));
    const ghost = new Ghost(root, diskFolder(root), this.host, uriOf, () => exists(marker));
    this.#ghosts.set(root, ghost);
    this.#findNested();
    return ghost;
  }

  #findNested(): void {
    const roots = [...this.#ghosts.values()].flatMap(({ isLone, root }) => (isLone ? [] : [root]));
    this.#nested = roots.filter((root) => roots.some((other) => relativePath(other, root) !== null));
  }

  /** Whether a ghost speaks for one of its files: the one whose folder is nearest to the file does, where ghosts nest. */
  owns(ghost: Ghost, path: string): boolean {
    for (const root of this.#nested) {
      const below = relativePath(ghost.root, root);
      if (below !== null && path.startsWith(`${below}/`)) return false;
    }
    return true;
  }

  /** Whether anybody wants to hear of a ghost: it touches a folder of the client, or a document of it is open. */
  isWanted({ isLone, root, open }: Ghost): boolean {
    if (isLone || open.size > 0) return true;
    for (const folder of this.#folders) {
      if (folder === root || relativePath(folder, root) !== null || relativePath(root, folder) !== null) return true;
    }
    return false;
  }

  #load(ghost: Ghost, isCancelled: () => boolean = () => false, report?: LoadReport): Promise<void> {
    const running = this.#loads.get(ghost);
    if (running !== undefined) return running;
    if (ghost.isLoaded) return Promise.resolve();
    const configured = this.host.configure(ghost);
    const load = (configured?.then(() => ghost.load(isCancelled, report)) ?? ghost.load(isCancelled, report))
      .then(() => this.#catchUp(ghost))
      .then(() => this.onLoaded(ghost))
      .finally(() => this.#loads.delete(ghost));
    this.#loads.set(ghost, load);
    return load;
  }

  /** Reads again what changed on the disk while a ghost was being read. */
  async #catchUp(ghost: Ghost): Promise<void> {
    for (let paths = this.#stale.get(ghost); paths !== undefined; paths = this.#stale.get(ghost)) {
      this.#stale.delete(ghost);
      for (const path of paths) await this.#reread(ghost, path);
    }
  }

  #reread(ghost: Ghost, path: string): Promise<void> {
    return path.endsWith(".cache_version") ? ghost.applySettings() : ghost.refresh(path);
  }

  /**
   * Takes an open document over. Resolves as soon as it has a place; its ghost may still be read. Null for what is no
   * dictionary and belongs to no ghost.
   */
  async openDocument(uri: string, languageId: string, version: number, text: string): Promise<Located | null> {
    const known = this.#open.get(normalUri(uri));
    const place = known ?? (await this.#placeOf(uri, languageId));
    if (place === null) return null;
    return this.#put(place, uri, languageId, version, text);
  }

  #put({ ghost, path }: Located, uri: string, languageId: string, version: number, text: string): Located {
    ghost.openFile(path, uri, version, text);
    const place = { ghost, path, languageId };
    this.#open.set(normalUri(uri), place);
    void this.#load(ghost);
    return place;
  }

  async #placeOf(uri: string, languageId: string): Promise<Located | null> {
    const path = pathOfUri(uri);
    const root = path === null ? null : (this.#knownRoot(path) ?? (await enclosingGhostRoot(path)));
    const relative = root === null || path === null ? null : relativePath(root, path);
    if (root !== null && relative !== null) {
      const ghost = this.#ghostAt(root);
      if (!ghost.isPrepared) await ghost.prepare();
      if (ghost.claims(relative)) return { ghost, path: relative };
    }
    return languageId === "pasta" || uri.endsWith(".pasta") ? this.#lone(uri) : null;
  }

  #knownRoot(path: string): string | null {
    let best: string | null = null;
    for (const [root, ghost] of this.#ghosts) {
      if (ghost.isLone || relativePath(root, path) === null) continue;
      if (best === null || root.length > best.length) best = root;
    }
    return best;
  }

  #lone(uri: string): Located {
    const key = normalUri(uri);
    const path = `${basename(pathOfUri(uri) ?? decoded(uri))}`.replace(/(?:\.pasta)?$/, ".pasta");
    const ghost =
      this.#ghosts.get(key) ??
      new Ghost(
        key,
        null,
        this.host,
        () => uri,
        () => Promise.resolve(false),
      );
    this.#ghosts.set(key, ghost);
    return { ghost, path };
  }

  /** Settles when the ghost of a document has been read; null where nothing is to wait for. */
  whenReady(uri: string): Promise<void> | null {
    const ghost = this.locate(uri)?.ghost;
    return ghost === undefined || ghost.isLoaded ? null : (this.#loads.get(ghost) ?? null);
  }

  /** Applies a client's changes, one after the other. Null for documents that are not open. */
  changeDocument(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): Located | null {
    const place = this.#open.get(normalUri(uri));
    const file = place?.ghost.open.get(place.path);
    if (place === undefined || file === undefined) return null;
    for (const change of changes) {
      if (typeof change?.text !== "string") continue;
      file.text.change("range" in change && change.range !== undefined ? change.range : null, change.text);
    }
    file.text.version = version;
    file.syntax?.read();
    place.ghost.show(place.path);
    return place;
  }

  /** Gives a document back to the disk; null where it was not open. */
  async closeDocument(uri: string): Promise<Located | null> {
    const key = normalUri(uri);
    const place = this.#open.get(key);
    if (place === undefined) return null;
    this.#open.delete(key);
    await place.ghost.closeFile(place.path);
    if (place.ghost.isLone) this.#ghosts.delete(place.ghost.root);
    return place;
  }

  /** Takes over changes on disk: files, and folders that came or went with all that is in them. */
  async refresh(uris: readonly string[]): Promise<Moved> {
    const gone: string[] = [];
    const places: Located[] = [];
    const anew = new Set<Ghost>();
    for (const path of new Set(uris.flatMap((uri) => pathOfUri(uri) ?? []))) {
      for (const root of await this.#lostRoots(path)) {
        gone.push(...this.#drop(root));
        places.push(...(await this.rehome(root)));
      }
      const isConfig = basename(path) === "pasta.toml";
      const root = isConfig && (await exists(path)) ? dirname(path) : this.#knownRoot(path);
      const ghost = root === null ? null : this.#ghostAt(root);
      if (ghost !== null && (await this.#isFolder(ghost, path))) anew.add(ghost);
      else await this.#refreshFile(path, root);
      if (isConfig) places.push(...(await this.rehome(dirname(path))));
    }
    for (const ghost of anew) await ghost.load();
    return { gone, places };
  }

  /** The ghosts at or below a path whose `pasta.toml` is no more. */
  async #lostRoots(path: string): Promise<string[]> {
    const lost: string[] = [];
    for (const { root, isLone } of this.#ghosts.values()) {
      const config = join(root, "pasta.toml");
      const isBelow = !isLone && (config === path || root === path || relativePath(path, root) !== null);
      if (isBelow && !(await exists(config))) lost.push(root);
    }
    return lost;
  }

  /** Whether a path is a folder that files of a ghost lie in, or may have come to lie in. */
  async #isFolder(ghost: Ghost, path: string): Promise<boolean> {
    const relative = relativePath(ghost.root, path);
    if (!ghost.isLoaded || relative === null || ghost.kindOf(relative) !== null) return false;
    return ghost.holds(relative) || (isSourceFolder(relative) && (await isFolder(path)));
  }

  async #refreshFile(path: string, root: string | null): Promise<void> {
    const relative = root === null ? null : relativePath(root, path);
    if (root === null || relative === null) return;
    const ghost = this.#ghostAt(root);
    // Nobody waits for a reading here: what is typed meanwhile has its turn.
    if (this.#loads.has(ghost)) this.#stale.set(ghost, (this.#stale.get(ghost) ?? new Set()).add(relative));
    else if (ghost.isLoaded) await this.#reread(ghost, relative);
    else void this.#load(ghost);
  }

  /** Forgets the ghost of a folder whose `pasta.toml` is gone; returns the URIs of its files. */
  #drop(root: string): string[] {
    const ghost = this.#ghosts.get(root);
    if (ghost === undefined || ghost.isLone || ghost.open.has("pasta.toml")) return [];
    this.#ghosts.delete(root);
    this.#findNested();
    return [...ghost.project.snapshot.documents.keys(), "pasta.toml"].map((file) => ghost.uri(file));
  }

  /** Puts the open documents below a folder where they belong now that a `pasta.toml` has come, gone or changed. */
  async rehome(folder: string): Promise<Located[]> {
    const moved: Located[] = [];
    for (const [key, place] of [...this.#open]) {
      const path = pathOfUri(key);
      const file = place.ghost.open.get(place.path);
      if (path === null || file === undefined || relativePath(folder, path) === null) continue;
      const { uri, text } = file;
      const next = await this.#placeOf(uri, place.languageId);
      if (next?.ghost === place.ghost && next.path === place.path) continue;
      const content = text.getText();
      await this.closeDocument(uri);
      if (next !== null) moved.push(this.#put(next, uri, place.languageId, text.version, content));
    }
    return moved;
  }

  /** Where a document belongs: open ones where they were put, others by their path. */
  locate(uri: string): Located | null {
    const open = this.#open.get(normalUri(uri));
    if (open !== undefined) return open;
    const path = pathOfUri(uri);
    const root = path === null ? null : this.#knownRoot(path);
    const ghost = root === null ? undefined : this.#ghosts.get(root);
    const relative = root === null || path === null ? null : relativePath(root, path);
    return ghost === undefined || relative === null || ghost.kindOf(relative) === null
      ? null
      : { ghost, path: relative };
  }

  context(uri: string): FeatureContext | null {
    const place = this.locate(uri);
    return place === null ? null : place.ghost.fileContext(place.path);
  }
}
