import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cannotDrive, openEditor } from './browser-door.ts';
import { choosePhoto, hear, openPhoto, sample } from './hands.ts';

const why = cannotDrive ? ` (skipped: ${cannotDrive})` : '';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** What axe-core calls serious or critical. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate<Violation[]>('axe.run().then(result => result.violations)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}

describe.skipIf(cannotDrive !== undefined)(`the editor for everyone${why}`, () => {
  it('has no serious fault that axe-core finds: empty, with a photo, light and dark', async () => {
    const { page } = await openEditor();
    await page.getByRole('button', { name: 'Open photo' }).first().waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await openPhoto(page, sample('chelsea.png'));
    expect(await seriousFaults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('speaks Korean throughout where the browser does', async () => {
    const { page } = await openEditor([], 'ko-KR');
    await page.getByText('한국어').first().waitFor({ state: 'attached' });
    await page.locator('input[type=file]').first().waitFor({ state: 'attached' });
    await page.locator('input[type=file]').first().setInputFiles(sample('chelsea.png'));
    await page.getByRole('application').waitFor();
    await page.waitForTimeout(4000);
    const words = await page.locator('body').innerText();
    const english = /\b(Open photo|Export|Undo|Background|Subject|Layers|Blur|Feather|Keep|Drop)\b/.exec(
      words,
    );
    expect(english?.[0]).toBeUndefined();
  });

  it('goes from photo to file with the keyboard alone', async () => {
    const { page } = await openEditor();
    await choosePhoto(page, sample('chelsea.png'));
    await hear(page, 'Subject found');
    const blur = page.getByRole('slider', { name: 'Blur', exact: true });
    await blur.focus();
    const before = Number(await blur.inputValue());
    await page.keyboard.press('ArrowRight');
    expect(Number(await blur.inputValue())).toBeGreaterThan(before);
    await page.keyboard.press('Control+z');
    expect(Number(await blur.inputValue())).toBe(before);
    const downloading = page.waitForEvent('download', { timeout: 60_000 });
    await page.keyboard.press('Control+e');
    expect((await downloading).suggestedFilename()).toContain('chelsea');
  });
});
