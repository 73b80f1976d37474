import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useDesk } from '../desk.ts';
import { closeDialog } from '../store/ui.ts';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

export interface DeskDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The one thing that the dialog is for; `Ctrl+Enter` does it too. */
  readonly primary: { readonly text: string; readonly run: () => void; readonly blocked?: string | undefined };
  /** What closing does with what was typed. */
  readonly note?: string;
  readonly onClose?: () => void;
  /** There is nothing to cancel where the dialog only tells. */
  readonly isTelling?: boolean;
}

/** A dialog over the desk: one primary action on `Ctrl+Enter`, `Esc` closes and loses nothing. */
export function DeskDialog({ title, children, primary, note, onClose, isTelling = false }: DeskDialogProps) {
  const { ui, texts } = useDesk();
  const close = (): void => {
    onClose?.();
    closeDialog(ui);
  };
  const latest = useRef(primary);
  latest.current = primary;
  useEffect(() => {
    // Wherever the focus is in the dialog, or on its way into it, and before lists and choices, which keep keys to themselves.
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || latest.current.blocked !== undefined) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current.run();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return (
    <ModalOverlay className={styles.overlay} isOpen isDismissable onOpenChange={(isOpen) => !isOpen && close()}>
      <Modal className={styles.modal}>
        <Dialog className={styles.dialog}>
          <div className={styles.dialog} style={{ padding: 0, overflow: 'visible' }}>
            <Heading slot="title" className={styles.title}>{title}</Heading>
            {children}
            <div className={styles.actions}>
              <Button kind="primary" onPress={primary.run} blocked={primary.blocked} shortcut="$mod+Enter">{primary.text}</Button>
              {isTelling ? null : <Button kind="plain" onPress={close}>{texts.say('frame.cancel')}</Button>}
              {note === undefined ? null : <span className={styles.note}>{note}</span>}
            </div>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
