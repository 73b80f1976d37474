import { useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import { useDesk, useUi } from '../../desk.ts';
import { dropToast } from '../../store/ui.ts';
import styles from './toast-host.module.css';

const lastsMs = 8000;

/** The result of one's own last action, one at a time; an error stays until it is read. */
export function ToastHost() {
  const { ui, texts } = useDesk();
  const toast = useUi((state) => state.toast);
  useEffect(() => {
    if (!toast || toast.isError) return;
    const timer = setTimeout(() => dropToast(ui, toast.id), lastsMs);
    return () => clearTimeout(timer);
  }, [ui, toast]);
  return (
    <div className={styles.host} role="status" aria-live="polite">
      {toast && (
        <div className={styles.toast} data-error={toast.isError}>
          <span>{toast.text}</span>
          {toast.undo && <Button isSmall onPress={toast.undo} shortcut="$mod+z">{texts.say('frame.undo')}</Button>}
          <Button isSmall kind="plain" label={texts.say('frame.close')} onPress={() => dropToast(ui, toast.id)}>✕</Button>
        </div>
      )}
    </div>
  );
}
