import type { ComponentType } from 'react';
import { lazy, Suspense } from 'react';
import { useUi } from '../desk.ts';
import type { DialogProps } from './dialog-props.ts';
import { workDialogs } from './desk/dialogs/work-dialogs.ts';
import { ParkPickedDialog } from './desk/queue/park-picked-dialog.tsx';
import { SaveViewDialog } from './desk/queue/save-view-dialog.tsx';
import { SkipDialog } from './desk/queue/skip-dialog.tsx';

/** Every dialog by the name that `openDialog` takes. */
const dialogs: Readonly<Record<string, ComponentType<DialogProps>>> = {
  giveTo: lazy(async () => ({ default: (await import('./team/give-to-dialog.tsx')).GiveToDialog })),
  leadAudit: lazy(async () => ({ default: (await import('./team/audit-dialog.tsx')).AuditDialog })),
  leadCases: lazy(async () => ({ default: (await import('./team/cases-dialog.tsx')).CasesDialog })),
  leadPerson: lazy(async () => ({ default: (await import('./team/person-dialog.tsx')).PersonDialog })),
  learning: lazy(async () => ({ default: (await import('./learning/learning-dialog.tsx')).LearningDialog })),
  remind: lazy(async () => ({ default: (await import('./team/remind-dialog.tsx')).RemindDialog })),
  notices: lazy(async () => ({ default: (await import('./notices/notices-dialog.tsx')).NoticesDialog })),
  parkPicked: ParkPickedDialog, saveView: SaveViewDialog, skipTask: SkipDialog,
  ...workDialogs,
};

export function DialogHost() {
  const dialog = useUi((ui) => ui.dialog);
  const Shown = dialog && dialogs[dialog.name];
  return Shown ? <Suspense fallback={null}><Shown key={JSON.stringify(dialog)} about={dialog.about} /></Suspense> : null;
}
