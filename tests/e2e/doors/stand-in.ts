import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchDesktop, type LaunchedDesktop } from '../../electron-stand-in/launch.ts';
import { cannotShow, letGo, sharedBrowser, sharedProgram } from './chromium.ts';
import { clearWindow, noWindows, savedIn, saveFolder } from './desktop-saving.ts';
import {
  type DesktopHands,
  type Door,
  type EditorAtDoor,
  environmentOf,
  type Saved,
  viewport,
  type Wish,
} from './door.ts';

/** The desktop program's own main process and preload, on the stand-in for Electron. */
export const standInDoor: Door = {
  name: 'desktop on the stand-in',
  cannot: cannotShow,
  hasWindows: false,
  isDesktop: true,
  async start(wish) {
    const desktop = await launch(wish);
    return new EditorOnStandIn(wish, desktop, await windowOf(desktop));
  },
  end: letGo,
};

const launch = async (wish: Wish): Promise<LaunchedDesktop> =>
  launchDesktop({
    root: await sharedProgram(),
    browser: await sharedBrowser(),
    words: wish.photos ?? [],
    env: environmentOf(wish),
    userData: wish.data,
    locale: wish.locale === 'ko' ? 'ko-KR' : 'en-GB',
  });

async function windowOf(desktop: LaunchedDesktop): Promise<Page> {
  const page = await desktop.window();
  await page.setViewportSize(viewport);
  return page;
}

class EditorOnStandIn implements EditorAtDoor {
  readonly data: string;
  readonly another = noWindows;
  page: Page;
  private readonly wish: Wish;
  private program: LaunchedDesktop;

  constructor(wish: Wish, program: LaunchedDesktop, page: Page) {
    this.wish = wish;
    this.data = wish.data;
    this.program = program;
    this.page = page;
  }

  async choosing(paths: readonly string[], press: () => Promise<void>) {
    this.program.answerNext('showOpenDialog', { canceled: false, filePaths: [...paths] });
    await press();
  }

  async saving(press: () => Promise<void>): Promise<Saved> {
    const folder = saveFolder(this.data);
    this.program.answerAlways('showSaveDialog', (options: unknown) => {
      const { defaultPath } = options as { defaultPath: string };
      return { canceled: false, filePath: join(folder, basename(defaultPath)) };
    });
    await press();
    return savedIn(folder);
  }

  async knowFiles(paths: readonly string[]) {
    for (const path of paths) await this.program.nameFile(path);
  }

  async computePid() {
    const pid = (await this.program.utilityPids()).at(-1);
    if (pid === undefined) throw new Error('No compute process runs.');
    return pid;
  }

  clear = () => clearWindow(this);

  async crash() {
    await this.program.close();
    this.program = await launch({ ...this.wish, photos: [] });
    this.page = await windowOf(this.program);
  }

  close = () => this.program.close();

  get desktop(): DesktopHands {
    const { program } = this;
    return {
      menuLabels: program.menuLabels,
      clickMenu: async name => {
        await program.clickMenu(name);
      },
      answerQuestion: button => {
        program.answerNext('showMessageBox', { response: button, checkboxChecked: false });
        return Promise.resolve();
      },
      dialogs: () => Promise.resolve(program.dialogs),
      filesShown: () => {
        const shows = program.told.filter(({ method }) => method === 'showItemInFolder');
        return Promise.resolve(shows.map(({ args }) => args[0] as string));
      },
      // The program may end before it answers.
      closeWindow: () => Promise.race([program.closeWindow(), program.exited.then(() => undefined)]),
      windowCount: async () => (await program.look()).length,
      startAgain: words => program.startAgain(words),
      exited: program.exited,
    };
  }
}
