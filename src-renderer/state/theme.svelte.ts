import type { themes } from '../../src-shared/contract/editor/app.ts';

export type Theme = (typeof themes)[number];

class Appearance {
  /** What the person chose; undefined while it is the system's. */
  chosen = $state<Theme>();

  /** @param chosen undefined for the system's */
  use(chosen: Theme | undefined): void {
    this.chosen = chosen;
    const { dataset } = document.documentElement;
    if (chosen) dataset['theme'] = chosen;
    else delete dataset['theme'];
  }
}

export const appearance = new Appearance();
