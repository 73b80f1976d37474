import type { UiStore } from '../../../store/ui.ts';
import { closeDialog, openDialog } from '../../../store/ui.ts';

/** Closes a dialog, or goes back to the one that opened it. */
export function leaveDialog(ui: UiStore, about: Readonly<Record<string, string>>): void {
  const { from } = about;
  if (from === undefined) closeDialog(ui);
  else openDialog(ui, from);
}
