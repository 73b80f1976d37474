import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { useDesk } from '../../desk.ts';
import { shortName } from '../../store/directory.ts';
import { ownerIn } from '../../store/team.ts';
import { openDialog } from '../../store/ui.ts';
import styles from './plan-pane.module.css';

/** The people who have more than they can do; besides moving their work one can say how much they take. */
export function OverCapacity() {
  const { lead, texts, data, ui } = useDesk();
  const listed = useStore(lead, (state) => state.listed);
  const names = useStore(data.directory.store);
  const owners = [...new Set(listed.flatMap((task) => ownerIn(task) ?? []))];
  return (
    <div className={styles.actions}>
      {owners.map((person) => <Button key={person} onPress={() => openDialog(ui, 'leadPerson', { person, at: 'settings' })}>{texts.say('lead.capacityOf', { name: shortName(names, person) })}</Button>)}
    </div>
  );
}
