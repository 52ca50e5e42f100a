import type { Settings } from '../../src-shared/contract/editor/app.ts';
import type { Door } from '../../src-shared/contract/editor/door.ts';
import { Autosave } from './autosave.ts';
import type { Exporting } from './exporting.svelte.ts';
import type { Models } from './models.svelte.ts';
import { language } from './text.svelte.ts';
import { appearance } from './theme.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What is remembered between runs, read into the editor's parts and gathered from them again. */
export class Preferences {
  readonly #workspace: Workspace;
  readonly #exporting: Exporting;
  readonly #models: Models;
  readonly #save: Autosave<Settings>;
  #kept = '';

  constructor(door: Door, workspace: Workspace, exporting: Exporting, models: Models) {
    this.#workspace = workspace;
    this.#exporting = exporting;
    this.#models = models;
    this.#save = new Autosave(settings => void door.call('app.settings', { settings }));
  }

  use(settings: Settings): void {
    language.use(settings.locale);
    appearance.use(settings.theme);
    this.#workspace.smart = settings.smartStrokes;
    this.#workspace.brushShare = settings.brush.share;
    this.#workspace.hardness = settings.brush.hardness;
    this.#models.declined = settings.declinedModels;
    if (settings.exportOptions) this.#exporting.options = settings.exportOptions;
    this.#kept = JSON.stringify(this.#gather());
  }

  /** Saves what changed since it was read or saved. */
  remember(): void {
    const settings = this.#gather();
    const text = JSON.stringify(settings);
    if (this.#kept === '' || text === this.#kept) return;
    this.#kept = text;
    this.#save.touch(settings);
  }

  flush(): void {
    this.#save.flush();
  }

  #gather(): Settings {
    const { smart, brushShare: share, hardness } = this.#workspace;
    const { options } = this.#exporting;
    return {
      locale: language.chosen,
      theme: appearance.chosen,
      smartStrokes: smart,
      brush: { share, hardness },
      exportOptions: options,
      declinedModels: [...this.#models.declined],
    };
  }
}
