/** Documents are opened, changed and closed in their order, though opening waits for the disk. */

export class DocumentQueue {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(private readonly onFailure: (error: unknown) => void) {}

  get isEmpty(): boolean {
    return this.#waiting === 0;
  }

  /** Runs a step after those before it; at once where none is waiting. */
  run(step: () => void | Promise<void>): void {
    if (this.#waiting > 0) {
      this.#wait(step);
      return;
    }
    try {
      const result = step();
      if (result instanceof Promise) this.#wait(() => result);
    } catch (error) {
      this.onFailure(error);
    }
  }

  /** Settles when the steps that wait now have run. */
  settled(): Promise<void> {
    return this.#last;
  }

  #wait(step: () => void | Promise<void>): void {
    this.#waiting++;
    this.#last = this.#last
      .then(step)
      .catch(this.onFailure)
      .finally(() => {
        this.#waiting--;
      });
  }
}
