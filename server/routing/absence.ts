import type { Entry } from '../../shared/contract/entries.ts';
import { decideAbsence } from '../../shared/work/commands/absence.ts';
import type { Desk } from '../desk/desk.ts';
import type { Input } from '../desk/input.ts';
import { systemInput } from '../desk/system-input.ts';
import type { Queryable } from '../store/queryable.ts';
import { readOwned } from '../store/reads/waiting-tasks.ts';

/** How many tasks of one person are looked at in one input. */
const atOnce = 50;

interface AbsenceParts {
  readonly desk: Desk;
  readonly db: Queryable;
  readonly newId: (prefix: string) => string;
  readonly report: (error: unknown, context: Record<string, string>) => void;
}

/** Brings work that a customer waits on to a lead with a proposed taker, as soon as its owner is absent. The rest stays. */
export function followAbsences({ desk, db, newId, report }: AbsenceParts): void {
  const follow = async (person: string): Promise<void> => {
    const owned = await readOwned(db, person);
    for (let i = 0; i < owned.length; i += atOnce) {
      const part = owned.slice(i, i + atOnce);
      await desk.submit(absenceInput(person, part.map(({ id }) => id), [...new Set(part.map(({ team }) => team))], newId('r')));
    }
  };
  desk.onCommit((entries: readonly Entry[]) => {
    for (const { kind, subject } of entries)
      if (kind === 'person:absent') follow(subject.slice('person:'.length)).catch((error: unknown) => report(error, { action: 'absence' }));
  });
}

function absenceInput(person: string, tasks: readonly string[], teams: readonly string[], id: string): Input {
  return systemInput({
    id: `absence/${id}`,
    lane: 'timer',
    actor: 'router',
    action: 'task:needOwner',
    footprint: { tasks, people: [person], staffOf: teams, teams },
    decide: (world, ctx) => decideAbsence(world, person, tasks, ctx),
  });
}
