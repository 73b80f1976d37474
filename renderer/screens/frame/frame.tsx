import type { ReactNode } from 'react';
import { useUi } from '../../desk.ts';
import { CallHost, CallStrip } from '../call/call-host.tsx';
import { HelpNear } from '../desk/help/calls.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { Coverable } from './cover.tsx';
import styles from './frame.module.css';
import { KeysHelp } from './keys-help.tsx';
import { PaneTabs } from './pane-tabs.tsx';
import { Palette } from './palette.tsx';
import { ToastHost } from './toast-host.tsx';
import { TopBar } from './top-bar.tsx';

/** Top bar, one screen, bottom bar, and what floats over them. */
export function Frame({ children }: { children: ReactNode }) {
  const isCovered = useUi((ui) => ui.isCovered);
  return (
    <div className={styles.frame} data-covered={isCovered}>
      <TopBar />
      <div className={styles.screen}><Coverable>{children}<CallHost /></Coverable>{!isCovered && <><CallStrip /><HelpNear /></>}</div>
      <PaneTabs />
      <BottomBar />
      {!isCovered && <ToastHost />}
      {!isCovered && <Palette />}
      <KeysHelp />
    </div>
  );
}
