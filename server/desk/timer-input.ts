import { hash } from 'node:crypto';
import { decideTimer } from '../../shared/work/commands/timer.ts';
import type { Timer } from '../../shared/work/timers.ts';
import type { DueTimer } from '../store/tables/timers.ts';
import type { Footprint } from '../../shared/work/world.ts';
import type { Input } from './input.ts';

/** Makes the input of a due timer; the ledger's id names the due time and when it was set, so that one that was set again fires again. */
export function timerInput(row: DueTimer): Input {
  const timer: Timer = { id: row.id, dueAt: row.dueAt, kind: row.kind as Timer['kind'], case: row.case, body: JSON.parse(row.body) as Timer['body'] };
  return {
    id: `t:${row.id}@${String(row.dueAt)}/${row.armed}`,
    lane: 'timer',
    sender: 'timer',
    actor: 'timer',
    action: `timer:${row.kind}`,
    bodyHash: hash('sha256', row.id, 'buffer').subarray(0, 16),
    footprint: footprintOf(timer),
    timer: row.id,
    decide: (world, ctx) => decideTimer(world, timer, ctx),
  };
}

function footprintOf({ kind, case: of }: Timer): Footprint {
  const id = of.slice(of.indexOf(':') + 1);
  if (kind === 'call') return { people: [id] };
  if (kind === 'start') return {};
  return kind === 'moment' ? { customers: [id], signalsOf: [id] } : { cases: [of] };
}
