import type { Door } from '../../src-shared/contract/editor/door.ts';
import type { Delivery, ExportOptions } from '../../src-shared/contract/editor/export.ts';
import { fromFailure } from '../../src-shared/contract/errors.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';
import { defaultExport, fitted } from './export-settings.ts';
import { jobName } from './job-name.ts';

/** Where the file goes without asking: where it went last time, or where the attempt that failed was to go. */
export interface Place {
  readonly again: boolean;
  readonly retry: boolean;
}

/** The export under way, and how it is made. */
export class Exporting {
  options = $state.raw<ExportOptions>(defaultExport);
  /** A guess at the file's size; undefined while there is none. */
  estimate = $state<number>();
  running = $state.raw<{ readonly job: string; readonly share: number }>();
  readonly #door: Door;
  #estimates = 0;

  constructor(door: Door) {
    this.#door = door;
  }

  /**
   * Writes the photo with its edit at full resolution.
   * @throws PortraitError
   */
  async run(photo: string, edit: Edit, place: Place): Promise<Delivery> {
    const job = jobName('export');
    this.running = { job, share: 0 };
    try {
      const options = fitted(this.options, edit.background);
      const answer = await this.#door.call('export.run', { photo, job, edit, options, ...place });
      if (!answer.ok) throw fromFailure(answer);
      await this.#door.receive(answer.value);
      return answer.value;
    } finally {
      this.running = undefined;
    }
  }

  cancel(): void {
    if (this.running) void this.#door.call('job.cancel', { job: this.running.job });
  }

  heard(job: string, share: number): void {
    if (job === this.running?.job) this.running = { job, share };
  }

  /** The last guess is about something else. */
  forgetGuess(): void {
    this.#estimates += 1;
    this.estimate = undefined;
  }

  /** Asks for the size anew; only the newest answer counts. */
  async guess(photo: string, edit: Edit): Promise<void> {
    const asked = (this.#estimates += 1);
    this.estimate = undefined;
    const options = fitted(this.options, edit.background);
    const answer = await this.#door.call('export.estimate', { photo, edit, options });
    if (asked === this.#estimates) this.estimate = answer.ok ? answer.value.bytes : undefined;
  }
}
