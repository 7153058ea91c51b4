/** All runs: one for each ghost that has been played, and which of them is in front. */
import * as vscode from "vscode";
import type { Server } from "../server.ts";
import { readLook } from "./look.ts";
import type { ToPage } from "./messages.ts";
import { type GhostPlace, holds, placeOf } from "./place.ts";
import type { Presets } from "./presets.ts";
import { type KeptRun, Run } from "./run.ts";
import type { RunTarget } from "./take.ts";

/** What a page of a ghost must hear. */
export interface RunMessage {
  readonly run: Run;
  readonly message: ToPage;
}

/** A line that is spoken; null when speech has come to rest. */
export interface SpokenLine {
  readonly run: Run;
  readonly at: { readonly uri: string; readonly line: number } | null;
}

export class Runs implements vscode.Disposable {
  readonly #server: Server;
  readonly #presets: Presets;
  readonly #runs = new Map<string, { readonly run: Run; readonly listeners: vscode.Disposable }>();
  #current: Run | null = null;
  readonly #messages = new vscode.EventEmitter<RunMessage>();
  /** Fires with what a page that shows this run must hear. */
  readonly onMessage = this.#messages.event;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when there is one more run, or another one is in front. */
  readonly onChange = this.#changed.event;
  readonly #states = new vscode.EventEmitter<Run>();
  /** Fires when a run begins to play or comes to rest. */
  readonly onState = this.#states.event;
  readonly #spoken = new vscode.EventEmitter<SpokenLine>();
  /** Fires with the place of each line as it is spoken. */
  readonly onSpoken = this.#spoken.event;

  constructor(server: Server, presets: Presets) {
    this.#server = server;
    this.#presets = presets;
  }

  /** The run in front; null before the first. */
  get current(): Run | null {
    return this.#current;
  }

  /** All of them, in the order in which their ghosts were first played. */
  get all(): readonly Run[] {
    return [...this.#runs.values()].map(({ run }) => run);
  }

  of(root: string): Run | null {
    return this.#runs.get(root)?.run ?? null;
  }

  /** The run of the ghost that holds a document; null where that ghost has not been played. */
  holding(document: vscode.Uri): Run | null {
    // Ghosts may lie inside one another: the longest root is the nearest.
    const all = this.all.filter(({ place }) => holds(place, document));
    return all.sort((a, b) => b.place.root.length - a.place.root.length)[0] ?? null;
  }

  /** Puts a run in front. */
  show(run: Run): void {
    if (this.#current === run) return;
    this.#current = run;
    this.#changed.fire();
    this.#tellContext();
  }

  /** The run of the ghost that a scene is of, in front, and what the scene wants; null where that run says why not. */
  async at(target: RunTarget): Promise<{ readonly run: Run; readonly args: number; readonly scene: string } | null> {
    const found = await placeOf(this.#server, target);
    if ("problem" in found) {
      const run = this.#current ?? this.add({ root: target.uri, isFolder: false, name: "", spots: [] });
      run.fail(target, found.problem);
      return null;
    }
    const run = this.add(found.place);
    this.show(run);
    return { run, args: found.args, scene: found.scene };
  }

  /** The run of the ghost at `root`, which may not have been played yet; null where there is no such ghost any more. */
  async open(root: string): Promise<Run | null> {
    const found = await placeOf(this.#server, { uri: `${root}/pasta.toml`, scene: "" });
    return "problem" in found ? null : this.add(found.place);
  }

  /** Brings back a run of an earlier window. */
  restore(kept: KeptRun): Run {
    const run = this.add(kept.place);
    run.restore(kept);
    this.#current ??= run;
    return run;
  }

  /** A line of a run is spoken now; null when speech has come to rest. */
  speak(run: Run, at: { readonly uri: string; readonly line: number } | null): void {
    this.#spoken.fire({ run, at });
  }

  dispose(): void {
    for (const { run, listeners } of this.#runs.values()) {
      listeners.dispose();
      run.dispose();
    }
    for (const emitter of [this.#messages, this.#changed, this.#states, this.#spoken]) emitter.dispose();
  }

  /** The run of a ghost: a new one where it has none yet. */
  add(place: GhostPlace): Run {
    const known = this.#runs.get(place.root);
    if (known !== undefined) {
      known.run.place = place;
      return known.run;
    }
    const run: Run = new Run(this.#server, place, (choice) => this.#presets.read(run.place, choice));
    const listeners = vscode.Disposable.from(
      run.onMessage((message) => this.#messages.fire({ run, message })),
      run.onState(() => {
        this.#states.fire(run);
        this.#tellContext();
      }),
      run.onPlayed((event) => {
        // Speech that takes its time is told by the page, as it appears.
        if (readLook().speed !== "instant") return;
        if (event.kind === "talk" && event.source !== null) this.speak(run, event.source);
        else if (event.kind === "end") this.speak(run, null);
      }),
    );
    this.#runs.set(place.root, { run, listeners });
    this.#current ??= run;
    this.#changed.fire();
    return run;
  }

  /** What menus and keys go by. */
  #tellContext(): void {
    const state = this.#current?.state ?? "idle";
    const running = state === "playing" || state === "choice" || state === "continue";
    void vscode.commands.executeCommand("setContext", "pasta.running", running);
  }
}
