import type { Door } from '../../src-shared/contract/editor/door.ts';
import type { Failure } from '../../src-shared/contract/errors.ts';
import type { Noise } from '../../src-shared/imaging/scene/noise.ts';

/** What a photo's grain is like. To see that takes its pixels at full size, so it is asked when an edit first needs it. */
export class PhotoNoise {
  /** Undefined until it is known. */
  value = $state.raw<Noise>();
  #asked = false;
  readonly #door: Door;
  readonly #photo: string;

  constructor(door: Door, photo: string) {
    this.#door = door;
    this.#photo = photo;
  }

  /** @returns why not, when it cannot be had; then it may be asked again */
  async want(): Promise<Failure | undefined> {
    if (this.#asked) return undefined;
    this.#asked = true;
    const answer = await this.#door.call('photo.noise', { photo: this.#photo });
    if (answer.ok) this.value = answer.value;
    else this.#asked = false;
    return answer.ok ? undefined : answer;
  }
}
