import type { Entry } from '../../shared/contract/entries.ts';
import { decideRouting } from '../../shared/work/commands/offer.ts';
import type { Desk } from '../desk/desk.ts';
import type { Directory } from '../desk/directory.ts';
import type { Input } from '../desk/input.ts';
import { systemInput } from '../desk/system-input.ts';
import type { Queryable } from '../store/queryable.ts';
import { followAbsences } from './absence.ts';
import { readUnoffered } from '../store/reads/waiting-tasks.ts';

/** What makes work wait or frees somebody: after each the router looks again. */
const wakes = new Set([
  'task:made', 'task:released', 'task:completed', 'task:closed', 'task:reassigned', 'task:restored', 'task:claimed', 'task:parked', 'task:offerEnded',
  'handOff:accepted', 'person:availabilitySet', 'person:returned', 'person:changed', 'person:added', 'team:changed',
]);
/** Cool-downs end and skills relax without any entry. */
const againMs = 5000;
const roundOf = 20;

export interface RouterParts {
  readonly desk: Desk;
  readonly db: Queryable;
  readonly directory: Directory;
  readonly newId: (prefix: string) => string;
  readonly report: (error: unknown, context: Record<string, string>) => void;
}

/**
 * Offers the waiting tasks of teams that push. Entries only wake it; what it decides is decided by the core, under the team's lock,
 * so several nodes may run one. Returns its stop.
 */
export function startRouter({ desk, db, directory, newId, report }: RouterParts): { stop(): Promise<void> } {
  const wanted = new Set<string>();
  let running: Promise<void> | undefined;
  let isStopped = false;

  const pushTeams = (): string[] => [...directory.teams.values()].filter((team) => team.routing === 'push').map((team) => team.id);

  async function round(): Promise<void> {
    for (const team of wanted) {
      wanted.delete(team);
      const tasks = await readUnoffered(db, team, roundOf);
      if (tasks.length === 0 || isStopped) continue;
      await desk.submit(routeInput(team, tasks.map(({ id }) => id), newId('r')));
    }
  }
  const run = (): void => {
    if (running || isStopped || wanted.size === 0) return;
    running = round()
      .catch((error: unknown) => report(error, { action: 'route' }))
      .finally(() => {
        running = undefined;
        if (wanted.size > 0) setImmediate(run);
      });
  };
  const wake = (teams: readonly string[]): void => {
    for (const team of teams) wanted.add(team);
    run();
  };
  desk.onCommit((entries: readonly Entry[]) => {
    // Its own offers do not wake it.
    if (entries.some((entry) => wakes.has(entry.kind) && entry.actor !== 'router')) wake(pushTeams());
  });
  followAbsences({ desk, db, newId, report });
  const timer = setInterval(() => wake(pushTeams()), againMs);
  return {
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

function routeInput(team: string, tasks: readonly string[], id: string): Input {
  return systemInput({
    id: `route/${id}`,
    lane: 'timer',
    actor: 'router',
    action: 'task:route',
    footprint: { tasks, staffOf: [team], teams: [team] },
    decide: (world, ctx) => decideRouting(world, team, tasks, ctx),
  });
}
