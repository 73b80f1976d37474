import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { PersonPut } from '../../../shared/contract/rows.ts';
import type { Availability } from '../../../shared/model/person.ts';
import { Button } from '../../components/button.tsx';
import { useDesk } from '../../desk.ts';
import { showToast } from '../../store/ui.ts';
import { Choices } from './choices.tsx';
import styles from './person-dialog.module.css';

const offered: readonly Availability[] = ['available', 'busy', 'away', 'off'];
const whys = ['workload', 'coverage', 'training', 'asked'] as const;
const mostCapacity = 1000;

/** How much a colleague takes, and how they are there; both with a reason that is kept with the change. */
export function PersonSettings({ person, name }: { person: PersonPut; name: string }) {
  const { act, texts, ui } = useDesk();
  const { say } = texts;
  const [capacity, setCapacity] = useState(String(person.capacity));
  const [availability, setAvailability] = useState(person.availability);
  const [because, setBecause] = useState<(typeof whys)[number]>('workload');
  const wanted = Number(capacity);
  const isCapacity = capacity.trim() !== '' && Number.isInteger(wanted) && wanted >= 0 && wanted <= mostCapacity;
  const isChanged = (isCapacity && wanted !== person.capacity) || availability !== person.availability;
  const save = async (): Promise<void> => {
    if (isCapacity && wanted !== person.capacity) {
      const answer = await act('person:change', { person: person.id, capacity: wanted, because });
      if (!answer.ok) return;
    }
    if (availability !== person.availability) {
      const answer = await act('person:setAvailability', { person: person.id, availability, because });
      if (!answer.ok) return;
    }
    showToast(ui, { text: say('lead.person.saved', { name }), isError: false });
  };
  return (
    <fieldset className={styles.settings}>
      <legend className={styles.legend}>{say('lead.person.settings')}</legend>
      <div className={styles.row}>
        <TextField className={styles.field} value={capacity} onChange={setCapacity} isInvalid={!isCapacity}>
          <Label className={styles.label}>{say('lead.person.capacity')}</Label>
          <Input className={styles.number} type="number" min={0} max={mostCapacity} step={1} />
        </TextField>
        <Choices label={say('lead.person.status')} value={availability} choices={offered.map((one) => ({ id: one, text: say(`availability.${one}`) }))} onChoose={setAvailability} />
      </div>
      <div className={styles.row}>
        <Choices label={say('lead.person.why')} value={because} choices={whys.map((one) => ({ id: one, text: say(`lead.why.${one}`) }))} onChoose={setBecause} />
      </div>
      <div className={styles.row}>
        <Button onPress={() => void save()} blocked={!isCapacity ? say('lead.person.capacityRange', { most: mostCapacity }) : isChanged ? undefined : say('lead.person.unchanged')}>{say('lead.person.save')}</Button>
      </div>
    </fieldset>
  );
}
