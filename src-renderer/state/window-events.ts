import { commands } from '../../src-shared/contract/editor/app.ts';
import { carryOut } from './commands.ts';
import type { Editor, FileKind } from './editor.svelte.ts';
import { commandOf } from './shortcuts.ts';

const ORIGINAL_KEY = '\\';

/** What happens to the window as a whole: keys, drops, pastes, the menu, and its end. */
export class WindowEvents {
  readonly #editor: Editor;
  readonly #dropping: (over: boolean) => void;

  /** @param dropping told while files are held over the window */
  constructor(editor: Editor, dropping: (over: boolean) => void) {
    this.#editor = editor;
    this.#dropping = dropping;
  }

  /** Listens. @returns how to stop */
  attach(): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('keydown', event => this.#press(event), { signal });
    window.addEventListener('keyup', event => this.#release(event), { signal });
    window.addEventListener('blur', () => this.#showOriginal(false), { signal });
    window.addEventListener('dragover', event => this.#over(event), { signal });
    window.addEventListener('dragleave', event => this.#left(event), { signal });
    window.addEventListener('drop', event => this.#drop(event), { signal });
    window.addEventListener('paste', event => this.#take(event.clipboardData), { signal });
    window.addEventListener('pagehide', () => this.#editor.flush(), { signal });
    document.addEventListener('visibilitychange', () => this.#editor.flush(), { signal });
    const known = new Set<string>(commands);
    const forget = this.#editor.door.listen('command', ({ name }) => {
      if (known.has(name)) carryOut(this.#editor, name);
    });
    signal.addEventListener('abort', forget);
    return () => stop.abort();
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || isTyping(event.target) || document.querySelector('dialog[open]')) return;
    if (event.key === ORIGINAL_KEY) this.#showOriginal(true);
    const command = commandOf(event);
    if (!command || (command === 'copy' && hasSelection())) return;
    event.preventDefault();
    carryOut(this.#editor, command);
  }

  #release(event: KeyboardEvent): void {
    if (event.key === ORIGINAL_KEY) this.#showOriginal(false);
  }

  #showOriginal(shown: boolean): void {
    this.#editor.workspace.original = shown;
  }

  #over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#dropping(true);
  }

  #left(event: DragEvent): void {
    if (event.relatedTarget === null) this.#dropping(false);
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    this.#dropping(false);
    this.#take(event.dataTransfer);
  }

  #take(data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])];
    const edits = files.filter(isEdit);
    const kind: FileKind = edits.length > 0 && this.#editor.current ? 'edit' : 'photo';
    void this.#editor.take(kind, kind === 'edit' ? edits : files);
  }
}

const isEdit = (file: File): boolean => file.name.toLowerCase().endsWith('.json');
const hasSelection = (): boolean => !(window.getSelection()?.isCollapsed ?? true);

/** Where keys write text. A slider takes arrows only, so that shortcuts work on it. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement
    ? ['number', 'text', 'color'].includes(target.type)
    : target instanceof HTMLSelectElement;
