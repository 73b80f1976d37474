import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import type { DesktopInput } from '../../shared/contract/ipc.ts';
import type { DesktopTexts } from '../texts.ts';

export type Status = DesktopInput<'showStatus'>;

export interface TrayParts {
  readonly Tray: new (icon: NativeImage) => Pick<Tray, 'setToolTip' | 'setTitle' | 'setContextMenu' | 'on' | 'destroy'>;
  readonly Menu: { buildFromTemplate(template: MenuItemConstructorOptions[]): Menu };
  readonly icon: NativeImage;
  readonly texts: DesktopTexts;
  readonly onOpen: () => void;
  readonly onChoose: (availability: Status['availability']) => void;
  readonly onQuit: () => void;
  readonly onRestart: () => void;
}

/** What a person may choose; wrapping up begins and ends with a call. */
const choices = ['available', 'busy', 'away', 'off'] as const;

/** The mark beside the clock: one's status, how much waits, and that it rings. */
export class DeskTray {
  readonly #parts: TrayParts;
  readonly #tray: InstanceType<TrayParts['Tray']>;
  #status: Status | undefined;
  #isUpdateReady = false;

  constructor(parts: TrayParts) {
    this.#parts = parts;
    this.#tray = new parts.Tray(parts.icon);
    this.#tray.on('click', parts.onOpen);
    this.#paint();
  }

  /** undefined: nobody is signed in. */
  show(status: Status | undefined): void {
    this.#status = status;
    this.#paint();
  }

  updateReady(): void {
    this.#isUpdateReady = true;
    this.#paint();
  }

  destroy(): void {
    this.#tray.destroy();
  }

  #paint(): void {
    const { Menu, texts, onOpen, onQuit, onRestart } = this.#parts;
    this.#tray.setToolTip(`Baton: ${this.#words()}`);
    this.#tray.setTitle(this.#status?.isRinging === true ? texts.say('ringing') : '');
    this.#tray.setContextMenu(Menu.buildFromTemplate([
      { label: this.#words(), enabled: false },
      { type: 'separator' },
      ...this.#choices(),
      { label: texts.say('open'), click: onOpen },
      ...(this.#isUpdateReady && this.#status?.isOnCall !== true ? [{ label: texts.say('updateReady'), click: onRestart }] : []),
      { label: texts.say('quit'), click: onQuit },
    ]));
  }

  #words(): string {
    const { texts } = this.#parts;
    if (!this.#status) return texts.say('signedOut');
    const { availability, waiting, isRinging } = this.#status;
    if (isRinging) return texts.say('ringing');
    return `${texts.say(availability)}, ${waiting === 0 ? texts.say('nothingWaits') : texts.say('waiting', { count: waiting })}`;
  }

  #choices(): MenuItemConstructorOptions[] {
    const { texts, onChoose } = this.#parts;
    if (!this.#status) return [];
    const { availability } = this.#status;
    return [
      ...choices.map((choice): MenuItemConstructorOptions => ({ label: texts.say(choice), type: 'radio', checked: choice === availability, click: () => onChoose(choice) })),
      { type: 'separator' },
    ];
  }
}
