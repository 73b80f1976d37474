import { useMemo } from 'react';
import type { Break } from '../../../shared/work/next-break.ts';
import { nextBreak } from '../../../shared/work/next-break.ts';
import { compileCalendar } from '../../../shared/work/calendar.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { useFetched } from '../../store/fetched.ts';
import { useTeamRows } from '../../store/team.ts';

const againMs = 3_600_000;

/** Of each team that has one today: the break it is in, or its next one. Without the calendars nobody's is known. */
export function useBreaks(teams: readonly string[]): ReadonlyMap<string, Break> {
  const { data, rows, clock } = useDesk();
  const now = useNow(clock);
  const teamRows = useTeamRows(rows, teams);
  const { value } = useFetched(data.calendars, 'all', useNow(clock, againMs));
  const calendars = useMemo(() => new Map((value?.rows ?? []).map((definition) => [definition.id, compileCalendar(definition)])), [value]);
  return useMemo(() => {
    const breaks = new Map<string, Break>();
    for (const { id, calendar } of teamRows) {
      const hours = calendars.get(calendar);
      const next = hours && nextBreak(hours, now);
      if (next) breaks.set(id, next);
    }
    return breaks;
  }, [teamRows, calendars, now]);
}
