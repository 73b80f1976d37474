import type { Notification as ElectronNotification, NotificationConstructorOptions } from 'electron';
import type { DesktopTexts } from '../texts.ts';

export interface NotificationParts {
  readonly Notification: {
    new (options: NotificationConstructorOptions): Pick<ElectronNotification, 'on' | 'show' | 'close'>;
    isSupported(): boolean;
  };
  readonly texts: DesktopTexts;
  /** Whether a window of Baton is in front: then the desk itself says it. */
  readonly isInFront: () => boolean;
  readonly show: (caseId: string) => void;
}

/** Native notifications. Their text is the desktop's own, so none can carry a name; a click shows the case, and does nothing to it. */
export class Notifications {
  readonly #parts: NotificationParts;
  /** By case. Held here, since one that is collected takes its click with it. */
  readonly #open = new Map<string, Pick<ElectronNotification, 'close'>>();

  constructor(parts: NotificationParts) {
    this.#parts = parts;
  }

  /** Whether one is shown. A second one of a case takes the place of the first. */
  notify(caseId: string): boolean {
    const { Notification, texts, isInFront, show } = this.#parts;
    if (isInFront() || !Notification.isSupported()) return false;
    this.#open.get(caseId)?.close();
    const one = new Notification({ title: 'Baton', body: texts.say('needsYou') });
    one.on('click', () => {
      this.#open.delete(caseId);
      show(caseId);
    });
    one.on('close', () => {
      if (this.#open.get(caseId) === one) this.#open.delete(caseId);
    });
    this.#open.set(caseId, one);
    one.show();
    return true;
  }

  clear(): void {
    for (const one of this.#open.values()) one.close();
    this.#open.clear();
  }
}
