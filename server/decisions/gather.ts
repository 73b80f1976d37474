import { createHmac } from 'node:crypto';
import type { CompiledMoments } from '../../shared/decision/moment/compile-moments.ts';
import type { MomentEvent } from '../../shared/decision/moment/moment.ts';
import { momentFeatures } from '../../shared/decision/moment/moment-features.ts';
import { momentsAt } from '../../shared/decision/moment/moments-at.ts';
import { stateOf } from '../../shared/decision/moment/observe.ts';
import type { Facts, Heard, Proof, Told } from '../../shared/decision/gather/facts.ts';
import type { EntryBody } from '../../shared/contract/entries.ts';
import type { Journeys } from '../../shared/journey/orchestrated/journey.ts';
import { casePosition } from '../../shared/journey/orchestrated/position.ts';
import type { Case, Channel } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Task } from '../../shared/model/task.ts';
import { evidenceOf } from '../../shared/work/evidence.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import type { Queryable } from '../store/queryable.ts';
import type { FactRow } from '../store/reads/decision-facts.ts';
import { readFacts } from '../store/reads/decision-facts.ts';
import { signalEvent } from '../store/reads/signals.ts';
import type { SwitchedOff } from '../store/tables/action-switches.ts';
import { switchedOff } from '../store/tables/action-switches.ts';

const lookBackMs = 366 * 86_400_000;
/** What the customer speaks of has been so for a while: what was done about it within a day is done. */
const aboutMs = 86_400_000;

export interface GatherParts {
  readonly db: Queryable;
  readonly keys: Pick<KeyStore, 'keysFor'>;
  readonly journeys: Journeys | undefined;
  readonly moments: CompiledMoments;
}

export interface Asked {
  readonly customer: string;
  readonly case?: string | undefined;
  readonly channel: Channel;
  /** What the customer speaks of now, by the type of signal that it would be. */
  readonly about?: string | undefined;
  /** The member of staff who asks. */
  readonly person?: string | undefined;
  /** An effect that is about to be sent, and so does not count itself; of others under way those with a smaller id do. */
  readonly sending?: string | undefined;
  readonly now: number;
}

/** As of one moment: what is known of a customer, and which suggestions are turned off, in one order. */
export interface Gathered {
  readonly facts: Facts;
  readonly off: readonly SwitchedOff[];
}

/** What is known now; undefined where there is no such customer, or the case is none of their open ones. */
export async function gather(parts: GatherParts, asked: Asked): Promise<Gathered | undefined> {
  const { sending } = asked;
  const read = await readFacts(parts.db, { ...asked, since: asked.now - lookBackMs });
  const rows = sending === undefined ? read : read.filter(({ kind, id }) => kind !== 'effect' || id < sending);
  const facts = factsOf(parts, asked, rows);
  return facts && { facts, off: rows.filter(({ kind }) => kind === 'off').map(({ id, text }) => switchedOff(id, text)).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
}

const keyOf = ({ action, channel }: SwitchedOff): string => `${action} ${channel ?? ''}`;

function factsOf({ keys, journeys, moments }: GatherParts, asked: Asked, rows: readonly FactRow[]): Facts | undefined {
  const { now, channel } = asked;
  const states = <Row>(kind: FactRow['kind']): Row[] => rows.filter((row) => row.kind === kind).map(({ text }) => JSON.parse(text) as Row);
  const [customer] = states<Customer>('customer');
  if (!customer || customer.erasedAt !== undefined) return undefined;
  const cases = states<Case>('case').sort((a, b) => (a.id < b.id ? -1 : 1));
  const row = asked.case === undefined ? undefined : cases.find(({ id }) => id === asked.case);
  if (asked.case !== undefined && !row) return undefined;
  const tasks = states<Task>('task').sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1));
  const added = rows.filter(({ kind }) => kind === 'evidence:added').map(({ at, text }): Proof => ({ at, ...(JSON.parse(text) as Pick<Proof, 'kind' | 'validUntil'>) }));
  const proofs = [...added, ...cases.flatMap(documentsOf)];
  const [person] = states<Person>('person');
  return {
    now, channel, customer, cases, case: row, tasks, proofs,
    needed: row === undefined ? [] : neededOf(journeys, row, tasks, proofs, now),
    contacts: rows.flatMap(contactOf),
    heard: [...rows.flatMap(heardOf), ...(asked.about === undefined ? [] : [{ type: asked.about, at: now - aboutMs }])],
    person: person && { id: person.id, ...(person.call?.customer === customer.id ? { call: { isOn: person.call.state === 'onCall', since: person.call.since } } : {}) },
    moments: momentFeatures(moments, momentsAt(moments, stateOf(moments, signalsOf(rows)), now), now),
    customerHash: hashed(keys, customer.id, 'customer', customer.id),
    ...(person?.call?.customer === undefined ? {} : { callerHash: hashed(keys, customer.id, 'customer', person.call.customer) }),
  };
}

