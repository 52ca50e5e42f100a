import type { Warning } from '../../src-shared/contract/compute.ts';
import type { ErrorCode, Failure } from '../../src-shared/contract/errors.ts';
import { failureText, warningText } from './failure-text.ts';
import { type TextKey, type Values, t } from './text.svelte.ts';

export interface Action {
  readonly label: TextKey;
  run(): void;
}
export interface Message {
  readonly id: number;
  readonly kind: 'done' | 'note' | 'error';
  readonly title: string;
  readonly detail?: string | undefined;
  readonly actions: readonly Action[];
}

const DONE_STAYS_MS = 6000;
const LINES_HEARD = 6;

/** What is wrong with the file itself: trying again finds it again. */
const lasting = new Set<ErrorCode>([
  'photo-not-a-picture',
  'photo-format-refused',
  'photo-too-large',
  'backdrop-not-a-picture',
  'edit-not-an-edit',
]);

/** What the editor tells: messages in place, and every one of them aloud through the live region. */
export class Messages {
  shown = $state.raw<readonly Message[]>([]);
  /** The live region's lines, newest last. */
  heard = $state.raw<readonly { id: number; line: string }[]>([]);
  /** Under the pointer or in focus: it does not go by itself, so that nobody reaches for what has just gone. */
  held: number | undefined;
  #count = 0;

  /** Says a thing aloud that the picture shows anyway. */
  say(key: TextKey, values?: Values): void {
    this.#hear(t(key, values));
  }

  /** Something ended well; the message goes by itself. */
  done(key: TextKey, values: Values = {}, actions: readonly Action[] = []): void {
    const message = this.#show('done', t(key, values), undefined, actions);
    this.#letFade(message.id);
  }

  #letFade(id: number): void {
    setTimeout(() => (this.held === id ? this.#letFade(id) : this.dismiss(id)), DONE_STAYS_MS);
  }

  /** Something to know or to answer; stays until dismissed. */
  note(title: string, detail?: string, actions: readonly Action[] = []): Message {
    return this.#show('note', title, detail, actions);
  }

  /** What the main side did to a picture that its owner should know of. */
  warn(name: string, warning: Warning): void {
    this.note(name, warningText(warning));
  }

  /** Something failed: what, why and what to do, with a way to try again where there is one. */
  failed(what: TextKey, failure: Failure, values: Values = {}, retry?: () => void): void {
    if (failure.code === 'cancelled') return;
    const actions: Action[] =
      retry && !lasting.has(failure.code) ? [{ label: 'message.retry', run: retry }] : [];
    this.#show('error', t(what, values), failureText(failure, nameIn(values)), actions);
  }

  /** What failed before has been done now: nobody needs to be told of it any longer. */
  mended(what: TextKey, values: Values = {}): void {
    const title = t(what, values);
    this.shown = this.shown.filter(message => message.kind !== 'error' || message.title !== title);
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter(message => message.id !== id);
  }

  #show(
    kind: Message['kind'],
    title: string,
    detail: string | undefined,
    actions: readonly Action[],
  ): Message {
    const message = { id: (this.#count += 1), kind, title, detail, actions };
    const others = this.shown.filter(old => old.title !== title || old.detail !== detail);
    this.shown = [...others, message].slice(-4);
    this.#hear(detail === undefined ? title : `${title} ${detail}`);
    return message;
  }

  #hear(line: string): void {
    this.heard = [...this.heard, { id: (this.#count += 1), line }].slice(-LINES_HEARD);
  }
}

const nameIn = (values: Values): string | undefined =>
  'name' in values ? String(values['name']) : undefined;
