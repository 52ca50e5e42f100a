import type { AppFacts, EditorEvents, fileKinds } from '../../src-shared/contract/editor/app.ts';
import type { Source } from '../../src-shared/contract/editor/channel.ts';
import type { Door } from '../../src-shared/contract/editor/door.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { Background } from '../../src-shared/edit/schema.ts';
import { centred } from '../../src-shared/edit/schema.ts';
import { type BackgroundChoice, startOf } from './background-kinds.ts';
import { Backdrops } from './backdrops.svelte.ts';
import { copyPicture } from './copy-picture.ts';
import { Deliveries } from './deliveries.ts';
import { Exporting } from './exporting.svelte.ts';
import { asFailure } from './failure-text.ts';
import { jobName } from './job-name.ts';
import { keepLeftOpen, readLeftOpen } from './left-open.ts';
import { withLook } from './look.ts';
import { Messages } from './messages.svelte.ts';
import { Models } from './models.svelte.ts';
import { networkAmong } from './network-files.ts';
import { Preferences } from './preferences.ts';
import { PhotoSession, type SessionNews } from './session.svelte.ts';
import { nameOf, sameSource } from './sources.ts';
import { type TextKey, type Values, t } from './text.svelte.ts';
import { Workspace } from './workspace.svelte.ts';

export type FileKind = (typeof fileKinds)[number];

