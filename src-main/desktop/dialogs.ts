/** The system's dialogs: which files they offer, and what came of them. */
import { extname } from 'node:path';
import type { BrowserWindow, Dialog, FileFilter, OpenDialogOptions, Shell } from 'electron';
import type { Dialogs } from '../studio/editor/index.ts';
import type { Locale } from './menu-words.ts';

export type FileKind = Parameters<Dialogs['chooseFiles']>[0];

/** What the photo reader opens. */
const PICTURES = ['jpg', 'jpeg', 'png', 'webp', 'avif', 'tif', 'tiff', 'gif'];
/** What the importers read. */
const MODELS = ['tflite', 'onnx', 'pb', 'gz', 'tgz', 'json'];

const names = {
  en: {
    pictures: 'Pictures',
    edits: 'Edits',
    models: 'Networks',
    all: 'All files',
    format: (name: string) => name,
  },
  ko: {
    pictures: '사진',
    edits: '편집 파일',
    models: '신경망 파일',
    all: '모든 파일',
    format: (name: string) => `${name} 파일`,
  },
} as const;

/** @returns what an open dialog offers for this kind of file */
export function openFilters(kind: FileKind, locale: Locale): FileFilter[] {
  const words = names[locale];
  if (kind === 'edit') return [{ name: words.edits, extensions: ['json'] }];
  if (kind === 'model') return [{ name: words.models, extensions: MODELS }];
  return [
    { name: words.pictures, extensions: PICTURES },
    { name: words.all, extensions: ['*'] },
  ];
}

/** @returns what a save dialog offers for a file of this name: its own format, and no other */
export function saveFilters(fileName: string, locale: Locale): FileFilter[] {
  const extension = extname(fileName).slice(1).toLowerCase();
  if (extension === '') return [];
  const extensions = sameFormat.find(group => group.includes(extension)) ?? [extension];
  return [{ name: names[locale].format(extension.toUpperCase()), extensions: [...extensions] }];
}

const sameFormat: readonly (readonly string[])[] = [
  ['jpg', 'jpeg'],
  ['tif', 'tiff'],
];

export function openOptions(kind: FileKind, many: boolean, locale: Locale): OpenDialogOptions {
  return {
    filters: openFilters(kind, locale),
    properties: many ? ['openFile', 'multiSelections'] : ['openFile'],
  };
}

/** The parts of Electron that the dialogs use. */
export interface Toolkit {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  readonly shell: Pick<Shell, 'showItemInFolder'>;
  /** The window that a dialog belongs to. */
  readonly window: () => BrowserWindow | undefined;
  readonly locale: () => Locale;
}

export const desktopDialogs = ({ dialog, shell, window, locale }: Toolkit): Dialogs => ({
  async chooseFiles(kind: FileKind, many: boolean): Promise<string[]> {
    const options = openOptions(kind, many, locale());
    const owner = window();
    const answer = await (owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options));
    return answer.canceled ? [] : answer.filePaths;
  },

  async chooseSave(suggestion: string): Promise<string | undefined> {
    const options = { defaultPath: suggestion, filters: saveFilters(suggestion, locale()) };
    const owner = window();
    const answer = await (owner ? dialog.showSaveDialog(owner, options) : dialog.showSaveDialog(options));
    return answer.canceled || answer.filePath === '' ? undefined : answer.filePath;
  },

  showInFolder(path: string) {
    shell.showItemInFolder(path);
  },
});
