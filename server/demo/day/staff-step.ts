import type { JourneyFile } from '../../../shared/journey/orchestrated/journey-file.ts';
import { minuteMs } from './day-plan.ts';
import type { Values } from './fields.ts';
import { drawFields } from './fields.ts';
import type { Luck } from './luck.ts';
import { shuffled } from './luck.ts';
import type { DemoPerson } from '../staff.ts';

/** What somebody of staff does with a piece of work. */
export interface Handling {
  /** Until somebody takes it, in milliseconds. */
  readonly afterMs: number;
  /** From taking it to its end. */
  readonly takesMs: number;
  readonly data: Values;
}

export function handlingOf(file: JourneyFile, form: string | undefined, luck: Luck): Handling {
  return {
    afterMs: Math.round(minuteMs * 40 ** luck.of('after')),
    takesMs: Math.round(minuteMs * 12 ** luck.of('takes')),
    data: drawFields(form === undefined ? undefined : file.forms?.[form]?.fields, luck),
  };
}

const mayWork = new Set(['branchEmployee', 'callCentreAgent', 'teamLead', 'backOffice', 'secondLine']);

/** Who may be asked to take work of a team, in order: its own people in an order of the step's own, then leads and others with the licence. */
export function candidatesFor(staff: readonly DemoPerson[], team: string, licence: string | undefined, luck: Luck): string[] {
  const able = staff.filter(({ role, licences }) => mayWork.has(role) && (licence === undefined || licences.includes(licence)));
  const own = able.filter((person) => person.team === team);
  const others = able.filter((person) => person.team !== team && person.role !== 'branchEmployee');
  return [...shuffled(luck, 'own', own), ...shuffled(luck, 'others', others).slice(0, 8)].map(({ id }) => id);
}

/** Who enters what a customer says: on the phone the call centre does, at the counter the branch, else its lead. */
export function listenersOf(staff: readonly DemoPerson[], channel: string, luck: Luck): string[] {
  const first = staff.filter(({ role }) => role === (channel === 'branch' ? 'branchEmployee' : 'callCentreAgent'));
  const then = staff.filter(({ role }) => role === 'teamLead');
  return [...shuffled(luck, 'listener', first).slice(0, 2), ...shuffled(luck, 'lead', then)].map(({ id }) => id);
}
