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
import { EdgeColours } from './edge-colours.svelte.ts';
import { failureOf } from './failure-text.ts';
import * as histories from './history.ts';
import { type Marks, MatteRequests, sameMarks } from './matte-requests.ts';
import { PhotoNoise } from './photo-noise.svelte.ts';
import { loadBitmap } from './pictures.ts';
import { sameSubject } from './subjects.ts';
import type { TextKey } from './text.svelte.ts';

type Loaded = { readonly made: MadeMatte; readonly bitmap: ImageBitmap };
export type Finding = 'waiting' | 'finding' | 'refining' | 'found' | 'empty' | 'failed' | 'stopped';

export interface SessionNews {
  found(session: PhotoSession): void;
  failed(session: PhotoSession, failure: Failure): void;
  /** The edit could not be kept: a crash would lose it. */
  notKept(session: PhotoSession, failure: Failure): void;
}

/** One open photo: its edit with history, its matte, and what is loaded of it. */
export class PhotoSession {
  readonly opened: OpenedPhoto;
  readonly noise: PhotoNoise;
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
  readonly colours: EdgeColours;
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
  #askedFor: Marks | undefined;
  /** What the networks saw at first sight is shown with these marks, and they still look closer. */
  #early: Marks | undefined;
  /** What the networks last looked for: strokes refine that, anything else is another search. */
  #lookedFor: Pick<Marks, 'style' | 'subject'> | undefined;
  #job: string | undefined;
  /** On the canvas, or on its way there. */
  #shown = false;
  #closed = false;
  #keeping: Promise<void> = Promise.resolve();

