/**
 * Runs `save` at the first change, so that whoever closes the window knows of it, and then with the newest value at
 * most `wait` milliseconds after a change that it has not saved.
 */
export class Autosave<T> {
  readonly #save: (value: T) => void;
  readonly #wait: number;
  #waiting: { readonly value: T } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(save: (value: T) => void, wait = 800) {
    this.#save = save;
    this.#wait = wait;
  }

  /** Takes a new value to be saved. */
  touch(value: T): void {
    this.#waiting = { value };
    if (this.#timer === undefined) this.flush();
  }

  /** Saves now what is waiting; if nothing is, the next change is saved at once. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!waiting) return;
    this.#timer = setTimeout(() => {
      this.flush();
    }, this.#wait);
    this.#save(waiting.value);
  }
}
