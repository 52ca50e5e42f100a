/** Runs `save` with the newest value, at most `wait` milliseconds after the first change it has not saved. */
export class Autosave<T> {
  readonly #save: (value: T) => void;
  readonly #wait: number;
  #waiting: { value: T; timer: ReturnType<typeof setTimeout> } | undefined;

  constructor(save: (value: T) => void, wait = 800) {
    this.#save = save;
    this.#wait = wait;
  }

  /** Takes a new value to be saved. */
  touch(value: T): void {
    if (this.#waiting) this.#waiting.value = value;
    else this.#waiting = { value, timer: setTimeout(() => this.flush(), this.#wait) };
  }

  /** Saves now what is waiting. */
  flush(): void {
    const waiting = this.#waiting;
    this.drop();
    if (waiting) this.#save(waiting.value);
  }

  /** Forgets what is waiting. */
  drop(): void {
    clearTimeout(this.#waiting?.timer);
    this.#waiting = undefined;
  }
}
