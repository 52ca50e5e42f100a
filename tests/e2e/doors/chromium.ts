import { type Browser, chromium } from 'playwright-core';
import { chromiumFlags, chromiumPath, noChromium } from '../../canvas/canvas-page.ts';
import { stageProgram, windowIsBuilt } from '../../electron-stand-in/stage.ts';

/** Why Chromium cannot show the editor here, if so. */
export const cannotShow =
  noChromium ?? (windowIsBuilt ? undefined : 'the window is not built: npm run build');

let browser: Promise<Browser> | undefined;
let program: Promise<string> | undefined;

/** One browser for all editors of a test file. */
export const sharedBrowser = (): Promise<Browser> =>
  (browser ??= chromium.launch({ executablePath: chromiumPath, args: [...chromiumFlags] }));

/** The program as it is now, laid out in a folder of its own, for all editors of a test file. */
export const sharedProgram = (): Promise<string> => (program ??= stageProgram());

export async function letGo() {
  const open = await browser;
  browser = undefined;
  await open?.close();
}
