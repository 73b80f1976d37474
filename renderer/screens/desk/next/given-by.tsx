import type { TaskPut } from '../../../../shared/contract/rows.ts';
import { Button } from '../../../components/button.tsx';
import { useDesk } from '../../../desk.ts';
import { useNow } from '../../../store/clock.ts';
import { isOfferedByMe } from '../../../store/offers.ts';
import { countdown } from './countdown.ts';
import paneStyles from './next-pane.module.css';
import { sayCode, useWords } from './words.ts';

/** Who gave me this work and why. */
export function GivenBy({ task }: { task: TaskPut }) {
  const { say, name, moment } = useWords();
  const { from } = task;
  if (from === undefined) return null;
  return (
    <section className={paneStyles.part} aria-label={say('givenBy.head')}>
      <h2 className={paneStyles.head}>{say('givenBy.head')}</h2>
      <p>{say('givenBy.line', { name: name(from.person), at: moment(from.at), because: sayCode(say, 'caseBecause', from.because) })}</p>
    </section>
  );
}

/** That work of mine is offered to somebody and still mine, with the way back. */
export function StillYours({ tasks }: { tasks: readonly TaskPut[] }) {
  const { person, clock, act } = useDesk();
  const { say, name } = useWords();
  const now = useNow(clock, 1000);
  return tasks.filter((task) => isOfferedByMe(task, person.id)).map((task) => {
    const { id, toPerson, toTeam, expiresAt, call, takenAt }: Partial<NonNullable<TaskPut['handOff']>> = task.handOff ?? {};
    const left = countdown((expiresAt ?? 0) - now);
    const to = toPerson === undefined ? sayCode(say, 'team', toTeam ?? '') : name(toPerson);
    return (
      <section className={paneStyles.part} key={task.id} aria-label={say('handOff.open')}>
        <p className={paneStyles.line} role={call === undefined ? undefined : 'status'}><span>{say(call === undefined ? 'handOff.stillYours' : takenAt === undefined ? 'handOff.callStillYours' : 'handOff.callMoves', { name: to, left })}</span></p>
        {call !== undefined && takenAt === undefined && <p className={paneStyles.quiet}>{say('handOff.sayMeanwhile', { name: to })}</p>}
        {takenAt === undefined && <div><Button isSmall onPress={() => void act('handOff:withdraw', { task: task.id, handOff: id ?? '' })}>{say('handOff.takeBack')}</Button></div>}
      </section>
    );
  });
}
