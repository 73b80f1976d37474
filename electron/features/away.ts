import type { PowerMonitor } from 'electron';
import type { DesktopTell } from '../../shared/contract/ipc.ts';

export interface AwayParts {
  readonly powerMonitor: Pick<PowerMonitor, 'on' | 'off'>;
  readonly tell: (message: DesktopTell) => void;
  /** The person left the machine. */
  readonly onHidden: () => void;
}

/** Lock and sleep hide what is on screen, unlocking shows it again, and waking calls for a fresh connection. Returns its stop. */
export function watchAway({ powerMonitor, tell, onHidden }: AwayParts): () => void {
  const hide = (why: 'locked' | 'asleep') => (): void => {
    tell({ is: 'hidden', why });
    onHidden();
  };
  const listeners = {
    'lock-screen': hide('locked'),
    // Fast user switching on macOS: the session goes behind another person's.
    'user-did-resign-active': hide('locked'),
    suspend: hide('asleep'),
    'unlock-screen': () => tell({ is: 'unlocked' }),
    'user-did-become-active': () => tell({ is: 'unlocked' }),
    resume: () => tell({ is: 'awake' }),
  };
  for (const [event, listener] of Object.entries(listeners)) powerMonitor.on(event as 'resume', listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) powerMonitor.off(event as 'resume', listener);
  };
}
