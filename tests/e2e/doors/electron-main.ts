/**
 * What a test does inside Electron's main process. Each function is sent there as text, so it uses nothing but what
 * it is given and what it finds there. A person's part in the system's dialogs is played by functions in their place.
 */
import type * as Electron from 'electron';
import type { ShownDialog } from './door.ts';

type Main = typeof Electron;

/** Remembers every dialog's options, and refuses one that no test has answered; remembers what is shown in its folder. */
export function noteDialogs({ dialog, shell }: Main) {
  const shown: ShownDialog[] = [];
  const inFolders: string[] = [];
  const answers: Record<string, ((options: never) => unknown) | undefined> = {};
  Object.assign(globalThis, { shown, answers, inFolders });
  Object.assign(shell, { showItemInFolder: (path: string) => void inFolders.push(path) });
  for (const method of ['showOpenDialog', 'showSaveDialog', 'showMessageBox'] as const) {
    Object.assign(dialog, {
      [method]: (...given: readonly unknown[]) => {
        const options = given.at(-1);
        shown.push({ method, options });
        const answer = answers[method];
        if (!answer)
          return Promise.reject(new Error(`${method} was shown, and the test has no answer to it.`));
        return Promise.resolve(answer(options as never));
      },
    });
  }
}

export const shownDialogs = () => (globalThis as unknown as { shown: ShownDialog[] }).shown;

export const filesShown = () => (globalThis as unknown as { inFolders: string[] }).inFolders;

export function chooseNext(_: Main, filePaths: string[]) {
  const { answers } = globalThis as unknown as { answers: Record<string, unknown> };
  answers['showOpenDialog'] = () => ({ canceled: false, filePaths });
}

/** The person takes the name that is offered, in another folder. @param folder with the separator at its end */
export function answerSaves(_: Main, folder: string) {
  const { answers } = globalThis as unknown as { answers: Record<string, unknown> };
  answers['showSaveDialog'] = ({ defaultPath }: { defaultPath: string }) => ({
    canceled: false,
    filePath: folder + defaultPath.split(/[\\/]/).at(-1)!,
  });
}

export function answerQuestion(_: Main, response: number) {
  const { answers } = globalThis as unknown as { answers: Record<string, unknown> };
  answers['showMessageBox'] = () => ({ response, checkboxChecked: false });
}

export function menuLabels({ Menu }: Main): string[] {
  const labels: string[] = [];
  const items = [...(Menu.getApplicationMenu()?.items ?? [])];
  for (let item = items.shift(); item; item = items.shift()) {
    if (item.type !== 'separator') labels.push(item.label);
    items.push(...(item.submenu?.items ?? []));
  }
  return labels;
}

export function clickMenu({ Menu }: Main, id: string) {
  Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
}

export const closeWindow = ({ BrowserWindow }: Main) => BrowserWindow.getAllWindows()[0]?.close();
export const countWindows = ({ BrowserWindow }: Main) => BrowserWindow.getAllWindows().length;
