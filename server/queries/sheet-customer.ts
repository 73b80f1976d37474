import type { CustomerSheet } from '../../shared/contract/rest-case.ts';
import type { Channel } from '../../shared/model/case.ts';
import { channels } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import { customerFields } from '../../shared/model/customer.ts';
import type { Looking } from '../../shared/policy/may-see.ts';
import { relationRights } from '../../shared/policy/relation-rights.ts';
import { MASK, maskedValue, maySee, revealedUntil, verifiedUntil } from '../../shared/policy/may-see.ts';
import { lockedUntil } from '../../shared/work/commands/verify.ts';
import { limitDaysOf } from '../../shared/work/value-age.ts';
import { defaultSpans } from '../../shared/work/world.ts';
import { openValue, UNREADABLE } from '../store/keys/seal.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import type { Queryable } from '../store/queryable.ts';
import type { SheetEntry } from '../store/reads/sheet.ts';
import { customerStates, entriesOfCustomer, newestFields, relatedTo } from '../store/reads/sheet.ts';
import { defined } from './cases.ts';
import type { Labels } from './label.ts';
import { readOpenCases } from './open-cases.ts';

export interface SheetParts {
  readonly db: Queryable;
  readonly keys: KeyStore;
  readonly labels: Labels;
}

/** A customer as one person may see them: what is masked is masked here. */
export async function customerSheet({ db, keys, labels }: SheetParts, customer: Customer, looking: Looking): Promise<CustomerSheet> {
  const { id, kind, flags, language } = customer;
  const [sealed, masked, relations, [openCases, contacts]] = await Promise.all([
    newestFields(db, [id], customerFields),
    labels.of([customer]),
    relationsOf(db, labels, customer),
    casesAndContacts(db, id),
  ]);
  const key = keys.peek([id]).get(id);
  const isOpen = maySee(looking);
  const fields: CustomerSheet['fields'] = {};
  for (const { id: value, field, value: bytes, source, asOf, validUntil } of sealed) {
    const revealed = revealedUntil(looking, field, false);
    const isMasked = !isOpen && revealed === undefined;
    const text = openValue(key, bytes, value);
    fields[field] = defined<CustomerSheet['fields'][string]>({
      value: isMasked && text !== UNREADABLE ? maskedValue(field, text) : text, isMasked, source, asOf, validUntil: validUntil ?? undefined,
      revealedUntil: isOpen ? undefined : revealed, limitDays: limitDaysOf(field),
    });
  }
  const until = verifiedUntil(looking);
  const name = fields['name'];
  return defined<CustomerSheet>({
    id, kind, flags, language, fields, relations, isVerified: until !== undefined, verifiedUntil: until,
    label: name?.isMasked === false ? name.value : (masked.get(id) ?? MASK),
    verifiedBy: until === undefined ? undefined : customer.verified?.[looking.person.id]?.method,
    lockedUntil: lockedUntil(customer, looking.now, defaultSpans.failuresMs),
    openCases, contacts,
  });
}

async function casesAndContacts(db: Queryable, id: string): Promise<[CustomerSheet['openCases'], CustomerSheet['contacts']]> {
  const cases = ((await readOpenCases(db, [id])).get(id) ?? []).map(({ row }) => row);
  return [cases, contactsOf(await entriesOfCustomer(db, id, cases.map((one) => one.id), contactKinds, 60))];
}

const otherSide = { household: 'household', ownerOf: 'ownedBy', mayActFor: 'actedForBy' } as const;

/** Both sides of every relation. Whoever owns a business or may act for somebody stands in their own row, so that is asked the other way round. */
async function relationsOf(db: Queryable, labels: Labels, customer: Customer): Promise<CustomerSheet['relations']> {
  const [others, backwards] = await Promise.all([
    customer.relations.length === 0 ? [] : customerStates(db, customer.relations.map(({ to }) => to)),
    relatedTo(db, customer.id),
  ]);
  const states = new Map([...others, ...backwards].map(({ id, state }) => [id, JSON.parse(state) as Customer]));
  const names = await labels.of([...states.values()]);
  const rights = new Map<string, ReturnType<typeof relationRights>>();
  const found = new Map<string, { to: string; kind: string }>();
  for (const { id } of backwards)
    for (const { to, kind } of states.get(id)?.relations ?? []) {
      if (to !== customer.id) continue;
      if (rights.get(id)?.mayAct !== true) rights.set(id, relationRights(kind));
      found.set(`${id} ${otherSide[kind]}`, { to: id, kind: otherSide[kind] });
    }
  for (const { to, kind } of customer.relations) if (states.has(to)) found.set(`${to} ${kind}`, { to, kind });
  return [...found.values()].map(({ to, kind }) => ({ to, kind, label: names.get(to) ?? MASK, mayKnow: rights.get(to)?.mayKnow === true, mayAct: rights.get(to)?.mayAct === true }));
}

const contactKinds = ['contact:made', 'customer:arrived', 'call:answered', 'case:opened', 'case:moved', 'journey:stepped'];
const isChannel = (channel: unknown): channel is Channel => channels.some((one) => one === channel && one !== 'system');

/** The last three times that customer and bank met, newest first; what one message did at several places is one. */
function contactsOf(entries: readonly SheetEntry[]): CustomerSheet['contacts'] {
  const contacts: CustomerSheet['contacts'] = [];
  for (const { at, kind, actor, body } of entries) {
    const { channel } = kind === 'call:answered' ? { channel: 'phone' } : (JSON.parse(body) as { channel?: string });
    if (!isChannel(channel)) continue;
    const last = contacts.at(-1);
    if (last?.channel === channel && last.at - at < 60_000) continue;
    contacts.push({ at, channel, kind, ...(actor.includes(':') ? {} : { by: actor }) });
    if (contacts.length === 3) break;
  }
  return contacts;
}
