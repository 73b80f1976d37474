import { must } from '../../shared/assert.ts';
import type { Customer } from '../../shared/model/customer.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { effectJobOf } from '../../shared/work/effects/effect-id.ts';
import type { SendSettings } from '../../shared/work/effects/may-send.ts';
import { contactOf, maySend } from '../../shared/work/effects/may-send.ts';
import type { Gate, NextTry, Plan } from '../../shared/work/effects/next-try.ts';
import { lostInHand, nextTry } from '../../shared/work/effects/next-try.ts';
import type { Clock } from '../clock.ts';
import { messages } from '../connectors/messages.ts';
import type { Connector } from '../connectors/connector.ts';
import type { Db } from '../store/db.ts';
import type { Queryable } from '../store/queryable.ts';
import { readSwitchedOff } from '../store/tables/connector-switches.ts';
import type { EffectChange, TakenRow } from '../store/tables/effects.ts';
import { lockEffects, shareCustomersOf, updateEffects } from '../store/tables/effects.ts';
import type { Circuits } from './circuits.ts';
import type { EffectProgress, EffectRequest } from './effect-record.ts';
import { progressOf, requestOf } from './effect-record.ts';
import type { JobQueues, TakenJob } from './job-queues.ts';

/** An effect that this server is about to do something with; nobody else is, as long as its number of attempts stays. */
export interface InHand {
  readonly job: string;
  readonly row: TakenRow;
  readonly request: EffectRequest;
  readonly progress: EffectProgress;
  readonly plan: Plan;
  readonly next: Exclude<NextTry, { do: 'wait' }>;
}

export interface TakeParts {
  readonly db: Db;
  readonly queues: JobQueues;
  readonly clock: Clock;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly hasAddress: (connector: string) => boolean;
  readonly circuits: Circuits;
  readonly rules: SendSettings['rules'];
  /** Contact policy of what names one, asked with the locks held. */
  readonly mayContact?: MayContact | undefined;
  /** Real milliseconds for so many of the clock. */
  readonly realMs: (ms: number) => number;
}

const switchedOffWaitMs = 30_000;
/** Of contact policy the gate is told, so that whoever asked for it sees why. */
const forbidden = (inDoubt: boolean, { params }: Refusal): NextTry => ({
  do: 'end', outcome: { ok: false, code: 'effect_forbidden', applied: inDoubt ? 'maybe' : 'no', ...(typeof params?.['gate'] === 'string' ? { error: params['gate'] } : {}) },
});

/** The order of tries for an effect, from its connectors and what was asked for. */
export function planOf(row: Pick<TakenRow, 'id' | 'connector'>, request: EffectRequest, connectors: ReadonlyMap<string, Connector>): Plan {
  const routes = [row.connector, ...(request.backups ?? [])].map((name) => must(connectors.get(name), `the connector ${name} is known`));
  const first = must(routes[0], 'there is the connector that was asked for');
  const routeOf = ({ name, idempotent, firstDelayMs, maxDelayMs }: Connector) => ({ connector: name, idempotent, firstDelayMs, maxDelayMs });
  return { id: row.id, routes: routes.map(routeOf), tries: request.tries ?? first.tries, patienceMs: request.patienceMs ?? first.patienceMs };
}

/**
 * Takes due jobs of a connector and marks their effects as being sent, in one transaction, in which is also asked whether they still
 * may be sent. What must wait goes back; what is over before it was sent comes with its outcome.
 */
export async function takeInHand(parts: TakeParts, connector: string, most: number): Promise<{ taken: InHand[]; waits: number[] }> {
  const { db, queues } = parts;
  return db.transaction(async (tx) => {
    const jobs = await queues.take(tx, connector, most);
    if (jobs.length === 0) return { taken: [], waits: [] };
    const ids = jobs.map(({ effect }) => effect).sort();
    const [contacted, switchedOff, locked] = await Promise.all([shareCustomersOf(tx, ids, messages.name), readSwitchedOff(tx), lockEffects(tx, ids)]);
    const customers = new Map(contacted.map(({ id, state }) => [id, JSON.parse(state) as Customer]));
    const rows = new Map(locked.map((row) => [row.id, row]));
    const policy = await askPolicy(parts, tx, locked);
    const taken: InHand[] = [];
    const changes: EffectChange[] = [];
    const gone: string[] = [];
    const later: { id: string; effect: string; afterMs: number }[] = [];
    for (const job of jobs) {
      const row = rows.get(job.effect);
      if (!row || !isDue(row, job)) {
        gone.push(job.id);
        continue;
      }
      const one = lookAt(parts, job, row, { switchedOff, customers, policy });
      changes.push(one.change);
      if ('inHand' in one) taken.push(one.inHand);
      else later.push({ id: job.id, effect: job.effect, afterMs: parts.realMs(one.waitMs) });
    }
    if (changes.length > 0) await updateEffects(tx, changes);
    if (gone.length + later.length > 0) await queues.remove(tx, connector, [...gone, ...later.map(({ id }) => id)]);
    if (later.length > 0) await queues.add(tx, connector, later);
    return { taken, waits: later.map(({ afterMs }) => afterMs) };
  });
}

