import { must } from '../../shared/assert.ts';
import type { ThrownMessage, ThrownSignal } from '../../shared/journey/orchestrated/thrown-message.ts';
import type { Tried } from '../../shared/work/effects/next-try.ts';
import type { PersonalValue } from '../../shared/work/effects/result.ts';
import { cases } from '../connectors/cases.ts';
import { askSystem, callSystem } from '../connectors/call-system.ts';
import type { Connector } from '../connectors/connector.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import type { Queryable } from '../store/queryable.ts';
import { resolveValues } from './effect-values.ts';
import type { InHand } from './take-in-hand.ts';

export interface SendParts {
  readonly db: Queryable;
  readonly keys: KeyStore;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly addressOf: (connector: string) => string | undefined;
  /** To other cases of this bank. */
  readonly deliver: (from: string, key: string, thrown: ThrownMessage | ThrownSignal) => Promise<Tried>;
}

/** Sends an effect, or asks what became of it. */
export async function sendEffect({ db, keys, connectors, addressOf, deliver }: SendParts, { row, request, progress, plan, next }: InHand): Promise<Tried> {
  if (next.do === 'end') throw new Error('Bug: an effect that is over is not sent');
  const name = must(plan.routes[next.route], 'the route is one of the plan').connector;
  if (name === cases.name) return deliver(row.case, progress.key, request.body as unknown as ThrownMessage | ThrownSignal);
  const connector = must(connectors.get(name), 'the plan has known connectors');
  const operation = connector.operations[request.operation];
  const base = addressOf(name);
  if (base === undefined) return { how: 'unreached' };
  if (!operation) return { how: 'refused', error: 'operation_unknown' };
  const call = { base, operation, key: progress.key, case: row.case, timeoutMs: request.timeoutMs ?? connector.timeoutMs, body: {} };
  if (next.do === 'ask') return askSystem(call);
  const body = await resolveValues(db, keys, row.customer, request.body);
  // A value that cannot be read never will be; nothing is sent with a hole in it.
  return body ? callSystem({ ...call, body }) : { how: 'refused', error: 'value_unreadable' };
}

/** Takes the personal values out of an answer. */
export function splitPersonal(data: Readonly<Record<string, unknown>>, fields: readonly string[] = []): { data: Record<string, unknown>; personal: PersonalValue[] } {
  const rest: Record<string, unknown> = { ...data };
  const personal: PersonalValue[] = [];
  for (const field of fields) {
    const value = rest[field];
    delete rest[field];
    if (typeof value === 'string') personal.push({ field, value });
  }
  return { data: rest, personal };
}
