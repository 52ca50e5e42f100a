import { commands } from '../../src-shared/contract/editor/app.ts';
import { type EditorCommand, carryOut } from './commands.ts';
import type { Editor, FileKind } from './editor.svelte.ts';
import { droppedFiles } from './dropped-files.ts';
import { isNetwork, isNetworkInParts } from './network-files.ts';
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
    window.addEventListener('paste', event => void this.#take(event.clipboardData), { signal });
    window.addEventListener('pagehide', () => this.#editor.flush(), { signal });
    document.addEventListener('visibilitychange', () => this.#editor.flush(), { signal });
    const known = new Set<string>(commands);
    const { door } = this.#editor;
    const forget = [
      door.listen('command', ({ name }) => {
        if (known.has(name)) carryOut(this.#editor, name);
      }),
      door.listen('closing', () => {
        this.#editor.flush();
        void door.call('app.flushed', {});
      }),
    ];
    signal.addEventListener('abort', () => forget.forEach(stopListening => stopListening()));
    return () => stop.abort();
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const typing = isTyping(event.target);
    if (event.key === ORIGINAL_KEY && !typing) this.#showOriginal(true);
    const command = commandOf(event);
    if (!command || (event.repeat && !goesOn.has(command))) return;
    const isText = !(event.ctrlKey || event.metaKey) || ofText.has(command);
    if ((typing && isText) || (command === 'copy' && !event.shiftKey && hasSelection())) return;
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
    // A link or a text that is dropped must not take the page away.
    event.preventDefault();
    if (!event.dataTransfer) return;
    const holdsFiles = event.dataTransfer.types.includes('Files');
    event.dataTransfer.dropEffect = holdsFiles ? 'copy' : 'none';
    if (holdsFiles) this.#dropping(true);
  }

  #left(event: DragEvent): void {
    if (event.relatedTarget === null) this.#dropping(false);
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    this.#dropping(false);
    const onModels = event.target instanceof Element && event.target.closest('[data-takes="model"]') !== null;
    void this.#take(event.dataTransfer, onModels ? 'model' : undefined);
  }

  /** @param kind what the place where they fell takes; else their names tell */
  async #take(data: DataTransfer | null, kind?: FileKind): Promise<void> {
    const files = await droppedFiles(data);
    const taken = kind ?? kindOf(files);
    await this.#editor.take(taken, kind === undefined && taken === 'edit' ? files.filter(isEdit) : files);
  }
}

/** A key that is held does these again and again. */
const goesOn = new Set<EditorCommand>([
  'undo',
  'redo',
  'zoom-in',
  'zoom-out',
  'brush-smaller',
  'brush-larger',
]);
/** Where text is typed, these are the text's own. */
const ofText = new Set<EditorCommand>(['undo', 'redo', 'copy']);

const isEdit = ({ name }: File): boolean => /\.json$/i.test(name);

function kindOf(files: readonly File[]): FileKind {
  const names = files.map(({ name }) => name);
  if (names.some(isNetwork) || isNetworkInParts(names)) return 'model';
  return files.some(isEdit) ? 'edit' : 'photo';
}
const hasSelection = (): boolean => !(window.getSelection()?.isCollapsed ?? true);

/** Where keys write text. A slider takes arrows only, so that shortcuts work on it. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement
    ? ['number', 'text', 'color'].includes(target.type)
    : target instanceof HTMLSelectElement;
