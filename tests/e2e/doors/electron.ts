import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { clearWindow, noWindows, savedIn, saveFolder } from './desktop-saving.ts';
import {
  type DesktopHands,
  type Door,
  type EditorAtDoor,
  environmentOf,
  type Saved,
  type Wish,
} from './door.ts';
import * as inMain from './electron-main.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const binary = electronBinary();
const built = ['dist/src-main/desktop/main.js', 'dist/desktop/preload.cjs', 'dist/renderer/index.html'].every(
  path => existsSync(join(root, path)),
);

/** The built program in the real Electron, its system dialogs answered in its main process. */
export const electronDoor: Door = {
  name: 'real Electron',
  cannot: process.env['PORTRAIT_REQUIRE_ELECTRON'] === undefined ? missing() : undefined,
  hasWindows: false,
  isDesktop: true,
  async start(wish) {
    speak(wish);
    const program = await launch(wish);
    return new EditorInElectron(wish, program, await program.firstWindow());
  },
  end: () => Promise.resolve(),
};

function missing(): string | undefined {
  if (binary === undefined) return 'Electron’s binary is not here';
  return built ? undefined : 'the program is not built: npm run build';
}

function electronBinary(): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const path = join(folder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}

/** Draws in software, so that every machine draws the same. */
const drawing = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

const wordsOf = ({ photos = [], data }: Wish): string[] => [
  root,
  `--user-data-dir=${data}`,
  ...drawing,
  ...photos,
];

/** Each system has another way to tell one program its language; the program's own setting is the same on all. */
function speak({ locale, data }: Wish) {
  if (locale !== undefined) writeFileSync(join(data, 'settings.json'), JSON.stringify({ locale }));
}

const environment = (wish: Wish): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  ...environmentOf(wish),
});

/** Playwright finds the binary by itself; given its path it would leave its own words among the program's. */
async function launch(wish: Wish): Promise<ElectronApplication> {
  const chromiumSandbox = process.getuid?.() !== 0;
  const program = await _electron.launch({
    args: wordsOf(wish),
    env: environment(wish),
    chromiumSandbox,
    timeout: 60_000,
  });
  await program.evaluate(inMain.noteDialogs);
  return program;
}

class EditorInElectron implements EditorAtDoor {
  readonly data: string;
  readonly another = noWindows;
  page: Page;
  private readonly wish: Wish;
  private program: ElectronApplication;
  private exited: Promise<number | null>;

  constructor(wish: Wish, program: ElectronApplication, page: Page) {
    this.wish = wish;
    this.data = wish.data;
    this.program = program;
    this.page = page;
    this.exited = exitOf(program);
  }

  async choosing(paths: readonly string[], press: () => Promise<void>) {
    await this.program.evaluate(inMain.chooseNext, [...paths]);
    await press();
  }

  async saving(press: () => Promise<void>): Promise<Saved> {
    const folder = saveFolder(this.data);
    await this.program.evaluate(inMain.answerSaves, folder + sep);
    await press();
    return savedIn(folder);
  }

  /** A file in a real window knows its path. */
  knowFiles = () => Promise.resolve();

  async computePid() {
    const metrics = await this.program.evaluate(({ app }) => app.getAppMetrics());
    const found = metrics.find(({ name, serviceName }) => [name, serviceName].includes('Portrait compute'));
    if (!found) throw new Error('No compute process runs.');
    return found.pid;
  }

  clear = () => clearWindow(this);

  async crash() {
    await this.kill();
    this.program = await launch({ ...this.wish, photos: [] });
    this.exited = exitOf(this.program);
    this.page = await this.program.firstWindow();
  }

  async close() {
    if (this.program.process().exitCode === null) await this.kill();
  }

  /** On Windows the process that Playwright started is a shell: the program says who it is. */
  private async kill() {
    const pid = await this.program.evaluate(() => process.pid).catch(() => undefined);
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    await this.exited;
  }

  get desktop(): DesktopHands {
    const { program } = this;
    return {
      menuLabels: () => program.evaluate(inMain.menuLabels),
      clickMenu: name => program.evaluate(inMain.clickMenu, name),
      answerQuestion: button => program.evaluate(inMain.answerQuestion, button),
      dialogs: () => program.evaluate(inMain.shownDialogs),
      filesShown: () => program.evaluate(inMain.filesShown),
      closeWindow: () => program.evaluate(inMain.closeWindow).catch(() => undefined),
      windowCount: () => program.evaluate(inMain.countWindows),
      startAgain: words => this.startAgain(words),
      exited: this.exited,
    };
  }

  private async startAgain(photos: readonly string[]): Promise<number | null> {
    const second = spawn(binary!, wordsOf({ ...this.wish, photos }), { env: environment(this.wish) });
    const [code] = (await once(second, 'exit')) as [number | null];
    return code;
  }
}

const exitOf = (program: ElectronApplication): Promise<number | null> =>
  once(program.process(), 'exit').then(([code]) => code as number | null);
