import type { Door } from '../../src-shared/contract/editor/door.ts';
import { fromFailure } from '../../src-shared/contract/errors.ts';
import type { Exporting } from './exporting.svelte.ts';
import { asFailure } from './failure-text.ts';
import type { Messages } from './messages.svelte.ts';
import type { PhotoSession } from './session.svelte.ts';

/** What leaves the editor: finished pictures and saved edits, with what is told of them. */
export class Deliveries {
  readonly #door: Door;
  readonly #messages: Messages;
  readonly #exporting: Exporting;

  constructor(door: Door, messages: Messages, exporting: Exporting) {
    this.#door = door;
    this.#messages = messages;
    this.#exporting = exporting;
  }

  /**
   * Exports a photo with its edit of the moment.
   * @param again where it went last time
   * @returns `stopped` when the person wanted it no longer
   */
  async export(session: PhotoSession, again: boolean): Promise<'done' | 'failed' | 'stopped'> {
    try {
      return (await this.#write(session, again)) ? 'done' : 'stopped';
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'cancelled') {
        this.#messages.say('export.cancelled');
        return 'stopped';
      }
      const retry = () => void this.export(session, again);
      this.#messages.failed('failed.export', failure, { name: session.opened.name }, retry);
      return 'failed';
    }
  }

  /** @returns false when the person closed the dialog */
  async #write({ opened, settled }: PhotoSession, again: boolean): Promise<boolean> {
    const { dismissed, name, path, warnings } = await this.#exporting.run(opened.photo, settled, again);
    if (dismissed) return false;
    const show = () => void this.#door.call('export.show', { path: path! });
    this.#messages.done('done.exported', { name }, path ? [{ label: 'export.show', run: show }] : []);
    for (const warning of warnings) this.#messages.warn(name, warning);
    return true;
  }

  /** Saves the edit as a file. @throws PortraitError */
  async saveEdit({ opened, settled }: PhotoSession): Promise<void> {
    const answer = await this.#door.call('edit.save', { photo: opened.photo, edit: settled });
    if (!answer.ok) throw fromFailure(answer);
    if (answer.value.dismissed) return;
    await this.#door.receive(answer.value);
    this.#messages.done('done.savedEdit', { name: answer.value.name });
  }
}
