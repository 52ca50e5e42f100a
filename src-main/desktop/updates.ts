/** Newer versions: looked for when a person asks, or at the start where they have asked for that; never taken unasked. */
import type { Locale } from './menu-words.ts';
import { updateWords } from './update-words.ts';

/** The part of electron-updater that is used. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean;
    readonly updateInfo: { readonly version: string };
  } | null>;
  downloadUpdate(): Promise<unknown>;
  quitAndInstall(): void;
}

export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly yes: string;
  readonly no: string;
}

export interface UpdateParts {
  readonly updater: () => Promise<Updater>;
  readonly locale: () => Locale;
  readonly ask: (question: Question) => Promise<boolean>;
  readonly tell: (message: string, detail: string) => Promise<void>;
}

export class Updates {
  private readonly parts: UpdateParts;
  private running: Promise<void> | undefined;

  constructor(parts: UpdateParts) {
    this.parts = parts;
  }

  /**
   * Looks for a newer version, once at a time; asks before it is fetched, and again before it is installed.
   * @param quietly says nothing where there is none, or where it cannot be known
   */
  look(quietly = false): Promise<void> {
    this.running ??= this.run(quietly).finally(() => (this.running = undefined));
    return this.running;
  }

  private async run(quietly: boolean) {
    const words = updateWords[this.parts.locale()];
    try {
      const newer = await this.offer();
      if (!newer && !quietly) await this.parts.tell(words.none.message, words.none.detail);
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      if (!quietly) await this.parts.tell(words.failed.message, words.failed.detail(reason));
    }
  }

  /** @returns whether there is a newer version */
  private async offer(): Promise<boolean> {
    const words = updateWords[this.parts.locale()];
    const updater = await this.parts.updater();
    Object.assign(updater, { autoDownload: false, autoInstallOnAppQuit: false });
    const found = await updater.checkForUpdates();
    if (!found?.isUpdateAvailable) return false;
    if (!(await this.parts.ask(words.offer(found.updateInfo.version)))) return true;
    await updater.downloadUpdate();
    if (await this.parts.ask(words.ready)) updater.quitAndInstall();
    return true;
  }
}
