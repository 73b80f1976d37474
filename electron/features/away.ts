import type { PowerMonitor } from 'electron';
import type { DesktopTell } from '../../shared/contract/ipc.ts';

export interface AwayParts {
  readonly powerMonitor: Pick<PowerMonitor, 'on' | 'off'>;
  readonly tell: (message: DesktopTell) => void;
  /** The person left the machine. */
  readonly onHidden: () => void;
}

export interface Away {
  /** A window that opens, or comes back, behind a locked screen is covered too. */
  readonly isLocked: () => boolean;
  readonly stop: () => void;
}

/** Lock and sleep hide what is on screen, unlocking shows it again, and waking calls for a fresh connection. */
export function watchAway({ powerMonitor, tell, onHidden }: AwayParts): Away {
  let isLocked = false;
  const hide = (why: 'locked' | 'asleep') => (): void => {
    isLocked ||= why === 'locked';
    tell({ is: 'hidden', why });
    onHidden();
  };
  const unlock = (): void => {
    isLocked = false;
    tell({ is: 'unlocked' });
  };
  const listeners = {
    'lock-screen': hide('locked'),
    // Fast user switching on macOS: the session goes behind another person's.
    'user-did-resign-active': hide('locked'),
    suspend: hide('asleep'),
    'unlock-screen': unlock,
    'user-did-become-active': unlock,
    resume: () => tell({ is: 'awake' }),
  };
  for (const [event, listener] of Object.entries(listeners)) powerMonitor.on(event as 'resume', listener);
  return {
    isLocked: () => isLocked,
    stop: () => {
      for (const [event, listener] of Object.entries(listeners)) powerMonitor.off(event as 'resume', listener);
    },
  };
}
