import { useState } from 'react';
import { Checkbox, Input, Label, TextField } from 'react-aria-components';
import { v7 as uuid } from 'uuid';
import { teamRoutes } from '../../../../shared/contract/rest-team.ts';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { closeDialog, showToast } from '../../../store/ui.ts';
import styles from './queue-dialogs.module.css';
import { loadSaved } from './queue-tabs.tsx';

/** Keeps what the list shows now, with its filter, under a name; for oneself or for the team. */
export function SaveViewDialog() {
  const desk = useDesk();
  const { api, queue, texts, ui } = desk;
  const { say } = texts;
  const { filter } = queue.store.getState();
  const [name, setName] = useState(filter);
  const [isShared, setShared] = useState(false);
  const [refused, setRefused] = useState<string>();
  const run = async (): Promise<void> => {
    const id = `view-${uuid()}`;
    const body = { name: name.trim(), isShared, query: { ...queue.view.query, ...(filter === '' ? {} : { text: filter }) } };
    const answer = await api.ask(teamRoutes.putView, { id, body });
    if (!answer.ok) return setRefused(texts.refusal(answer));
    await loadSaved(desk);
    queue.openFilter(false);
    ui.setState({ view: id });
    closeDialog(ui);
    showToast(ui, { text: say('queue.saveView.done', { name: name.trim() }), isError: false });
  };
  return (
    <DeskDialog title={say('queue.saveView.title')} primary={{ text: say('queue.saveView.run'), run: () => void run(), blocked: name.trim() === '' ? say('queue.saveView.needsName') : undefined }}>
      <TextField className={styles.field} value={name} onChange={setName} maxLength={80} autoFocus>
        <Label className={styles.label}>{say('queue.saveView.name')}</Label>
        <Input className={styles.input} />
      </TextField>
      <Checkbox className={styles.check} isSelected={isShared} onChange={setShared}>
        <span className={styles.box} aria-hidden="true">{isShared ? '☑' : '☐'}</span> {say('queue.saveView.shared')}
      </Checkbox>
      {filter === '' ? null : <p className={styles.note}>{say('queue.saveView.filter', { text: filter })}</p>}
      {refused === undefined ? null : <p className={styles.refused} role="alert">{refused}</p>}
    </DeskDialog>
  );
}
