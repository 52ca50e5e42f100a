import type { AppFacts, fileKinds } from '../../src-shared/contract/editor/app.ts';
import type { Source } from '../../src-shared/contract/editor/channel.ts';
import type { Door } from '../../src-shared/contract/editor/door.ts';
import { type Failure, PortraitError } from '../../src-shared/contract/errors.ts';
import type { Background, Edit } from '../../src-shared/edit/schema.ts';
import { centred } from '../../src-shared/edit/schema.ts';
import { type BackgroundChoice, startOf } from './background-kinds.ts';
import { Backdrops } from './backdrops.svelte.ts';
import { Exporting } from './exporting.svelte.ts';
import { failureOf } from './failure-text.ts';
import { jobName } from './job-name.ts';
import { withLook } from './look.ts';
import { Messages } from './messages.svelte.ts';
import { Preferences } from './preferences.ts';
import { PhotoSession, type SessionNews } from './session.svelte.ts';
import { type TextKey, t } from './text.svelte.ts';
import { Workspace } from './workspace.svelte.ts';

export type FileKind = (typeof fileKinds)[number];

const asFailure = (error: unknown): Failure => (error instanceof PortraitError ? error : failureOf(error));

/** The editor: the open photos, and everything a person can do with them. */
export class Editor {
  readonly door: Door;
  readonly messages = new Messages();
  readonly workspace = new Workspace();
  readonly exporting: Exporting;
  readonly backdrops: Backdrops;
  facts = $state.raw<AppFacts>();
  photos = $state.raw<readonly PhotoSession[]>([]);
  current = $state.raw<PhotoSession>();
  /** Names of the photos being opened, with the job's share. */
  opening = $state.raw<readonly { readonly job: string; readonly share: number }[]>([]);
  readonly #preferences: Preferences;
  /** What a file was called that the page handed in. */
  readonly #names = new WeakMap<Source, string>();
  readonly #news: SessionNews = {
    found: session => this.#told(session),
    failed: (session, failure) =>
      this.messages.failed('failed.matte', failure, { name: session.opened.name }, () => session.findAgain()),
  };

  constructor(door: Door) {
    this.door = door;
    this.exporting = new Exporting(door);
    this.backdrops = new Backdrops(door);
    this.#preferences = new Preferences(door, this.workspace, this.exporting);
  }

  /** Reads what the program knows, and opens what it was started with, or what this page had open. */
  async start(): Promise<void> {
    this.door.listen('progress', ({ job, share }) => this.#heard(job, share));
    this.door.listen('open', ({ sources }) => void this.open(sources));
    const answer = await this.door.call('app.facts', {});
    if (!answer.ok) {
      this.messages.failed('failed.start', answer, {}, () => void this.start());
      return;
    }
    this.facts = answer.value;
    this.#preferences.use(answer.value.settings);
    await this.open(answer.value.opened);
  }

  /** Keeps the settings, a moment after they changed. */
  rememberSettings(): void {
    this.#preferences.remember();
  }

  /** Opens photos; the last one is shown. */
  async open(sources: readonly Source[]): Promise<void> {
    for (const source of sources) await this.#openOne(source);
  }

  /** Asks for files with the door's own means. */
  async choose(kind: FileKind): Promise<void> {
    await this.#trying('failed.take', async () => {
      await this.use(kind, await this.door.chooseFiles(kind, kind === 'photo'));
    });
  }

  /** Takes files that were dropped, pasted or chosen in an input. */
  async take(kind: FileKind, files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    await this.#trying('failed.take', async () => {
      const sources = await this.door.takeFiles(files);
      sources.forEach((source, at) => this.#names.set(source, files[at].name));
      await this.use(kind, sources);
    });
  }

  async use(kind: FileKind, sources: readonly Source[]): Promise<void> {
    if (kind === 'photo') return this.open(sources);
    const source = sources.at(0);
    if (!source) return;
    await (kind === 'backdrop' ? this.useBackdrop(source) : this.#useEdit(source));
  }

  select(session: PhotoSession): void {
    if (session === this.current) return;
    this.current?.release();
    this.current = session;
    const { width, height, name } = session.opened;
    this.workspace.fitBrush(width, height);
    session.load().catch((error: unknown) => this.messages.failed('failed.open', asFailure(error), { name }));
  }

  close(session: PhotoSession): void {
    const at = this.photos.indexOf(session);
    this.photos = this.photos.filter(photo => photo !== session);
    if (this.current === session) {
      this.current = undefined;
      const next = this.photos.at(Math.min(at, this.photos.length - 1));
      if (next !== undefined) this.select(next);
    }
    session.close();
  }

  /** Puts a picture behind the subject. */
  async useBackdrop(source: Source): Promise<void> {
    const session = this.current;
    if (!session) return;
    await this.#trying('failed.backdrop', async () => {
      const { opened } = await this.backdrops.open(source);
      this.setBackground('step.picture', { kind: 'picture', path: opened.path, placement: centred });
    });
  }

  /** What the radio group "Background" does: each kind comes back as this photo last had it. */
  chooseBackground(choice: BackgroundChoice): void {
    const session = this.current;
    if (!session) return;
    const background = startOf(choice, session.settled, session.remembered);
    session.wantsPicture = !background;
    if (background) this.setBackground('step.background', background);
  }

  setBackground(name: TextKey, background: Background): void {
    const session = this.current;
    if (!session) return;
    session.remembered.set(background.kind === 'gradient' ? 'colour' : background.kind, background);
    session.commit(name, { ...session.settled, background });
    session.wantsPicture = false;
  }

  /** Gives the shown photo's look to all that are open. */
  applyLookToAll(): void {
    const look = this.current?.settled;
    if (!look) return;
    for (const photo of this.photos) photo.commit('step.look', withLook(photo.settled, look));
    this.messages.done('done.look', { count: this.photos.length });
  }

  answerRecovery(session: PhotoSession, restore: boolean): void {
    const edit = session.recovered;
    session.recovered = undefined;
    if (edit && restore) session.commit('step.recovered', edit);
    else void this.door.call('edit.forget', { photo: session.opened.photo });
  }

  /** Exports the shown photo. @param again where it went last time */
  async export(again = false): Promise<void> {
    if (this.current && !this.exporting.running) await this.#export(this.current, again);
  }

  async exportAll(): Promise<void> {
    for (const photo of this.photos) if (!(await this.#export(photo, true))) return;
  }

  async saveEdit(): Promise<void> {
    const session = this.current;
    if (!session) return;
    await this.#trying('failed.saveEdit', async () => {
      const answer = await this.door.call('edit.save', {
        photo: session.opened.photo,
        edit: session.settled,
      });
      if (!answer.ok) throw new PortraitError(answer.code, answer.message);
      if (answer.value.dismissed) return;
      await this.door.receive(answer.value);
      this.messages.done('done.savedEdit', { name: answer.value.name });
    });
  }

  /** The picture as it is shown, at screen scale, on the clipboard. */
  async copy(): Promise<void> {
    const view = this.workspace.view;
    if (!view || !this.current) return;
    await this.#trying('failed.copy', async () => {
      const { width, height, data } = view.readPixels();
      const canvas = new OffscreenCanvas(width, height);
      canvas.getContext('2d')!.putImageData(new ImageData(data, width, height), 0, 0);
      const item = new ClipboardItem({ 'image/png': canvas.convertToBlob({ type: 'image/png' }) });
      await navigator.clipboard.write([item]);
      this.messages.done('done.copied', { width, height });
    });
  }

  /** Nothing may be lost when the page goes. */
  flush(): void {
    for (const photo of this.photos) photo.flush();
    this.#preferences.flush();
  }

  async #openOne(source: Source): Promise<void> {
    const job = jobName('open');
    this.opening = [...this.opening, { job, share: 0 }];
    const answer = await this.door.call('photo.open', { source, job });
    this.opening = this.opening.filter(one => one.job !== job);
    if (!answer.ok) {
      this.messages.failed(
        'failed.open',
        answer,
        { name: this.#names.get(source) ?? nameOf(source) },
        () => void this.open([source]),
      );
      return;
    }
    const session = new PhotoSession(this.door, answer.value, source, this.#news);
    for (const { message } of answer.value.warnings) this.messages.note(answer.value.name, message);
    this.photos = [...this.photos, session];
    this.select(session);
    if (session.recovered) this.messages.say('recovered.title');
  }

  async #useEdit(source: Source): Promise<void> {
    const session = this.current;
    if (!session) return;
    await this.#trying('failed.openEdit', async () => {
      const answer = await this.door.call('edit.open', { source });
      if (!answer.ok) throw new PortraitError(answer.code, answer.message);
      session.commit('step.openedEdit', answer.value.edit);
      if (answer.value.repaired) this.messages.note(t('note.repaired'));
    });
  }

  async #export(session: PhotoSession, again: boolean): Promise<boolean> {
    const { photo, name } = session.opened;
    const edit: Edit = session.settled;
    try {
      const delivery = await this.exporting.run(photo, edit, again);
      if (delivery.dismissed) return false;
      const { path } = delivery;
      const show = () => void this.door.call('export.show', { path: path! });
      this.messages.done(
        'done.exported',
        { name: delivery.name },
        path ? [{ label: 'export.show', run: show }] : [],
      );
      for (const { message } of delivery.warnings) this.messages.note(delivery.name, message);
      if (session.settled === edit) void this.door.call('edit.forget', { photo });
      return true;
    } catch (error) {
      const retry = () => void this.#export(session, again);
      this.messages.failed('failed.export', asFailure(error), { name }, retry);
      return false;
    }
  }

  async #trying(what: TextKey, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.messages.failed(what, asFailure(error), {}, () => void this.#trying(what, work));
    }
  }

  #heard(job: string, share: number): void {
    this.exporting.heard(job, share);
    for (const photo of this.photos) photo.heard(job, share);
    this.opening = this.opening.map(one => (one.job === job ? { job, share } : one));
  }

  #told(session: PhotoSession): void {
    if (session.finding === 'empty') this.messages.note(t('subject.empty'), t('subject.emptyAdvice'));
    else this.messages.say('subject.found');
  }
}

const nameOf = (source: Source): string => {
  if (source.kind === 'path') return source.path.split(/[\\/]/).at(-1)!;
  return source.kind === 'sample' ? source.name : t('photo.chosen');
};