  constructor(door: Door, opened: OpenedPhoto, source: Source, news: SessionNews) {
    this.#door = door;
    this.opened = opened;
    this.noise = new PhotoNoise(door, opened.photo);
    this.source = source;
    this.colours = new EdgeColours(door, opened.photo);
    this.recovered = opened.recovered;
    this.#news = news;
    this.#keep = new Autosave(edit => {
      this.#keeping = this.#keepEdit(edit);
    });
    this.#mattes = new MatteRequests<Loaded>({
      ask: (marks, job) => this.#ask(marks, job),
      cancel: job => void door.call('job.cancel', { job }),
      started: job => this.#started(job),
      made: loaded => this.#made(loaded),
      dropped: ({ bitmap }) => bitmap.close(),
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
    this.#followKey();
    this.#followColours();
  }

  /** A screen's matte follows the slider; one is made after the other, each of what is newest then. */
  #followKey(): void {
    if (this.edit.key && this.made && !this.busy) this.#askIfMarked(this.edit);
  }

  /** The colours of the edge are those of the matte that is there, with the edge as it now is. */
  #followColours(): void {
    if (this.#shown && !this.#closed && this.made && !this.made.early && !this.busy)
      this.colours.want(this.edit);
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

  /** Loads the photo's picture and, if it has none, its matte: the networks look while the picture is decoded. */
  async load(): Promise<void> {
    this.#shown = true;
    await Promise.all([
      this.photo ? undefined : this.#loadPhoto(),
      this.matte || this.busy ? undefined : this.#loadMatte(),
    ]);
    this.#followColours();
  }

  /** Another photo may have been chosen while this one came. */
  async #loadPhoto(): Promise<void> {
    const photo = await loadBitmap(this.#door.pictureUrl(this.opened.proxy.address));
    if (this.#shown && !this.photo) this.photo = photo;
    else photo.close();
  }

  #takeMatte(matte: ImageBitmap): void {
    if (this.#shown && !this.matte) this.matte = matte;
    else matte.close();
  }

  /** Lets the pixels go while another photo is shown. */
  release(): void {
    this.#shown = false;
    this.colours.release();
    this.photo?.close();
    this.matte?.close();
    this.photo = undefined;
    this.matte = undefined;
  }

  findAgain(): void {
    this.#askedFor = undefined;
    this.#lookedFor = undefined;
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

  keepAgain(): void {
    this.#keep.touch(this.settled);
  }

  /** Forgets the edit that was kept, unless there is a newer one. */
  forgetKept(): void {
    if (histories.canUndo(this.history)) this.keepAgain();
    else void this.#door.call('edit.forget', { photo: this.opened.photo });
  }

  /** Ends it, once its edit is kept. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#mattes.cancel();
    this.#keep.flush();
    this.release();
    await this.#keeping;
    await this.#door.call('photo.close', { photo: this.opened.photo });
  }

  /** An edit that changes nothing is not worth an offer. */
  async #keepEdit(edit: Edit): Promise<void> {
    const { photo } = this.opened;
    const answer =
      edit === this.history.steps[0].value
        ? await this.#door.call('edit.forget', { photo })
        : await this.#door.call('edit.keep', { photo, edit });
    if (!answer.ok) this.#news.notKept(this, answer);
  }

  #show(history: histories.History<Edit>): void {
    if (history.index === this.history.index && history.steps === this.history.steps) return;
    this.history = history;
    const { background } = this.settled;
    this.remembered.set(choiceOf(background), background);
    this.wantsPicture = false;
    this.#keep.touch(this.settled);
    this.#askIfMarked();
    this.#followColours();
  }

  /** A photo that nobody has looked at yet finds its subject when it is shown. */
  #askIfMarked(edit = this.settled): void {
    if (sameMarks(this.#askedFor, edit)) return;
    if (!this.#shown) {
      this.#askedFor = undefined;
      return;
    }
    this.#askedFor = edit;
    this.#mattes.ask(edit);
  }

  /** The last matte, if it is still what the edit asks for. */
  async #loadMatte(): Promise<void> {
    if (!this.made || !sameMarks(this.#askedFor, this.settled)) {
      this.findAgain();
      return;
    }
    const matte = await loadBitmap(this.#door.pictureUrl(this.made.matte.address)).catch(() => undefined);
    if (matte) this.#takeMatte(matte);
    else this.findAgain();
  }

  async #ask(asked: Marks, job: string): Promise<Result<Loaded>> {
    const { photo } = this.opened;
    const { style, subject, strokes, regions, key } = asked;
    this.finding = this.#hasLookedFor(style, subject) ? 'refining' : 'finding';
    const marks = { style, subject, strokes: [...strokes], regions: [...regions], key };
    const early = !sameMarks(this.#early, asked);
    const answer = await this.#door.call('photo.matte', { photo, job, engine: 'auto', ...marks, early });
    if (!answer.ok) return answer;
    this.#early = answer.value.early ? asked : undefined;
    this.#lookedFor = { style, subject };
    try {
      const bitmap = await loadBitmap(this.#door.pictureUrl(answer.value.matte.address));
      return done({ made: answer.value, bitmap });
    } catch (error) {
      return failed(failureOf(error));
    }
  }

  #hasLookedFor(style: Marks['style'], subject: Marks['subject']): boolean {
    const last = this.#lookedFor;
    return last?.style === style && sameSubject(last.subject, subject);
  }

  #started(job: string): void {
    this.#job = job;
    this.progress = 0;
  }

  #made({ made, bitmap }: Loaded): void {
    const first = !this.made;
    const before = this.matte;
    this.made = made;
    this.finding = made.empty ? 'empty' : 'found';
    this.matte = this.#shown ? bitmap : undefined;
    if (!this.#shown) bitmap.close();
    // Once the view has taken the new one.
    if (before) setTimeout(() => before.close());
    if (this.#closed) return;
    if (first) this.#news.found(this);
    if (made.early) this.#mattes.ask(this.settled);
    else this.#followKey();
    this.#followColours();
  }

  #failed(failure: Failure): void {
    if (this.#closed) return;
    const stopped = this.finding === 'refining' ? 'found' : 'stopped';
    this.finding = failure.code === 'cancelled' ? stopped : 'failed';
    this.#askedFor = undefined;
    this.#news.failed(this, failure);
  }
}
