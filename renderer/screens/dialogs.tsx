import type { ComponentType } from 'react';
import { useUi } from '../desk.ts';

/** What a dialog gets: what it is about, as its opener said. */
export interface DialogProps {
  readonly about: Readonly<Record<string, string>>;
}

/** Every dialog by the name that `openDialog` takes. */
const dialogs: Readonly<Record<string, ComponentType<DialogProps>>> = {};

export function DialogHost() {
  const dialog = useUi((ui) => ui.dialog);
  const Shown = dialog && dialogs[dialog.name];
  return Shown ? <Shown key={JSON.stringify(dialog)} about={dialog.about} /> : null;
}
