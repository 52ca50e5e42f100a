import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepFocus } from '../../src-renderer/state/kept-focus.ts';

describe('the focus', () => {
  let stop: () => void;
  beforeEach(() => {
    document.body.innerHTML = `<div id="app"><canvas role="application" tabindex="0"></canvas>
      <ul><li id="a"><button>Dismiss a</button></li><li id="b"><button>Dismiss b</button></li></ul>
      <details open><summary tabindex="0">Subject</summary><div id="again"><button>Find again</button></div></details>
      <aside><button id="loose">Loose</button></aside></div>`;
    stop = keepFocus(document.querySelector<HTMLElement>('#app')!);
  });
  afterEach(() => stop());

  const settled = () => new Promise(resolve => setTimeout(resolve, 20));
  /** Removes what a person has just pressed. @returns where the focus is then */
  async function afterRemoving(pressed: string, removed: string) {
    document.querySelector<HTMLElement>(pressed)!.focus();
    document.querySelector(removed)!.remove();
    await settled();
    return document.activeElement?.textContent.trim() || document.activeElement?.tagName;
  }

  it('goes to the next message when one is dismissed, and to the photo with the last', async () => {
    expect(await afterRemoving('#a button', '#a')).toBe('Dismiss b');
    expect(await afterRemoving('#b button', '#b')).toBe('CANVAS');
  });

  it('goes to the heading of the section in which a button was', async () => {
    expect(await afterRemoving('#again button', '#again')).toBe('Subject');
  });

  it('goes to the photo where nothing else is near', async () => {
    expect(await afterRemoving('#loose', '#loose')).toBe('CANVAS');
  });

  it('stays where it is when something else goes, or when it was given on', async () => {
    expect(await afterRemoving('#loose', '#a')).toBe('Loose');
    document.querySelector<HTMLElement>('#b button')!.focus();
    document.querySelector('#b')!.remove();
    document.querySelector<HTMLElement>('#loose')!.focus();
    await settled();
    expect(document.activeElement?.textContent).toBe('Loose');
  });
});
