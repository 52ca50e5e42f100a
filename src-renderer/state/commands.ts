import { type Command, commands } from '../../src-shared/contract/editor/app.ts';
import { copyDiagnostics } from './diagnostics.ts';
import type { Editor } from './editor.svelte.ts';

const ZOOM_STEP = 1.25;

/** What a menu item or a key sets off; the same list for both. */
export type EditorCommand =
  Command | 'tool-move' | 'tool-keep' | 'tool-drop' | 'brush-smaller' | 'brush-larger' | 'overlay' | 'split';

const own = [
  'tool-move',
  'tool-keep',
  'tool-drop',
  'brush-smaller',
  'brush-larger',
  'overlay',
  'split',
] as const;
export const editorCommands: readonly EditorCommand[] = [...commands, ...own];

/** Carries out a command. */
export function carryOut(editor: Editor, name: EditorCommand): void {
  const { workspace, current } = editor;
  const actions: Record<EditorCommand, () => unknown> = {
    open: () => editor.choose('photo'),
    'close-photo': () => current && editor.close(current),
    export: () => editor.export(),
    'export-again': () => editor.export(true),
    undo: () => current?.undo(),
    redo: () => current?.redo(),
    fit: () => workspace.view?.fit(),
    'actual-size': () => workspace.view?.actualSize(),
    'zoom-in': () => workspace.view?.zoomBy(ZOOM_STEP),
    'zoom-out': () => workspace.view?.zoomBy(1 / ZOOM_STEP),
    'save-edit': () => editor.saveEdit(),
    'open-edit': () => editor.choose('edit'),
    copy: () => editor.copy(),
    shortcuts: () => (workspace.shortcutsOpen = !workspace.shortcutsOpen),
    'copy-diagnostics': () => copyDiagnostics(editor),
    about: () => (workspace.aboutOpen = true),
    'tool-move': () => workspace.take('move'),
    'tool-keep': () => workspace.take('keep'),
    'tool-drop': () => workspace.take('drop'),
    'brush-smaller': () => workspace.resizeBrush(1 / 1.15),
    'brush-larger': () => workspace.resizeBrush(1.15),
    overlay: () => workspace.setLayer('overlay', { visible: !workspace.layers.overlay.visible }),
    split: () => (workspace.compareMode = workspace.compareMode === 'split' ? 'off' : 'split'),
  };
  actions[name]();
}
