import type { Door } from '../../src-shared/contract/editor/door.ts';
import { fromFailure } from '../../src-shared/contract/errors.ts';
import type { Exporting, Place } from './exporting.svelte.ts';
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
   * @param retry where it was to go when it failed
   * @returns `stopped` when the person wanted it no longer
   */
  async export(session: PhotoSession, again: boolean, retry = false): Promise<'done' | 'failed' | 'stopped'> {
    try {
      return (await this.#write(session, { again, retry })) ? 'done' : 'stopped';
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'cancelled') {
        this.#messages.say('export.cancelled');
        return 'stopped';
      }
      const tryAgain = () => void this.export(session, again, true);
      this.#messages.failed('failed.export', failure, { name: session.opened.name }, tryAgain);
      return 'failed';
    }
  }

  /** @returns false when the person closed the dialog */
  async #write(session: PhotoSession, place: Place): Promise<boolean> {
    const { opened, settled } = session;
    session.flush();
    const { dismissed, name, path, warnings } = await this.#exporting.run(opened.photo, settled, place);
    if (dismissed) return false;
    session.flush();
    const show = () => void this.#door.call('export.show', { path: path! });
    this.#messages.done('done.exported', { name }, path ? [{ label: 'export.show', run: show }] : []);
    for (const warning of warnings) this.#messages.warn(name, warning);
    return true;
  }

  /** Saves the edit as a file. @throws PortraitError */
  async saveEdit(session: PhotoSession): Promise<void> {
    const { opened, settled } = session;
    session.flush();
    const answer = await this.#door.call('edit.save', { photo: opened.photo, edit: settled });
    if (!answer.ok) throw fromFailure(answer);
    if (answer.value.dismissed) return;
    await this.#door.receive(answer.value);
    session.flush();
    this.#messages.done('done.savedEdit', { name: answer.value.name });
  }
}
