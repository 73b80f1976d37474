import { hash } from 'node:crypto';
import { v5 } from 'uuid';
import { decideSignalled, decideSignalStart } from '../../shared/journey/orchestrated/decide-signal.ts';
import type { ThrownSignal } from '../../shared/journey/orchestrated/thrown-message.ts';
import { signalled } from '../../shared/work/awaited.ts';
import type { Tried } from '../../shared/work/effects/next-try.ts';
import type { Input } from '../desk/input.ts';
import { pageOfWaiting } from '../store/tables/correlation-keys.ts';
import type { DeliverParts } from './deliver-to-cases.ts';

const pageSize = 200;
/** Name space of the cases that signals start (RFC 9562, version 5). */
const startedSpace = '0f6c2a52-93f5-5b0e-a7d6-6d1f3a7c5b90';

/**
 * Gives a signal that a case has thrown to every other case that waits for it, and to a new case of each journey that it starts: an input of
 * its own for each, so that it is one case that is locked, and that hears it once for each `key` of an effect however often that is tried.
 * What it costs grows with who waits for this signal, not with the bank.
 */
export async function broadcastToCases({ db, desk, journeys }: DeliverParts, from: string, key: string, thrown: ThrownSignal): Promise<Tried> {
  const { signal, customer } = thrown;
  const bodyHash = hash('sha256', signal, 'buffer').subarray(0, 16);
  const give = async (to: string, input: Pick<Input, 'footprint' | 'decide'>): Promise<boolean> =>
    (await desk.submit({ id: `s:signal/${key}/${to}`, lane: 'event', sender: `case:${from}`, actor: 'journey', action: 'journey:signal', bodyHash, ...input })).ok;
  let heard = 0;
  for (const { journey, starts } of journeys?.hearingSignal?.(signal) ?? []) {
    const name = journey.file.journey;
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = await pageOfWaiting(db, { journey: name, message: signalled(signal), key: '' }, after, pageSize);
      const others = page.filter((id) => id !== from);
      const given = await Promise.all(others.map((id) => give(id, { footprint: { cases: [id] }, decide: (world, ctx) => decideSignalled(world, id, thrown, ctx) })));
      if (given.includes(false)) return { how: 'lost' };
      heard += others.length;
      after = page.length < pageSize ? undefined : page.at(-1);
    }
    if (!starts) continue;
    const id = `k-${v5(`${key}/${name}`, startedSpace)}`;
    const footprint = { cases: [id], ...(customer === undefined ? {} : { openCasesOf: [customer] }) };
    if (!(await give(`start/${name}`, { footprint, decide: (world, ctx) => decideSignalStart(journey, world, id, from, thrown, ctx) }))) return { how: 'lost' };
    heard += 1;
  }
  return { how: 'answered', data: { heard } };
}
