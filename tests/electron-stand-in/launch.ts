/** Starts the real main process on the stand-in, and holds both ends: the program's and the person's. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, Pages } from './pages.ts';
import { type Call, connect } from './rpc.ts';

const register = fileURLToPath(new URL('./register.ts', import.meta.url));

export interface Launch {
  /** The program's root: `stageProgram` makes one. */
  readonly root: string;
  /** What comes after the program's name. */
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The system's language; British English when left out. */
  readonly locale?: string;
  /** Where it keeps what is its own; a new folder when left out, which goes at the end. */
  readonly userData?: string;
  /** A running Chromium, which stays its owner's; one of its own when left out. */
  readonly browser?: Browser;
}

/** One window, as a person sees it. */
export interface Look {
  readonly id: number;
  readonly title: string;
  readonly edited: boolean;
  readonly represented: string;
  readonly visible: boolean;
}

export type DialogMethod = 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox';

/** What a dialog gives back, or how that follows from its options. */
type Answer = object | ((options: unknown) => object);

export class LaunchedDesktop {
  /** Every dialog that was shown, with its options. */
  readonly dialogs: { method: string; options: unknown }[] = [];
  /** What the program told the system to show or open. */
  readonly told: { method: string; args: unknown[] }[] = [];
  readonly exited: Promise<number | null>;
  private readonly answers: { method: DialogMethod; answer: Answer }[] = [];
  private readonly habits = new Map<string, Answer>();
  private readonly launch: Launch & { userData: string };
  private readonly browser: Browser;
  private readonly child: ChildProcess;
  private readonly call: Call;
  private pages: Pages | undefined;

  constructor(launch: Launch & { userData: string }, browser: Browser) {
    this.launch = launch;
    this.browser = browser;
    this.child = start(launch);
    this.exited = once(this.child, 'exit').then(([code]) => code as number | null);
    this.call = connect(
      {
        send: message => this.child.connected && this.child.send(message as object, () => undefined),
        listen: handler => this.child.on('message', handler),
      },
      this.handlers(),
    );
  }

  /** Must be called before anything else. */
  async ready(): Promise<this> {
    this.pages = new Pages(await this.browser.newContext({ locale: languageOf(this.launch) }), this.call);
    this.child.send('begin');
    return this;
  }

  /** The program's window, loaded. */
  async window(): Promise<Page> {
    return until(async () => {
      const page = this.pages?.all[0];
      const look = (await this.look()).at(0);
      return look?.visible ? page : undefined;
    }, 'a window');
  }

  get faults(): readonly string[] {
    return this.pages?.faults ?? [];
  }

  look = async () => (await this.call('look')) as Look[];
  themeSource = async () => (await this.call('themeSource')) as string;
  menuLabels = async () => (await this.call('menuLabels')) as string[];
  /** @param item its id (a command's name) or its label */
  clickMenu = (item: string) => this.call('clickMenu', item);
  /** The person's answer to the next dialog of this kind. */
  answerNext = (method: DialogMethod, answer: Answer) => void this.answers.push({ method, answer });
  /** The person's answer to all dialogs of this kind that `answerNext` says nothing of. */
  answerAlways = (method: DialogMethod, answer: Answer) => void this.habits.set(method, answer);
  openFile = (path: string) => this.call('openFile', path);
  quit = () => this.call('quit');
  recentDocuments = async () => (await this.call('recentDocuments')) as string[];
  utilityPids = async () => (await this.call('utilityPids')) as number[];
  grants = (permission: string, from: string) => this.call('grants', permission, from);
  /** Calls a channel as another sender than the page would. */
  invokeAs = (from: { url: string; top: boolean }, channel: string, ...args: unknown[]) =>
    this.call('invoke', { window: 1, ...from }, channel, args);
  nameFile = (path: string) => this.pages?.nameFile(basename(path), path);

  /** The person closes the window; it may ask. */
  async closeWindow() {
    const look = (await this.look()).at(0);
    await this.call('closeWindow', look?.id);
  }

  /** Starts the program once more on the same settings. @returns its exit code */
  async startAgain(words: readonly string[]): Promise<number | null> {
    const second = start({ ...this.launch, words });
    second.send('begin');
    const [code] = (await once(second, 'exit')) as [number | null];
    return code;
  }

  async close() {
    this.child.kill('SIGKILL');
    await this.exited;
    await (this.launch.browser ? this.pages?.closeAll() : this.browser.close());
  }

  private handlers() {
    const pages = () => this.pages!;
    return {
      open: (id: number, size: { width: number; height: number }, preload: string) =>
        pages().open(id, size, preload),
      load: (id: number, url: string) => pages().load(id, url),
      reload: (id: number) => pages().reload(id),
      close: (id: number) => pages().close(id),
      send: (id: number, channel: string, args: unknown[]) => pages().send(id, channel, args),
      told: (method: string, args: unknown[]) => void this.told.push({ method, args }),
      dialog: (method: string, options: unknown) => this.answer(method, options),
    };
  }

  private answer(method: string, options: unknown): unknown {
    this.dialogs.push({ method, options });
    const at = this.answers.findIndex(each => each.method === method);
    const answer = at < 0 ? this.habits.get(method) : this.answers.splice(at, 1)[0].answer;
    if (!answer) throw new Error(`${method} was shown, and the test has no answer to it.`);
    return typeof answer === 'function' ? (answer as (options: unknown) => object)(options) : answer;
  }
}

export async function launchDesktop(launch: Launch): Promise<LaunchedDesktop> {
  const userData = launch.userData ?? mkdtempSync(join(tmpdir(), 'portrait-user-'));
  const desktop = new LaunchedDesktop({ ...launch, userData }, launch.browser ?? (await launchChromium()));
  if (launch.userData === undefined)
    void desktop.exited.then(() => rmSync(userData, { recursive: true, force: true }));
  return desktop.ready();
}

const languageOf = ({ locale = 'en-GB' }: Launch): string => locale;

/** Electron's own word order: the program, its folder, then the words. */
function start(launch: Launch & { userData: string }): ChildProcess {
  const { root, words = [], env = {}, userData } = launch;
  const main = join(root, 'src-main', 'desktop', 'main.ts');
  return spawn(process.execPath, ['--import', register, main, ...words], {
    env: {
      ...process.env,
      STAND_IN_USER_DATA: userData,
      STAND_IN_LOCALE: languageOf(launch),
      PORTRAIT_DATA: userData,
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
}

const PATIENCE_MS = 60_000;

/** Waits for what comes by itself. */
export async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${PATIENCE_MS / 1000} s for ${what}.`);
}
