import type { EntryBody } from '../../shared/contract/entries.ts';
import type { CaseSheet } from '../../shared/contract/rest-case.ts';
import type { Journeys } from '../../shared/journey/orchestrated/journey.ts';
import { casePosition } from '../../shared/journey/orchestrated/position.ts';
import type { CaseState } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import type { Looking } from '../../shared/policy/may-see.ts';
import { helpedOne, maySee, verifiedUntil } from '../../shared/policy/may-see.ts';
import type { Had } from '../../shared/work/evidence.ts';
import { evidenceOf } from '../../shared/work/evidence.ts';
import { openValue } from '../store/keys/seal.ts';
import type { SheetEntry } from '../store/reads/sheet.ts';
import { entriesOfCase, entriesOfCustomer } from '../store/reads/sheet.ts';
import { valuesById } from '../store/reads/values-by-id.ts';
import { readDrafts } from '../store/tables/drafts.ts';
import { defined } from './cases.ts';
import type { SheetParts } from './sheet-customer.ts';
import { customerSheet } from './sheet-customer.ts';
import type { GivenValue } from './sheet-values.ts';
import { givenValues, shownValues, textIds } from './sheet-values.ts';

/** How far back a case's log is read for values and texts. */
const readBack = 500;

/** All that one person may see of a case beside its pushed rows. */
export async function caseSheet(parts: SheetParts & { readonly journeys: Journeys | undefined }, state: CaseState, customer: Customer | undefined, looking: Looking): Promise<CaseSheet> {
  const { db, keys, journeys } = parts;
  const { id, journey, journeyVersion } = state.case;
  const [entries, drafts, proofs, person] = await Promise.all([
    entriesOfCase(db, id, readBack),
    readDrafts(db, [id]),
    customer ? entriesOfCustomer(db, customer.id, [id], ['evidence:added'], 200) : [],
    customer ? customerSheet(parts, customer, looking) : undefined,
  ]);
  const running = journeys?.find(journey, journeyVersion);
  const given = givenValues(entries, running?.file.amount?.variable);
  const ids = textIds(entries, state);
  const sealedIds = [...given.values()].flatMap(({ sealed }) => sealed ?? []);
  const isOpen = maySee(looking);
  const helped = helpedOne(looking);
  const whispered = whispersToOthers(entries, looking.person.id);
  const sealed = isOpen || (looking.customer?.revealed ?? []).length > 0 ? await valuesById(db, [...new Set([...ids, ...sealedIds])]) : [];
  const key = keys.peek([...new Set([id, ...sealed.map((value) => value.customer)])]);
  const texts = new Map(sealed.map(({ id: value, customer: holder, value: bytes }) => [value, openValue(key.get(holder), bytes, value)]));
  const position = running && casePosition(running, state);
  const awaited = (position?.standing ?? []).flatMap(({ messages = [] }) => messages.map((name) => running?.file.messages?.[name]?.fields ?? {}));
  return defined<CaseSheet>({
    case: id,
    at: looking.now,
    customer: person,
    values: shownValues(given, looking, texts),
    inputs: isOpen ? Object.fromEntries(state.tasks.map(({ id: task, inputs = {} }) => [task, inputs])) : {},
    texts: Object.fromEntries(ids.map((one) => [one, isOpen && !whispered.has(one) ? (texts.get(one) ?? null) : null])),
    shownFor: helped === undefined ? undefined : defined({ by: helped, until: verifiedUntil({ ...looking, person: { id: helped } }) }),
    drafts: drafts.map(({ field, author, version, savedAt, value }) => ({
      field, author, version, savedAt, text: isOpen || author === looking.person.id ? openValue(key.get(id), value, `${id} ${field} ${author}`) : null,
    })),
    evidence: evidenceOf([...hadOf(customer ? proofs : entries), ...documentsOf(given)], {
      // A message of the journey that is waited for is no proof.
      awaited, parkedFor: state.tasks.flatMap(({ parked }) => (parked?.event === undefined || Object.hasOwn(running?.file.messages ?? {}, parked.event) ? [] : parked.event)), ...missingOf(given),
    }, looking.now),
    documents: filesOf(entries),
    position,
  });
}

function hadOf(entries: readonly SheetEntry[]): Had[] {
  return entries.filter(({ kind }) => kind === 'evidence:added').map(({ at, actor, body }) => {
    const { kind, validUntil } = JSON.parse(body) as { kind: string; validUntil?: number };
    return { kind, since: at, source: actor, ...(validUntil === undefined ? {} : { validUntil }) };
  });
}

function filesOf(entries: readonly SheetEntry[]): CaseSheet['documents'] {
  return entries.filter(({ kind }) => kind === 'document:added').map(({ at, actor, body }) => {
    const { document, kind: what, type, bytes } = JSON.parse(body) as EntryBody<'document:added'>;
    return { document, type, bytes, at, by: actor, ...(what === undefined ? {} : { kind: what }) };
  });
}

/** Texts that were whispered between two others: nobody but them reads those, also when the help is over. */
function whispersToOthers(entries: readonly SheetEntry[], me: string): Set<string> {
  const asked = new Map<string, string>();
  const texts = new Set<string>();
  for (const { kind, body } of entries) {
    if (kind === 'help:asked') {
      const { help } = JSON.parse(body) as EntryBody<'help:asked'>;
      asked.set(help.id, help.by);
    }
    if (kind !== 'help:answered') continue;
    const { help, by, value, isWhisper } = JSON.parse(body) as EntryBody<'help:answered'>;
    if (isWhisper === true && by !== me && asked.get(help) !== me) texts.add(value);
  }
  return texts;
}

/** Documents that a process has gathered in a list. */
function documentsOf(given: ReadonlyMap<string, GivenValue>): Had[] {
  return [...given.values()].flatMap(({ value, asOf, source }) =>
    (Array.isArray(value) ? value : []).flatMap((one: unknown) => {
      const { kind, document } = (one ?? {}) as { kind?: unknown; document?: unknown };
      return typeof kind === 'string' && document !== undefined ? [{ kind, since: asOf, source }] : [];
    }),
  );
}

function missingOf(given: ReadonlyMap<string, GivenValue>): { missing?: { kinds: readonly string[]; at: number } } {
  const missing = given.get('missing');
  if (!Array.isArray(missing?.value)) return {};
  return { missing: { kinds: missing.value.filter((kind) => typeof kind === 'string'), at: missing.asOf } };
}