/** The editor: the open photos, and everything a person can do with them. */
export class Editor {
  readonly door: Door;
  readonly messages = new Messages();
  readonly workspace = new Workspace();
  readonly exporting: Exporting;
  readonly backdrops: Backdrops;
  readonly models: Models;
  facts = $state.raw<AppFacts>();
  photos = $state.raw<readonly PhotoSession[]>([]);
  current = $state.raw<PhotoSession>();
  /** Names of the photos being opened, with the job's share. */
  opening = $state.raw<readonly { readonly job: string; readonly share: number }[]>([]);
  readonly #preferences: Preferences;
  readonly #deliveries: Deliveries;
  /** What a file was called that the page handed in. */
  readonly #names = new WeakMap<Source, string>();
  /** One after the other, so that no photo is opened twice. */
  #queue = Promise.resolve();
  #started: readonly Source[] = [];
  readonly #news: SessionNews = {
    found: session => this.#told(session),
    failed: (session, failure) =>
      this.messages.failed('failed.matte', failure, { name: session.opened.name }, () => session.findAgain()),
    notKept: (session, failure) =>
      this.messages.failed('failed.keep', failure, { name: session.opened.name }, () => session.keepAgain()),
  };

  constructor(door: Door) {
    this.door = door;
    this.exporting = new Exporting(door);
    this.#deliveries = new Deliveries(door, this.messages, this.exporting);
    this.backdrops = new Backdrops(door);
    this.models = new Models(door, {
      changed: () => this.photos.forEach(photo => photo.findAgain()),
      said: (key, values) => this.messages.say(key, values),
      // Without a photo there is no panel to tell it in.
      badImport: ({ failure, name }) => {
        if (!this.current) this.messages.failed('failed.import', failure, { name });
      },
    });
    this.#preferences = new Preferences(door, this.workspace, this.exporting, this.models);
  }

  /** Reads what the program knows, and opens what it was started with, or what this page had open. */
  async start(): Promise<void> {
    this.door.listen('progress', progress => this.#heard(progress));
    this.door.listen('open', ({ sources }) => void this.open(sources));
    await this.#begin();
  }

  async #begin(): Promise<void> {
    const answer = await this.door.call('app.facts', {});
    if (!answer.ok) {
      this.messages.failed('failed.start', answer, {}, () => void this.#begin());
      return;
    }
    const { settings, opened } = answer.value;
    this.facts = answer.value;
    this.#preferences.use(settings);
    const left = readLeftOpen();
    this.#started = opened;
    const others = opened.filter(source => !left.started.some(before => sameSource(before, source)));
    await Promise.all([this.open(left.photos, left.shown), this.open(others)]);
  }

  /** Keeps the settings, a moment after they changed. */
  rememberSettings(): void {
    this.#preferences.remember();
  }

  /**
   * Opens photos, after those that are being opened.
   * @param show which of them to show; the first that opens when left out
   */
  open(sources: readonly Source[], show?: Source): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      const opened: PhotoSession[] = [];
      for (const source of sources) {
        const session = await this.#openOne(source);
        if (session) opened.push(session);
        if (session && (show ? sameSource(source, show) : opened.length === 1)) this.select(session);
      }
      if (!this.current && opened[0]) this.select(opened[0]);
    });
    return this.#queue;
  }

  /** Asks for files with the door's own means. */
  async choose(kind: FileKind): Promise<void> {
    await this.#trying('failed.take', async () => {
      await this.use(kind, await this.door.chooseFiles(kind, kind === 'photo'));
    });
  }

  /** Takes files that were dropped, pasted or chosen in an input; each for itself, whatever becomes of the others. */
  async take(kind: FileKind, files: readonly File[]): Promise<void> {
    const taken: Source[] = [];
    const wanted = wantedOf(kind, files);
    for (const file of wanted) {
      await this.#trying('failed.take', async () => {
        const sources = await this.door.takeFiles([file]);
        for (const source of sources) this.#names.set(source, file.name);
        taken.push(...sources);
      });
    }
    // The weights of a network are nothing without it, nor it without all of them.
    if (kind !== 'model' || taken.length === wanted.length) await this.use(kind, taken);
  }

  async use(kind: FileKind, sources: readonly Source[]): Promise<void> {
    if (kind === 'photo') return this.open(sources);
    const chosen = kind === 'model' ? networkAmong(sources, this.#nameOf) : sources;
    const source = chosen.at(0);
    if (!source) return;
    const beside = chosen.slice(1).map(part => ({ name: this.#nameOf(part), source: part }));
    if (kind === 'model') await this.models.import(source, this.#nameOf(source), beside);
    else await (kind === 'backdrop' ? this.useBackdrop(source) : this.#useEdit(source));
  }

  select(session: PhotoSession): void {
    if (session === this.current) return;
    this.current?.release();
    this.current = session;
    const { width, height, name } = session.opened;
    this.workspace.fitBrush(width, height);
    this.#noteOpen();
    const load = (): void =>
      void session.load().catch((error: unknown) => {
        if (session === this.current) this.messages.failed('failed.open', asFailure(error), { name }, load);
      });
    load();
  }

  close(session: PhotoSession): void {
    const at = this.photos.indexOf(session);
    this.photos = this.photos.filter(photo => photo !== session);
    if (this.current === session) {
      this.current = undefined;
      const next = this.photos.at(Math.min(at, this.photos.length - 1));
      if (next !== undefined) this.select(next);
    }
    this.#noteOpen();
    void session.close().then(() => this.#lookUpRecent());
  }

  /** Puts a picture behind the subject. */
  async useBackdrop(source: Source): Promise<void> {
    const session = this.current;
    if (!session) return;
    const work = async () => {
      const { opened } = await this.backdrops.open(source);
      this.setBackground('step.picture', { kind: 'picture', path: opened.path, placement: centred, blur: 0 });
      // What comes next is to see it, and to drag it where it belongs: neither goes with a brush in hand.
      this.workspace.take('move');
    };
    await this.#trying('failed.backdrop', work, { name: this.#nameOf(source) });
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
    else session.forgetKept();
  }

  /** Exports the shown photo. @param again where it went last time */
  async export(again = false): Promise<void> {
    if (this.current && !this.exporting.running) await this.#deliveries.export(this.current, again);
  }

  /** Exports every open photo, beside each other; one that fails does not keep the others. */
  async exportAll(): Promise<void> {
    if (this.exporting.running) return;
    for (const photo of this.photos) {
      if (!this.photos.includes(photo)) continue;
      if ((await this.#deliveries.export(photo, true)) === 'stopped') return;
    }
  }

  async saveEdit(): Promise<void> {
    const { current } = this;
    if (current) await this.#trying('failed.saveEdit', () => this.#deliveries.saveEdit(current));
  }

  /** The picture as it is shown, at screen scale, on the clipboard. */
  async copy(): Promise<void> {
    const view = this.workspace.view;
    if (!view || !this.current) return;
    await this.#trying('failed.copy', async () => {
      this.messages.done('done.copied', await copyPicture(view));
    });
  }

  /** Nothing may be lost when the page goes. */
  flush(): void {
    for (const photo of this.photos) photo.flush();
    this.#preferences.flush();
  }

  async #openOne(source: Source): Promise<PhotoSession | undefined> {
    const known = this.photos.find(photo => sameSource(photo.source, source));
    if (known) return known;
    const job = jobName('open');
    this.opening = [...this.opening, { job, share: 0 }];
    const answer = await this.door.call('photo.open', { source, job });
    this.opening = this.opening.filter(one => one.job !== job);
    if (!answer.ok) {
      this.messages.failed(
        'failed.open',
        answer,
        { name: this.#nameOf(source) },
        () => void this.open([source]),
      );
      return undefined;
    }
    const session = new PhotoSession(this.door, answer.value, source, this.#news);
    for (const warning of answer.value.warnings) this.messages.warn(answer.value.name, warning);
    this.photos = [...this.photos, session];
    this.#noteOpen();
    if (session.recovered) this.messages.say('recovered.title');
    return session;
  }

  /** For the next load of this page. */
  #noteOpen(): void {
    const photos = this.photos.map(({ source }) => source);
    keepLeftOpen({ photos, shown: this.current?.source, started: this.#started });
  }

  /** The empty state offers what was opened last. */
  async #lookUpRecent(): Promise<void> {
    if (this.photos.length > 0) return;
    const answer = await this.door.call('app.facts', {});
    if (answer.ok) this.facts = answer.value;
  }

  async #useEdit(source: Source): Promise<void> {
    const session = this.current;
    if (!session) {
      this.messages.note(t('failed.openEdit'), t('note.photoFirst'));
      return;
    }
    await this.#trying('failed.openEdit', async () => {
      const answer = await this.door.call('edit.open', { source });
      if (!answer.ok) throw new PortraitError(answer.code, answer.message);
      session.commit('step.openedEdit', answer.value.edit);
      if (answer.value.repaired) this.messages.note(t('note.repaired'));
    });
  }

  /** What a file is called, however it came. */
  #nameOf = (source: Source): string => this.#names.get(source) ?? nameOf(source);

  async #trying(what: TextKey, work: () => Promise<void>, values: Values = {}): Promise<void> {
    try {
      await work();
      this.messages.mended(what, values);
    } catch (error) {
      this.messages.failed(what, asFailure(error), values, () => void this.#trying(what, work, values));
    }
  }

  #heard({ job, stage, share }: EditorEvents['progress']): void {
    this.exporting.heard(job, share);
    this.models.heard(job, stage, share);
    for (const photo of this.photos) photo.heard(job, share);
    this.opening = this.opening.map(one => (one.job === job ? { job, share } : one));
  }

  #told(session: PhotoSession): void {
    if (session.finding === 'empty') this.messages.note(t('subject.empty'), t('subject.emptyAdvice'));
    else this.messages.say('subject.found');
  }
}

/** Only photos are taken by the dozen. */
const wantedOf = (kind: FileKind, files: readonly File[]): readonly File[] => {
  if (kind === 'model') return networkAmong(files, ({ name }) => name);
  return kind === 'photo' ? files : files.slice(0, 1);
};