/** A job of an earlier round, or of an effect that waits for a person, has nothing to do. */
const isDue = (row: TakenRow, job: TakenJob): boolean =>
  (row.state === 'waiting' || row.state === 'sending') && job.id === effectJobOf(row.id, row.round);

/** The refusal of contact policy, or undefined where a message to the customer may leave now. */
export type MayContact = (
  tx: Queryable, about: { readonly effect: string; readonly policy: string; readonly customer: string; readonly case: string; readonly channel: string }, now: number,
) => Promise<Refusal | undefined>;

/** What contact policy says of the effects that name one and have not left. */
async function askPolicy({ mayContact, clock }: TakeParts, tx: Queryable, rows: readonly TakenRow[]): Promise<Map<string, Refusal>> {
  const refused = new Map<string, Refusal>();
  for (const row of rows) {
    const { policy, body } = requestOf(row);
    if (!mayContact || policy === undefined || row.customer === null || row.state !== 'waiting') continue;
    const refusal = await mayContact(tx, { effect: row.id, policy, customer: row.customer, case: row.case, channel: String(body['channel']) }, clock.now());
    if (refusal) refused.set(row.id, refusal);
  }
  return refused;
}

/** What is read with the locks of a transaction. */
interface Seen {
  readonly policy: ReadonlyMap<string, Refusal>;
  readonly switchedOff: ReadonlySet<string>;
  readonly customers: ReadonlyMap<string, Customer>;
}

function lookAt(parts: TakeParts, job: TakenJob, before: TakenRow, { switchedOff, customers, policy }: Seen): { change: EffectChange } & ({ inHand: InHand } | { waitMs: number }) {
  const { clock, circuits, connectors, hasAddress } = parts;
  const rules = [...(parts.rules ?? []), () => policy.get(before.id)];
  const request = requestOf(before);
  const plan = planOf(before, request, connectors);
  let progress = progressOf(before);
  // Whoever had it in hand is gone, and may have sent it.
  if (before.state === 'sending') progress = { ...progress, ...lostInHand(progress) };
  let isForbidden: Refusal | undefined;
  const gate = (connector: string): Gate => {
    const sending = {
      connector, operation: request.operation, case: before.case, body: request.body, ...(before.customer === null ? {} : { customer: before.customer }),
    };
    const customer = before.customer === null ? undefined : customers.get(before.customer);
    // Somebody was identified just now: looked at again once they are locked.
    if (contactOf(sending) && before.customer !== null && !customer) return { waitMs: 100, because: 'connector_down' };
    const refusal = maySend(sending, { switchedOff, isErased: before.isErased, customer, rules });
    if (refusal?.code === 'connector_off' || !hasAddress(connector)) return { waitMs: switchedOffWaitMs, because: 'connector_off' };
    isForbidden ??= refusal;
    return { waitMs: circuits.waitMs(connector), because: 'connector_down' };
  };
  const asked: NextTry = progress.settled ? { do: 'end', outcome: progress.settled.outcome } : nextTry(plan, progress, gate, clock.now());
  const next = isForbidden && asked.do !== 'end' ? forbidden(progress.inDoubt, isForbidden) : asked;
  if (next.do === 'wait')
    return { change: { ...before, state: 'waiting', attempts: before.attempts + 1, progress: JSON.stringify({ ...progress, lastFailure: next.because }) }, waitMs: next.waitMs };
  if (next.do !== 'end') {
    progress = { ...progress, route: next.route };
    circuits.pass(must(plan.routes[next.route], 'the route is one of the plan').connector);
  }
  // What is over before it was sent has not left, also if this server dies now.
  const row: TakenRow = { ...before, state: next.do === 'end' ? 'waiting' : 'sending', attempts: before.attempts + 1, progress: JSON.stringify(progress) };
  return { change: row, inHand: { job: job.id, row, request, progress, plan, next } };
}
