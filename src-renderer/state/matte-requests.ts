import type { Failure } from '../../src-shared/contract/errors.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';
import { jobName } from './job-name.ts';
import { sameSubject } from './subjects.ts';

/** The parts of an edit from which the matte is made. */
export type Marks = Pick<Edit, 'style' | 'subject' | 'strokes' | 'regions' | 'key'>;

export const sameMarks = (a: Marks | undefined, b: Marks): boolean =>
  a?.style === b.style &&
  a.strokes === b.strokes &&
  a.regions === b.regions &&
  sameMatteOf(a.key, b.key) &&
  sameSubject(a.subject, b.subject);

/** The spill's amount changes colours only. */
const sameMatteOf = (a: Edit['key'], b: Edit['key']): boolean =>
  a?.colour === b?.colour && a?.tolerance === b?.tolerance;

export interface MatteCalls<M> {
  /** Asks for the matte; the job's name lets it be followed and cancelled. */
  ask(marks: Marks, job: string): Promise<Result<M>>;
  cancel(job: string): void;
  started(job: string): void;
  made(matte: M): void;
  /** Newer marks have overtaken this matte: nobody will see it. */
  dropped(matte: M): void;
  failed(failure: Failure): void;
}

/**
 * Keeps one request under way; the newest marks win, and an answer that came too late is dropped. The very first
 * request finds the subject: that is never cancelled for a stroke, because the stroke needs it.
 */
export class MatteRequests<M> {
  readonly #calls: MatteCalls<M>;
  #wanted: Marks | undefined;
  #job: string | undefined;
  #found = false;

  constructor(calls: MatteCalls<M>) {
    this.#calls = calls;
  }

  /** Wants a matte of these marks, and of no earlier ones. */
  ask(marks: Marks): void {
    this.#wanted = marks;
    if (this.#job === undefined) void this.#run();
    else if (this.#found) this.#calls.cancel(this.#job);
  }

  /** Gives up what is under way, and what waits. */
  cancel(): void {
    this.#wanted = undefined;
    if (this.#job !== undefined) this.#calls.cancel(this.#job);
  }

  async #run(): Promise<void> {
    while (this.#wanted) {
      const marks = this.#wanted;
      this.#wanted = undefined;
      const answer = await this.#once(marks);
      this.#found ||= answer.ok;
      if (this.#isStale()) {
        if (answer.ok) this.#calls.dropped(answer.value);
        continue;
      }
      if (answer.ok) this.#calls.made(answer.value);
      else this.#calls.failed(answer);
    }
  }

  #isStale(): boolean {
    return this.#wanted !== undefined;
  }

  async #once(marks: Marks): Promise<Result<M>> {
    const job = jobName('matte');
    this.#job = job;
    this.#calls.started(job);
    try {
      return await this.#calls.ask(marks, job);
    } finally {
      this.#job = undefined;
    }
  }
}
