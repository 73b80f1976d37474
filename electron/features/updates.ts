import type { AppUpdater } from 'electron-updater';
import type { Settings } from '../policy.ts';

/** Six hours between two looks; a desk that stays on for days still hears of a version. */
const everyMs = 6 * 3_600_000;

export type Updater = Pick<AppUpdater, 'setFeedURL' | 'checkForUpdates' | 'downloadUpdate' | 'quitAndInstall'> & {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  allowDowngrade: boolean;
  channel: string | null;
  on(event: 'update-downloaded', listener: () => void): unknown;
};

export interface UpdateParts {
  readonly settings: Settings['updates'];
  /** Asked for only where updates are on. */
  readonly updater: () => Promise<Updater>;
  readonly onReady: () => void;
  /** Ids and codes only. */
  readonly log: (code: string) => void;
  readonly every?: (ms: number, run: () => void) => () => void;
}

/** New versions, as the bank's IT allows: never where it switched them off, never an older one, and nothing at all during a call. */
export class Updates {
  readonly #parts: UpdateParts;
  #updater: Updater | undefined;
  #isOnCall = false;
  #isReady = false;
  #isDue = false;
  #stop: () => void = () => undefined;

  constructor(parts: UpdateParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    const { settings, every = repeat } = this.#parts;
    if (settings === 'off') return;
    const updater = await this.#parts.updater();
    updater.autoDownload = false;
    updater.allowDowngrade = false;
    updater.setFeedURL({ provider: 'generic', url: settings.feed, channel: settings.ring });
    // Setting a channel allows older versions, by the library's rule.
    updater.allowDowngrade = false;
    updater.on('update-downloaded', () => {
      this.#isReady = true;
      this.#parts.onReady();
    });
    this.#updater = updater;
    this.#settle();
    this.#stop = every(everyMs, () => void this.look());
    await this.look();
  }

  /** Looks for a version and fetches it; during a call only afterwards. A feed that does not answer is no news. */
  async look(): Promise<void> {
    if (!this.#updater || this.#isReady) return;
    if (this.#isOnCall) {
      this.#isDue = true;
      return;
    }
    try {
      const found = await this.#updater.checkForUpdates();
      if (found?.isUpdateAvailable === true && !this.#isOnCall) await this.#updater.downloadUpdate();
    } catch (error) {
      this.#parts.log(`update_failed ${(error as { code?: string }).code ?? ''}`.trim());
    }
  }

  onCall(isOnCall: boolean): void {
    this.#isOnCall = isOnCall;
    this.#settle();
    if (isOnCall || !this.#isDue) return;
    this.#isDue = false;
    void this.look();
  }

  /** Restarts into the version that was fetched; says whether it does. */
  install(): boolean {
    if (!this.#updater || !this.#isReady || this.#isOnCall) return false;
    this.#updater.quitAndInstall();
    return true;
  }

  stop(): void {
    this.#stop();
  }

  /** A program that ends in the middle of a call, and is started again at once, is not kept waiting by an installer. */
  #settle(): void {
    if (this.#updater) this.#updater.autoInstallOnAppQuit = !this.#isOnCall;
  }
}

function repeat(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  timer.unref();
  return () => clearInterval(timer);
}
