import type { JobStage } from '../../src-shared/contract/editor/app.ts';
import type { Source } from '../../src-shared/contract/editor/channel.ts';
import type { Door } from '../../src-shared/contract/editor/door.ts';
import type { ModelFacts, ModelsAnswer } from '../../src-shared/contract/editor/models.ts';
import type { Failure } from '../../src-shared/contract/errors.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import { jobName } from './job-name.ts';
import type { TextKey, Values } from './text.svelte.ts';

export interface ModelsNews {
  /** Another set of networks looks at photos from now on. */
  changed(): void;
  /** Something to say aloud that the panel shows anyway. */
  said(key: TextKey, values?: Values): void;
  badImport(bad: BadImport): void;
}

/** A network that is being fetched. */
export interface Pulling {
  readonly job: string;
  readonly stage: JobStage;
  /** 0…1 */
  readonly share: number;
}

/** A file that could not become a network. */
export interface BadImport {
  readonly failure: Failure;
  /** The file's name. */
  readonly name: string;
}

/** A file of a network's weights, under the name that the network has for it. */
interface Part {
  readonly name: string;
  readonly source: Source;
}

/** By a network's name. */
type ByName<T> = Readonly<Partial<Record<string, T>>>;

/** What naming what is in a photo takes. */
const OFFERED = 'deeplab';

/** The networks that are here, and those that could be; what is done with them, and what went wrong with each. */
export class Models {
  /** The panel is. */
  open = $state(false);
  answer = $state.raw<ModelsAnswer>();
  /** Why there is no list. */
  failure = $state.raw<Failure>();
  pulling = $state.raw<ByName<Pulling>>({});
  /** What went wrong with a network, by its name. */
  failures = $state.raw<ByName<Failure>>({});
  /** Name of the file that is being imported. */
  importing = $state<string>();
  badImport = $state.raw<BadImport>();
  verifying = $state(false);
  /** Every file was read, and the list says what came of it. */
  verified = $state(false);
  /** Names of those that were offered, and are not wanted. */
  declined = $state.raw<readonly string[]>([]);
  readonly #door: Door;
  readonly #news: ModelsNews;
  #loading: Promise<void> | undefined;

  constructor(door: Door, news: ModelsNews) {
    this.#door = door;
    this.#news = news;
  }

  /** The network that the Subject panel offers to fetch: it can be had, is not here, and was not declined. */
  get offered(): ModelFacts | undefined {
    const models = this.answer?.models ?? [];
    if (models.some(({ canName, state }) => canName === true && state === 'ok')) return undefined;
    const found = models.find(({ name }) => name === OFFERED);
    return found?.known && found.state !== 'ok' && !this.declined.includes(OFFERED) ? found : undefined;
  }

  /** Reads the list, once. */
  load(): Promise<void> {
    return (this.#loading ??= this.#load());
  }

  /** Fetches a network: only ever because a person said so. */
  async pull({ name, title }: ModelFacts): Promise<void> {
    if (this.pulling[name]) return;
    const job = jobName('pull');
    this.#forget(name);
    this.pulling = { ...this.pulling, [name]: { job, stage: 'fetch', share: 0 } };
    this.#news.said('models.fetchingOf', { title });
    const answer = await this.#door.call('models.pull', { name, job });
    this.pulling = without(this.pulling, name);
    if (this.#took(name, answer)) this.#news.said('models.installedOf', { title });
    else if (!answer.ok && answer.code === 'cancelled') this.#news.said('models.cancelledOf', { title });
  }

  cancel(name: string): void {
    const job = this.pulling[name]?.job;
    if (job !== undefined) void this.#door.call('job.cancel', { job });
  }

  /**
   * Makes a network of a file; the panel opens and tells how it goes.
   * @param name the file's
   * @param beside the files of its weights, where it is not one file
   */
  async import(source: Source, name: string, beside: readonly Part[] = []): Promise<void> {
    this.open = true;
    this.importing = name;
    this.badImport = undefined;
    const answer = await this.#door.call('models.import', {
      source,
      ...(beside.length > 0 && { beside: [...beside] }),
    });
    this.importing = undefined;
    if (!answer.ok) {
      this.badImport = { failure: answer, name };
      this.#news.badImport(this.badImport);
      return;
    }
    this.#forget(answer.value.name);
    this.#take(answer.value);
    const made = answer.value.models.find(one => one.name === answer.value.name);
    this.#news.said('models.installedOf', { title: made?.title ?? name });
  }

  /** Reads every file of the networks that are here. */
  async verify(): Promise<void> {
    this.verifying = true;
    this.badImport = undefined;
    const answer = await this.#door.call('models.verify', {});
    this.verifying = false;
    this.failure = answer.ok ? undefined : answer;
    if (!answer.ok) return;
    this.answer = answer.value;
    this.verified = true;
    this.#news.said('models.verified');
  }

  async remove({ name, title }: ModelFacts): Promise<void> {
    this.#forget(name);
    const answer = await this.#door.call('models.remove', { name });
    if (this.#took(name, answer)) this.#news.said('models.removedOf', { title });
  }

  /** The person does not want to be asked about this network again. */
  decline(name: string): void {
    this.declined = [...this.declined.filter(one => one !== name), name];
  }

  /** Takes the progress of a job, if it is one of these. */
  heard(job: string, stage: JobStage, share: number): void {
    const found = Object.entries(this.pulling).find(([, pulling]) => pulling?.job === job);
    if (found) this.pulling = { ...this.pulling, [found[0]]: { job, stage, share } };
  }

  async #load(): Promise<void> {
    const answer = await this.#door.call('models.list', {});
    this.failure = answer.ok ? undefined : answer;
    if (answer.ok) this.answer = answer.value;
    else this.#loading = undefined;
  }

  #took(name: string, answer: Result<ModelsAnswer>): boolean {
    if (answer.ok) this.#take(answer.value);
    else if (answer.code !== 'cancelled') this.failures = { ...this.failures, [name]: answer };
    return answer.ok;
  }

  #take(answer: ModelsAnswer): void {
    this.answer = answer;
    this.verified = false;
    this.#news.changed();
  }

  #forget(name: string): void {
    this.failures = without(this.failures, name);
  }
}

const without = <T>(all: ByName<T>, name: string): ByName<T> =>
  Object.fromEntries(Object.entries(all).filter(([one]) => one !== name));
