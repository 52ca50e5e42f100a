/** What this door itself remembers between runs. The editor's own settings are the editor's. */
import Store from 'electron-store';
import { type SavedWindow, savedWindowSchema } from './windows.ts';

export interface Remembered {
  window(): SavedWindow;
  keepWindow(saved: SavedWindow): void;
  /** Whether to look for a newer version at the start; no, until the person says yes. */
  updatesAtStart(): boolean;
  keepUpdatesAtStart(wanted: boolean): void;
}

export function openRemembered(): Remembered {
  // A damaged file is thrown away: it holds nothing that a person would miss.
  const store = new Store<{ window?: unknown; updatesAtStart?: unknown }>({
    name: 'window',
    clearInvalidConfig: true,
  });
  return {
    window: () => savedWindowSchema.parse(store.get('window')),
    keepWindow: saved => store.set('window', saved),
    updatesAtStart: () => store.get('updatesAtStart') === true,
    keepUpdatesAtStart: wanted => store.set('updatesAtStart', wanted),
  };
}
