import { dialog, type MessageBoxOptions } from 'electron';
import type { Surrounding } from './desktop.ts';
import { Updates, type Updater } from './updates.ts';

/** electron-updater is read only when somebody looks for a newer version. */
async function loadUpdater(): Promise<Updater> {
  const { default: loaded } = await import('electron-updater');
  return loaded.autoUpdater;
}

export function installedUpdates({ window, locale }: Surrounding): Updates {
  const show = (options: MessageBoxOptions) => {
    const owner = window();
    return owner ? dialog.showMessageBox(owner, options) : dialog.showMessageBox(options);
  };
  return new Updates({
    updater: loadUpdater,
    locale,
    async ask({ message, detail, yes, no }) {
      const { response } = await show({ type: 'question', message, detail, buttons: [yes, no], cancelId: 1 });
      return response === 0;
    },
    async tell(message, detail) {
      await show({ type: 'info', message, detail });
    },
  });
}
