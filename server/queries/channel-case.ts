import type { ChannelCase } from '../../shared/contract/rest-channel.ts';
import type { Journeys } from '../../shared/journey/orchestrated/journey.ts';
import { isByCustomer, messagesOf } from '../../shared/journey/orchestrated/one-submission.ts';
import { positionOf } from '../../shared/journey/engine/read-state.ts';
import type { Case, CaseState } from '../../shared/model/case.ts';
import type { Task } from '../../shared/model/task.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import { openValue, UNREADABLE } from '../store/keys/seal.ts';
import type { Queryable } from '../store/queryable.ts';
import { readCaseStates } from '../store/reads/cases.ts';
import { valuesById } from '../store/reads/values-by-id.ts';
import { loadOpenTasks } from '../store/tables/tasks.ts';
import type { CustomerTexts, SpokenTexts } from '../catalog/customer-texts.ts';
import { defined } from './cases.ts';

/** A case with its open tasks, whoever asks. */
export async function readWholeCase(db: Queryable, id: string): Promise<CaseState | undefined> {
  const [read] = await readCaseStates(db, [id]);
  return read && { case: JSON.parse(read.state) as Case, tasks: (await loadOpenTasks(db, [id])).map(({ state }) => JSON.parse(state) as Task) };
}

interface Parts {
  readonly db: Queryable;
  readonly keys: KeyStore;
  readonly journeys: Journeys | undefined;
}

/** What a channel shows its customer of a case. */
export async function channelCase(parts: Parts, { case: row }: CaseState, { language, texts }: SpokenTexts, branchIsHelping: boolean): Promise<ChannelCase> {
  return defined<ChannelCase>({
    case: row.id, version: row.version, journey: row.journey, status: row.status, language, branchIsHelping,
    notice: branchIsHelping ? texts.helping : undefined,
    asked: askedOf(parts.journeys, row),
    submitted: submittedOf(row, texts),
    promises: await promisesOf(parts, row),
  });
}

/** Promises to the customer that are not over. */
export const openPromises = ({ promises }: Case): Case['promises'] => promises.filter(({ state }) => state === 'open' || state === 'broken');

function askedOf(journeys: Journeys | undefined, { process, journey: name, journeyVersion }: Case): ChannelCase['asked'] {
  const journey = journeys?.find(name, journeyVersion);
  if (process === undefined || journey === undefined) return [];
  const tokens = new Map(process.tokens.map((token) => [token.id, token]));
  return positionOf(journey.process, process).flatMap(({ token: version, element: step, since, stage }) => {
    const token = tokens.get(version);
    return (token === undefined ? [] : messagesOf(token)).flatMap((message) => {
      const known = journey.file.messages?.[message];
      return known?.from === 'customer' ? [defined<ChannelCase['asked'][number]>({ step, version, stage, since, message, fields: known.fields ?? {} })] : [];
    });
  });
}

function submittedOf({ submitted = {} }: Case, texts: CustomerTexts): ChannelCase['submitted'] {
  return Object.entries(submitted).map(([message, one]) => {
    const by = isByCustomer(one) ? 'customer' as const : 'bank' as const;
    return { message, step: one.step, by, at: one.at, notice: by === 'bank' ? texts.sentByBank : texts.sentByCustomer };
  });
}

async function promisesOf({ db, keys }: Parts, row: Case): Promise<ChannelCase['promises']> {
  const promises = openPromises(row);
  const values = promises.length === 0 ? [] : await valuesById(db, promises.map(({ textValue }) => textValue));
  const found = keys.peek([...new Set(values.map(({ customer }) => customer))]);
  const texts = new Map(values.map(({ id, customer, value }) => [id, openValue(found.get(customer), value, id)]));
  return promises.map(({ id, textValue, channel, dueAt, state }) => {
    const text = texts.get(textValue);
    return { promise: id, text: text === undefined || text === UNREADABLE ? null : text, channel, dueAt, state: state === 'broken' ? 'broken' : 'open' };
  });
}
