import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { ownerOf } from '../../../../shared/model/task.ts';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { rowAnywhere } from '../../../store/select.ts';
import { closeDialog, showToast } from '../../../store/ui.ts';
import styles from './queue-dialogs.module.css';

const hourMs = 3_600_000;

/** A moment as the field for it writes it, in the time of this screen. */
function fieldTime(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** Sets several own tasks aside until one moment, for one reason; each that cannot be is named. */
export function ParkPickedDialog() {
  const desk = useDesk();
  const { act, clock, person, rows, texts: { say }, ui } = desk;
  const own = [...ui.getState().picked].flatMap((id) => rowAnywhere(rows.getState(), 'task', id) ?? []).filter((task) => ownerOf(task) === person.id);
  const [until, setUntil] = useState(() => fieldTime(clock.now() + 24 * hourMs));
  const [reason, setReason] = useState('');
  const at = Date.parse(until);
  const run = async (): Promise<void> => {
    closeDialog(ui);
    const answers = await Promise.all(own.map(({ id, fence }) => act('task:park', { task: id, fence, until: at, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) })));
    ui.setState({ picked: new Set() });
    const parked = answers.filter(({ ok }) => ok).length;
    showToast(ui, { text: say('queue.park.done', { count: parked }), isError: parked < own.length });
  };
  return (
    <DeskDialog
      title={say('queue.park.title', { count: own.length })}
      primary={{ text: say('queue.park.run', { count: own.length }), run: () => void run(), blocked: at > clock.now() ? undefined : say('queue.park.future') }}
    >
      <TextField className={styles.field} type="datetime-local" value={until} onChange={setUntil}>
        <Label className={styles.label}>{say('queue.park.until')}</Label>
        <Input className={styles.input} />
      </TextField>
      <TextField className={styles.field} value={reason} onChange={setReason} maxLength={500}>
        <Label className={styles.label}>{say('queue.park.why')}</Label>
        <Input className={styles.input} />
      </TextField>
    </DeskDialog>
  );
}
