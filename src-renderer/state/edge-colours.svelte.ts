import type { Door } from '../../src-shared/contract/editor/door.ts';
import { cleansEdge } from '../../src-shared/edit/cleans-edge.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';
import { jobName } from './job-name.ts';
import { sameMarks } from './matte-requests.ts';
import { loadBitmap } from './pictures.ts';

/** How long the edit must stand still, in milliseconds: a next stroke must not wait for the last one's colours. */
const STILL = 150;

/** The colours that mix in the edge of one photo's subject, which the view cleans it by. They follow the matte. */
export class EdgeColours {
  bitmap = $state.raw<ImageBitmap>();
  readonly #door: Door;
  readonly #photo: string;
  #known: Edit | undefined;
  #wanted: Edit | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #job: string | undefined;

  constructor(door: Door, photo: string) {
    this.#door = door;
    this.#photo = photo;
  }

  /** Soon fetches the colours for an edit whose matte is there, if it needs others than are known. */
  want(edit: Edit): void {
    if (!cleansEdge(edit) || sameColours(this.#wanted ?? this.#known, edit)) return;
    this.#giveUp();
    this.#wanted = edit;
    this.#timer = setTimeout(() => void this.#fetch(edit), STILL);
  }

  /** Lets the pixels go. */
  release(): void {
    this.#giveUp();
    this.#known = undefined;
    this.bitmap?.close();
    this.bitmap = undefined;
  }

  #giveUp(): void {
    clearTimeout(this.#timer);
    this.#wanted = undefined;
    if (this.#job !== undefined) void this.#door.call('job.cancel', { job: this.#job });
    this.#job = undefined;
  }

  async #fetch(edit: Edit): Promise<void> {
    const job = jobName('colours');
    this.#job = job;
    const { style, subject, strokes, regions, edge, feather } = edit;
    const asked = { style, subject, strokes: [...strokes], regions: [...regions], edge, feather };
    const answer = await this.#door.call('photo.colours', {
      photo: this.#photo,
      job,
      engine: 'auto',
      ...asked,
    });
    // Without an answer the edge shows the photo's own colours, until the next change asks again.
    const bitmap = answer.ok
      ? await loadBitmap(this.#door.pictureUrl(answer.value.address)).catch(() => undefined)
      : undefined;
    if (this.#job === job) this.#take(edit, bitmap);
    else bitmap?.close();
  }

  #take(edit: Edit, bitmap: ImageBitmap | undefined): void {
    this.#job = undefined;
    this.#wanted = undefined;
    if (!bitmap) return;
    const before = this.bitmap;
    this.#known = edit;
    this.bitmap = bitmap;
    // Once the view has taken the new one.
    if (before) setTimeout(() => before.close());
  }
}

const sameColours = (a: Edit | undefined, b: Edit): boolean =>
  a !== undefined &&
  sameMarks(a, b) &&
  a.edge.shift === b.edge.shift &&
  a.edge.contrast === b.edge.contrast &&
  a.feather.width === b.feather.width &&
  a.feather.height === b.feather.height;
