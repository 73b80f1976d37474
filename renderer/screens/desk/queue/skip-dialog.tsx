import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import type { Desk } from '../../../desk.ts';
import { useDesk } from '../../../desk.ts';
import { rowAnywhere } from '../../../store/select.ts';
import { closeDialog } from '../../../store/ui.ts';
import { takeNext } from './queue-commands.ts';
import styles from './queue-dialogs.module.css';

const reasons = ['notMyField', 'knowCustomer', 'needLonger', 'other'] as const;

/** Another task instead of the one that came by `N`: why, so that it can be seen what people leave. */
export function SkipDialog({ about }: { about: Readonly<Record<string, string>> }) {
  const desk = useDesk();
  const { texts: { say }, ui } = desk;
  const [reason, setReason] = useState<string>();
  const run = (): void => {
    closeDialog(ui);
    if (reason !== undefined && about['task'] !== undefined) void skip(desk, about['task'], reason);
  };
  return (
    <DeskDialog title={say('queue.skip.title')} primary={{ text: say('queue.skip.run'), run, blocked: reason === undefined ? say('queue.skip.choose') : undefined }}>
      <RadioGroup className={styles.group} value={reason ?? ''} onChange={setReason}>
        <Label className={styles.label}>{say('queue.skip.why')}</Label>
        {reasons.map((one) => <Radio key={one} value={one} className={styles.radio}>{say(`queue.skip.reason.${one}`)}</Radio>)}
      </RadioGroup>
      <p className={styles.note}>{say('queue.skip.note')}</p>
    </DeskDialog>
  );
}

async function skip(desk: Desk, id: string, reason: string): Promise<void> {
  const task = rowAnywhere(desk.rows.getState(), 'task', id);
  if (!task) return takeNext(desk);
  const released = await desk.act('task:release', { task: id, fence: task.fence, because: 'skipped' });
  if (released.ok) await takeNext(desk, { task: id, reason });
}
