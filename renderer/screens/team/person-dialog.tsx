import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { DeskDialog } from '../../components/desk-dialog.tsx';
import { LoadBar } from '../../components/load-bar.tsx';
import { LoadFigures } from '../../components/load-figures.tsx';
import { Mark } from '../../components/mark.tsx';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { isAbsent } from '../../../shared/model/person.ts';
import { useRow } from '../../store/select.ts';
import { closeDialog } from '../../store/ui.ts';
import type { DialogProps } from '../dialog-props.ts';
import { Choices } from './choices.tsx';
import { choose } from './choose.ts';
import styles from './person-dialog.module.css';
import { PersonSettings } from './person-settings.tsx';
import { usePersonState } from './person-state.ts';
import { startPlan } from './plan-actions.ts';
import { inputTime, untilTimes } from './until-times.ts';

const reasons = ['ill', 'training', 'leave', 'other'] as const;

/** One colleague: absent from now until when, with a plan for what they hold; back again; what they take and how they are there. */
export function PersonDialog({ about }: DialogProps) {
  const desk = useDesk();
  const { rows, texts, clock, ui, data, act } = desk;
  const { say } = texts;
  const id = about['person'] ?? '';
  const person = useRow(rows, 'person', id);
  const load = useRow(rows, 'count', `person:${id}`)?.load ?? 0;
  const name = useStore(data.directory.store, (names) => names[id]?.name ?? id);
  const state = usePersonState();
  const [now] = useState(clock.now);
  const [times] = useState(() => untilTimes(now));
  const [until, setUntil] = useState(() => (person?.absence && person.absence.until > now ? person.absence.until : (times[0] ?? now)));
  const [isSetting, setIsSetting] = useState(about['at'] === 'settings');
  const [because, setBecause] = useState<(typeof reasons)[number]>('ill');
  if (!person) return null;
  const isAway = isAbsent(person, now);
  const plan = (): void => {
    closeDialog(ui);
    choose(desk, { is: 'person', person: id });
    startPlan(desk, { absent: { person: id, until, because } });
  };
  const known = times.includes(until);
  return (
    <DeskDialog
      title={name}
      primary={{ text: say('lead.person.plan'), run: plan, blocked: until <= now ? say('lead.person.past') : undefined }}
      note={say('lead.person.planNote')}
    >
      <div className={styles.facts}>
        <span><Mark is={state(person).mark} />{state(person).words}</span>
        <span className={styles.role}>{[...new Set([say(`role.${person.role}`), say(`team.${person.team}`)])].join(', ')}</span>
        <span className={styles.load}><LoadBar before={load} capacity={person.capacity} /></span>
        <LoadFigures before={load} capacity={person.capacity} />
        <Button isSmall onPress={() => { closeDialog(ui); choose(desk, { is: 'person', person: id }); }}>{say('lead.person.showWork')}</Button>
        {isAway ? <Button isSmall onPress={() => void act('person:return', { person: id }).then(({ ok }) => ok && closeDialog(ui))}>{say('lead.person.back')}</Button> : null}
      </div>
      <Choices
        label={say('lead.person.absentUntil')}
        value={known ? String(until) : ''}
        choices={times.map((at) => ({ id: String(at), text: momentText(texts.locale, at, now) }))}
        onChoose={(at) => setUntil(Number(at))}
      />
      <div className={styles.row}>
        <TextField className={styles.field} value={inputTime(until)} onChange={(text) => { const at = new Date(text).getTime(); if (Number.isFinite(at)) setUntil(at); }}>
          <Label className={styles.label}>{say('lead.person.orUntil')}</Label>
          <Input className={styles.input} type="datetime-local" min={inputTime(now)} />
        </TextField>
        <Choices label={say('lead.person.because')} value={because} choices={reasons.map((one) => ({ id: one, text: say(`lead.reason.${one}`) }))} onChoose={setBecause} />
      </div>
      {isSetting ? <PersonSettings person={person} name={name} /> : <div><Button isSmall onPress={() => setIsSetting(true)}>{say('lead.person.settings')} …</Button></div>}
    </DeskDialog>
  );
}
