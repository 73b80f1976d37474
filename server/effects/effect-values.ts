import type { PersonalValue } from '../../shared/work/effects/result.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import { UNREADABLE, openValue, sealValue } from '../store/keys/seal.ts';
import type { Queryable } from '../store/queryable.ts';
import { newestValues } from '../store/reads/customer-values.ts';
import { valuesById } from '../store/reads/values-by-id.ts';



const referenceOf = (json: object, name: '$value' | '$field'): string | undefined => {
  const found = (json as Record<string, unknown>)[name];
  return typeof found === 'string' && Object.keys(json).length === 1 ? found : undefined;
};

function* objectsIn(json: unknown): Generator<object> {
  if (typeof json !== 'object' || json === null) return;
  yield json;
  for (const child of Object.values(json)) yield* objectsIn(child);
}

/**
 * The body as the system gets it: `{$value: id}` and `{$field: name}` replaced by the customer's values, which stand nowhere but here.
 * Undefined where one of them is not there or cannot be read any more.
 */
export async function resolveValues(db: Queryable, keys: KeyStore, customer: string | null, body: Readonly<Record<string, unknown>>): Promise<Record<string, unknown> | undefined> {
  const all = [...objectsIn(body)];
  const ids = all.flatMap((one) => referenceOf(one, '$value') ?? []);
  const hasFields = all.some((one) => referenceOf(one, '$field') !== undefined);
  if (ids.length === 0 && !hasFields) return body;
  const values = new Map<string, string>();
  const rows = [...(ids.length > 0 ? await valuesById(db, ids) : []), ...(hasFields && customer !== null ? await newestValues(db, customer) : [])];
  const found = keys.peek([...new Set(rows.map((row) => row.customer))]);
  for (const row of rows) {
    const text = openValue(found.get(row.customer), row.value, row.id);
    values.set(`$value ${row.id}`, text);
    if (row.customer === customer && !values.has(`$field ${row.field}`)) values.set(`$field ${row.field}`, text);
  }
  let isWhole = true;
  const put = (json: unknown): unknown => {
    if (Array.isArray(json)) return json.map(put);
    if (typeof json !== 'object' || json === null) return json;
    const [id, field] = [referenceOf(json, '$value'), referenceOf(json, '$field')];
    if (id === undefined && field === undefined) return Object.fromEntries(Object.entries(json).map(([key, child]) => [key, put(child)]));
    const text = values.get(id === undefined ? `$field ${field ?? ''}` : `$value ${id}`);
    isWhole &&= text !== undefined && text !== UNREADABLE;
    return text;
  };
  const resolved = put(body) as Record<string, unknown>;
  return isWhole ? resolved : undefined;
}

/** Personal values of an answer for a place that is not the value store, sealed with their holder's key; hex. */
export function sealPersonal(keys: KeyStore, holder: string, effect: string, personal: readonly PersonalValue[]): string | undefined {
  if (personal.length === 0) return undefined;
  const key = keys.keysFor([holder]).get(holder);
  return key && sealValue(key, JSON.stringify(personal), effect).toString('hex');
}

/** What `sealPersonal` sealed; empty without its key. */
export function openPersonal(keys: KeyStore, holder: string, effect: string, sealed: string | undefined): PersonalValue[] {
  if (sealed === undefined) return [];
  const text = openValue(keys.peek([holder]).get(holder), Buffer.from(sealed, 'hex'), effect);
  return text === UNREADABLE ? [] : (JSON.parse(text) as PersonalValue[]);
}
