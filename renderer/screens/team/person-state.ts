import type { PersonPut } from '../../../shared/contract/rows.ts';
import { isAbsent, isOnDuty } from '../../../shared/model/person.ts';
import type { MarkKind } from '../../components/mark.tsx';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';

export interface PersonState {
  readonly isAway: boolean;
  readonly mark: MarkKind;
  /** `away until Wed 18:00`, `Busy`. */
  readonly words: string;
}

/** Says of people whether they are there, in words of the moment. */
export function usePersonState(): (person: PersonPut) => PersonState {
  const { clock, texts } = useDesk();
  const now = useNow(clock);
  return (person) => {
    const isAway = !isOnDuty(person, now);
    const words = isAbsent(person, now) && person.absence
      ? texts.say('lead.absentUntil', { at: momentText(texts.locale, person.absence.until, now) })
      : texts.say(`availability.${person.availability}`);
    return { isAway, mark: isAway ? 'stopped' : person.availability === 'available' ? 'here' : 'waiting', words };
  };
}