/** A personal value under the customer's own key: with the key it is gone when the customer is erased. */
export function hashed(keys: Pick<KeyStore, 'keysFor'>, customer: string, name: string, value: string): string {
  const key = keys.keysFor([customer]).get(customer);
  return key === undefined ? 'erased' : createHmac('sha256', key).update(`feature\0${name}\0${value}`).digest('base64url').slice(0, 22);
}

const messageChannel: Readonly<Record<string, Channel>> = { sms: 'phone', email: 'email', push: 'mobile' };
const offers: readonly string[] = ['sales', 'retention'];

/** What was said by voice counts as what was sent; a message under way counts already. */
function contactOf({ kind, at, text }: FactRow): Told[] {
  switch (kind) {
    case 'contact:made':
      return [{ at, channel: (JSON.parse(text) as EntryBody<'contact:made'>).channel, isOffer: false }];
    case 'decision:answered': {
      const { channel, class: of } = JSON.parse(text) as EntryBody<'decision:answered'>;
      return [{ at, channel, isOffer: offers.includes(of) }];
    }
    case 'effect:done':
      // What is on its way to be sold was counted when it was agreed to.
      return (JSON.parse(text) as EntryBody<'effect:done'>).connector === 'messages' ? [{ at, channel: 'email', isOffer: false }] : [];
    case 'effect': {
      const { body } = JSON.parse(text) as { body?: { channel?: string } };
      return [{ at, channel: messageChannel[body?.channel ?? ''] ?? 'email', isOffer: false }];
    }
    default:
      return [];
  }
}

function heardOf({ kind, at, text }: FactRow): Heard[] {
  if (kind === 'signal:heard') return [{ at, type: (JSON.parse(text) as EntryBody<'signal:heard'>).type }];
  if (kind !== 'effect:done') return [];
  const { connector, operation } = JSON.parse(text) as EntryBody<'effect:done'>;
  return [{ at, type: `${connector}.${operation}` }];
}

const signalsOf = (rows: readonly FactRow[]): MomentEvent[] => rows.flatMap(({ kind, at, text }) => (kind === 'signal:heard' ? [signalEvent(at, text)] : []));

/** Documents that a case's process has gathered in a list: none of them is older than the case. */
function documentsOf({ openedAt, process }: Case): Proof[] {
  const values = Object.values(process?.data ?? {}).flatMap((scope) => Object.values(scope));
  return values.flatMap((list: unknown) => (Array.isArray(list) ? list : []).flatMap((one: unknown) => {
    const { kind, document } = (one ?? {}) as { kind?: unknown; document?: unknown };
    return typeof kind === 'string' && document !== undefined ? [{ kind, at: openedAt }] : [];
  }));
}

/** Kinds of proof that the case waits for; the message with documents that it awaits names the first of its kinds. */
function neededOf(journeys: Journeys | undefined, row: Case, tasks: readonly Task[], proofs: readonly Proof[], now: number): string[] {
  const running = journeys?.find(row.journey, row.journeyVersion);
  const messages = running?.file.messages ?? {};
  const awaited = ((running && casePosition(running, { case: row, tasks }))?.standing ?? []).flatMap((one) => (one.messages ?? []).map((name) => messages[name]?.fields ?? {}));
  const parkedFor = tasks.flatMap(({ parked }) => (parked?.event === undefined || Object.hasOwn(messages, parked.event) ? [] : parked.event));
  const had = proofs.map(({ kind, at, validUntil }) => ({ kind, since: at, source: '', ...(validUntil === undefined ? {} : { validUntil }) }));
  return evidenceOf(had, { awaited, parkedFor }, now).filter(({ state }) => state !== 'have').map(({ kind }) => kind);
}
