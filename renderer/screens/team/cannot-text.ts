import type { Move } from '../../store/plan.ts';
import type { StaffName } from '../../store/directory.ts';
import { shortName } from '../../store/directory.ts';
import type { Say } from '../../store/texts.ts';

/** Why somebody, or nobody, can take a task: routing's factor in words. */
export function cannotText(say: Say, names: Readonly<Record<string, StaffName>>, cannot: Move['cannot'], detail: Move['detail'] = {}): string {
  if (cannot === undefined) return '';
  const person = detail['person'];
  const who = typeof person === 'string' ? shortName(names, person) : say('plan.nobodyThere');
  const availability = typeof detail['availability'] === 'string' ? say(`availability.${detail['availability']}`) : say('availability.away');
  return say(`plan.cannot.${cannot}`, { ...detail, who, availability });
}
