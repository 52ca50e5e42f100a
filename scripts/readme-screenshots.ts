/**
 * Takes the README's two screenshots of the editor, in the browser door, with DeepLab installed as their caption says
 * (`portrait models pull deeplab`). Chromium's place: CHROMIUM.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { editorFolders } from '../src-main/studio/index.ts';
import { serveEditor } from '../src-main/web/serve-editor.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'portrait-shots-'));
const served = await serveEditor({
  photos: [],
  rendererFolder: join(root, 'dist/renderer'),
  folders: editorFolders({ ...process.env, PORTRAIT_DATA: data }),
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});

async function open(colorScheme: 'light' | 'dark', sample: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme });
  const page = await context.newPage();
  await page.goto(served.address);
  await page.getByLabel('Photo files').setInputFiles(join(root, 'assets/samples', sample));
  await page.getByRole('status').filter({ hasText: 'Subject found' }).waitFor({ state: 'attached' });
  return page;
}

async function keep(page: Page, name: string) {
  await page.waitForTimeout(2500);
  const png = await page.screenshot();
  await sharp(png)
    .png({ palette: true, quality: 90 })
    .toFile(join(root, 'assets/readme', name));
}

const masked = await open('light', 'chelsea.png');
// Named by DeepLab.
await masked
  .getByText(/^cat\b/)
  .first()
  .waitFor();
await masked.keyboard.press('b');
await keep(masked, 'editor-mask.png');

const replaced = await open('dark', 'astronaut.png');
await replaced.getByLabel('Backdrop file').setInputFiles(join(root, 'assets/samples/hubble-deep-field.jpg'));
await replaced.waitForTimeout(1500);
const picture = replaced
  .getByRole('radiogroup', { name: 'Background' })
  .getByRole('radio', { name: 'Picture' });
await picture.check({ force: true });
await keep(replaced, 'editor-backdrop.png');

await browser.close();
await served.close();
rmSync(data, { recursive: true, force: true });
process.exit();
