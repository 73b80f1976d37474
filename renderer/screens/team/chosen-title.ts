import type { Say } from '../../store/texts.ts';
import { shortName } from '../../store/directory.ts';
import type { StaffName } from '../../store/directory.ts';
import type { Chosen } from '../../store/team.ts';

/** What the table of the lead is about, in words. */
export function chosenTitle(say: Say, names: Readonly<Record<string, StaffName>>, chosen: Chosen): string {
  if (chosen.is === 'cause') return say(`lead.cause.${chosen.cause}`);
  if (chosen.is === 'needsOwner') return say('lead.needsOwner');
  if (chosen.is === 'person') return say('lead.workOf', { name: shortName(names, chosen.person) });
  return chosen.title;
}
