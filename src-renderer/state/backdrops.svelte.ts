import type { Source } from '../../src-shared/contract/editor/channel.ts';
import type { OpenedBackdrop } from '../../src-shared/contract/editor/backdrop.ts';
import type { Door } from '../../src-shared/contract/editor/door.ts';
import { fromFailure } from '../../src-shared/contract/errors.ts';
import { asFailure } from './failure-text.ts';
import { loadBitmap } from './pictures.ts';
import type { Failure } from '../../src-shared/contract/errors.ts';

export interface Backdrop {
  readonly opened: OpenedBackdrop;
  readonly bitmap: ImageBitmap;
}

/** The backdrop pictures of this window, by the path that an edit names them by. */
export class Backdrops {
  #loaded = $state.raw<ReadonlyMap<string, Backdrop>>(new Map());
  readonly #asked = new Set<string>();
  readonly #door: Door;

  constructor(door: Door) {
    this.#door = door;
  }

  of(path: string): Backdrop | undefined {
    return this.#loaded.get(path);
  }

  get all(): readonly Backdrop[] {
    return [...this.#loaded.values()];
  }

  /** @throws PortraitError what the main side says of the file */
  async open(source: Source): Promise<Backdrop> {
    const answer = await this.#door.call('backdrop.open', { source });
    if (!answer.ok) throw fromFailure(answer);
    const bitmap = await loadBitmap(this.#door.pictureUrl(answer.value.picture.address));
    const backdrop = { opened: answer.value, bitmap };
    this.#loaded = new Map(this.#loaded).set(answer.value.path, backdrop);
    return backdrop;
  }

  /**
   * Loads the picture that an edit from last time names.
   * @returns why not, when it cannot be had
   */
  async want(path: string): Promise<Failure | undefined> {
    if (this.#loaded.has(path) || this.#asked.has(path)) return undefined;
    this.#asked.add(path);
    try {
      const backdrop = await this.open({ kind: 'path', path });
      if (backdrop.opened.path !== path) this.#loaded = new Map(this.#loaded).set(path, backdrop);
      return undefined;
    } catch (error) {
      this.#asked.delete(path);
      return asFailure(error);
    }
  }
}
