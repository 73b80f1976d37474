import { useState } from 'react';
import { useStore } from 'zustand';
import { LoadBar } from '../../components/load-bar.tsx';
import { LoadFigures } from '../../components/load-figures.tsx';
import { useDesk } from '../../desk.ts';
import { shortName } from '../../store/directory.ts';
import type { LeadPlan } from '../../store/plan.ts';
import { loadsOf, movesOf } from '../../store/plan.ts';
import { rowAnywhere } from '../../store/select.ts';
import { dragType } from './drag-type.ts';
import { giveInPlan } from './plan-actions.ts';
import styles from './plan-pane.module.css';

/** How many people stand below those whom the plan gives something, to drag to: who could take most of it, then who has least to do. */
const othersShown = 4;

/** Load before and after, in figures and as bars; a task can be dropped onto a person. */
export function PlanLoad({ plan }: { plan: LeadPlan }) {
  const desk = useDesk();
  const { data, rows, texts } = desk;
  const names = useStore(data.directory.store);
  const [over, setOver] = useState<string>();
  const slice = rows.getState();
  const loads = loadsOf(plan, (task) => {
    const row = rowAnywhere(slice, 'task', task);
    return row?.status === 'open' ? (row.needs?.weight ?? 1) : 0;
  });
  const name = (person: string): string => shortName(names, person);
  const byName = loads.toSorted((a, b) => name(a.person).localeCompare(name(b.person)) || (a.person < b.person ? -1 : 1));
  const given = byName.filter(({ before, after }) => before !== after);
  const could = (person: string): number => movesOf(plan).filter(({ alternatives }) => alternatives.includes(person)).length;
  const others = byName.filter(({ before, after }) => before === after).toSorted((a, b) => could(b.person) - could(a.person) || a.before / a.capacity - b.before / b.capacity).slice(0, othersShown);
  return (
    <div>
      <h3 className={styles.heading}>{texts.say('plan.loadTitle')}</h3>
      <ul className={styles.loads}>
        {[...given, ...others].map(({ person, before, after, capacity }) => (
          <li
            key={person}
            className={styles.load}
            data-over={over === person}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(dragType)) return;
              event.preventDefault();
              event.dataTransfer.dropEffect = 'move';
              setOver(person);
            }}
            onDragLeave={() => setOver((now) => (now === person ? undefined : now))}
            onDrop={(event) => {
              event.preventDefault();
              setOver(undefined);
              const task = event.dataTransfer.getData(dragType);
              if (task !== '') giveInPlan(desk, [task], person);
            }}
          >
            <span className={styles.who} title={names[person]?.name ?? person}>{name(person)}</span>
            <LoadBar before={before} after={after} capacity={capacity} />
            <LoadFigures before={before} after={after} capacity={capacity} />
          </li>
        ))}
      </ul>
    </div>
  );
}
