import type { Door } from '../../src-shared/contract/editor/door.ts';
import type { Source } from '../../src-shared/contract/editor/channel.ts';
import type { MadeMatte, OpenedPhoto } from '../../src-shared/contract/editor/photo.ts';
import type { Failure } from '../../src-shared/contract/errors.ts';
import { type Result, done, failed } from '../../src-shared/contract/result.ts';
import type { Background, Edit } from '../../src-shared/edit/schema.ts';
import { defaultEdit } from '../../src-shared/edit/schema.ts';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import { Autosave } from './autosave.ts';
import { type BackgroundChoice, choiceOf } from './background-kinds.ts';
import { failureOf } from './failure-text.ts';
import * as histories from './history.ts';
import { MatteRequests } from './matte-requests.ts';
import { loadBitmap } from './pictures.ts';
import type { TextKey } from './text.svelte.ts';

type Loaded = { readonly made: MadeMatte; readonly bitmap: ImageBitmap };
export type Finding = 'waiting' | 'finding' | 'refining' | 'found' | 'empty' | 'failed' | 'stopped';

export interface SessionNews {
  found(session: PhotoSession): void;
  failed(session: PhotoSession, failure: Failure): void;
}

/** One open photo: its edit with history, its matte, and what is loaded of it. */
export class PhotoSession {
  readonly opened: OpenedPhoto;
  readonly source: Source;
  history = $state.raw(histories.begin<Edit>('step.open', defaultEdit()));
  /** The edit while a slider is being dragged: not a step yet. */
  #draft = $state.raw<Edit>();
  finding = $state<Finding>('waiting');
  /** 0…1 of what the main side is doing for the matte. */
  progress = $state(0);
  made = $state.raw<MadeMatte>();
  matte = $state.raw<ImageBitmap>();
  photo = $state.raw<ImageBitmap>();
  /** The edit from last time, until the person has said what becomes of it. */
  recovered = $state.raw<Edit>();
  /** "Picture" was chosen, and no picture yet. */
  wantsPicture = $state(false);
  /** The stroke under the pointer: a matte that arrives now must not wipe it away. */
  stroke: Stroke | undefined;
  readonly remembered = new Map<BackgroundChoice, Background>();
  readonly #door: Door;
  readonly #news: SessionNews;
  readonly #keep: Autosave<Edit>;
  readonly #mattes: MatteRequests<Loaded>;
  #askedFor: Edit | undefined;
  #job: string | undefined;

  constructor(door: Door, opened: OpenedPhoto, source: Source, news: SessionNews) {
    this.#door = door;
    this.opened = opened;
    this.source = source;
    this.recovered = opened.recovered;
    this.#news = news;
    this.#keep = new Autosave(edit => void door.call('edit.keep', { photo: opened.photo, edit }));
    this.#mattes = new MatteRequests<Loaded>({
      ask: ({ strokes, regions }, job) => this.#ask([...strokes], [...regions], job),
      cancel: job => void door.call('job.cancel', { job }),
      started: job => this.#started(job),
      made: loaded => this.#made(loaded),
      failed: failure => this.#failed(failure),
    });
  }

  get edit(): Edit {
    return this.#draft ?? histories.current(this.history);
  }

  /** The edit without what a drag has not finished. */
  get settled(): Edit {
    return histories.current(this.history);
  }

  get busy(): boolean {
    return this.finding === 'finding' || this.finding === 'refining';
  }

  /** Shows an edit that is not a step yet. */
  preview(edit: Edit): void {
    this.#draft = edit;
  }

  /**
   * Makes the edit a step.
   * @param merge steps of the same mark within a second are one
   */
  commit(name: TextKey, edit: Edit, merge?: string): void {
    this.#draft = undefined;
    if (edit === this.settled || JSON.stringify(edit) === JSON.stringify(this.settled)) return;
    this.#show(histories.record(this.history, { name, value: edit, merge, at: Date.now() }));
  }

  undo(): void {
    this.jump(this.history.index - 1);
  }

  redo(): void {
    this.jump(this.history.index + 1);
  }

  /** Goes to a step of the list. */
  jump(index: number): void {
    this.#draft = undefined;
    this.#show(histories.jump(this.history, index));
  }

  /** Loads the photo's picture and, if it has none, its matte. */
  async load(): Promise<void> {
    this.photo ??= await loadBitmap(this.#door.pictureUrl(this.opened.proxy.address));
    if (!this.made && !this.busy) this.findAgain();
    else if (this.made && !this.matte)
      this.matte = await loadBitmap(this.#door.pictureUrl(this.made.matte.address));
  }

  /** Lets the pixels go while another photo is shown. */
  release(): void {
    this.photo?.close();
    this.matte?.close();
    this.photo = undefined;
    this.matte = undefined;
  }

  findAgain(): void {
    this.#askedFor = undefined;
    this.#askIfMarked();
  }

  stopFinding(): void {
    this.#mattes.cancel();
  }

  /** Takes the progress of a job, if it is this photo's. */
  heard(job: string, share: number): void {
    if (job === this.#job) this.progress = share;
  }

  /** Saves now what a second's wait would have saved. */
  flush(): void {
    this.#keep.flush();
  }

  close(): void {
    this.#mattes.cancel();
    this.#keep.flush();
    this.release();
    void this.#door.call('photo.close', { photo: this.opened.photo });
  }

  #show(history: histories.History<Edit>): void {
    if (history.index === this.history.index && history.steps === this.history.steps) return;
    this.history = history;
    const { background } = this.settled;
    this.remembered.set(choiceOf(background), background);
    this.wantsPicture = false;
    this.#keep.touch(this.settled);
    this.#askIfMarked();
  }

  #askIfMarked(): void {
    const { strokes, regions } = this.settled;
    if (this.#askedFor?.strokes === strokes && this.#askedFor.regions === regions) return;
    this.#askedFor = this.settled;
    this.#mattes.ask({ strokes, regions });
  }

  async #ask(strokes: Edit['strokes'], regions: Edit['regions'], job: string): Promise<Result<Loaded>> {
    const { photo } = this.opened;
    const answer = await this.#door.call('photo.matte', { photo, job, engine: 'auto', strokes, regions });
    if (!answer.ok) return answer;
    try {
      const bitmap = await loadBitmap(this.#door.pictureUrl(answer.value.matte.address));
      return done({ made: answer.value, bitmap });
    } catch (error) {
      return failed(failureOf(error));
    }
  }

  #started(job: string): void {
    this.#job = job;
    this.progress = 0;
    this.finding = this.made ? 'refining' : 'finding';
  }

  #made({ made, bitmap }: Loaded): void {
    const first = !this.made;
    this.made = made;
    this.matte = bitmap;
    this.finding = made.empty ? 'empty' : 'found';
    if (first) this.#news.found(this);
  }

  #failed(failure: Failure): void {
    this.finding = failure.code === 'cancelled' ? (this.made ? 'found' : 'stopped') : 'failed';
    this.#askedFor = undefined;
    this.#news.failed(this, failure);
  }
}
