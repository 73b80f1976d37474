import type { LabelRow } from '../../shared/contract/rest-case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import { MASK, maskName } from '../../shared/policy/may-see.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import { openValue, UNREADABLE } from '../store/keys/seal.ts';
import type { Queryable } from '../store/queryable.ts';
import { customerStates, newestFields } from '../store/reads/sheet.ts';

/** Labels kept in memory, oldest out first: masked ones only, never names. */
const keptLabels = 50_000;

/** Masked names of customers. What was opened once is kept by the customer's version, so a queue's labels cost nothing the second time. */
export class Labels {
  readonly #db: Queryable;
  readonly #keys: KeyStore;
  readonly #kept = new Map<string, { readonly version: number; readonly label: string }>();

  constructor(db: Queryable, keys: KeyStore) {
    this.#db = db;
    this.#keys = keys;
  }

  /** Those of the ids that are customers. */
  async read(ids: readonly string[]): Promise<LabelRow[]> {
    const customers = (await customerStates(this.#db, ids)).map(({ state }) => JSON.parse(state) as Customer);
    const labels = await this.of(customers);
    return customers.map(({ id, kind, version }) => ({ id, kind, label: labels.get(id) ?? MASK, version }));
  }

  /** By id. */
  async of(customers: readonly Pick<Customer, 'id' | 'version' | 'erasedAt'>[]): Promise<ReadonlyMap<string, string>> {
    const labels = new Map<string, string>();
    const unknown = new Map<string, number>();
    for (const { id, version, erasedAt } of customers) {
      const kept = this.#kept.get(id);
      if (erasedAt !== undefined) labels.set(id, MASK);
      else if (kept?.version === version) labels.set(id, kept.label);
      else unknown.set(id, version);
    }
    if (unknown.size === 0) return labels;
    const ids = [...unknown.keys()];
    const [values, keys] = [await newestFields(this.#db, ids, ['name']), this.#keys.peek(ids)];
    for (const { id, customer, value } of values) {
      const name = openValue(keys.get(customer), value, id);
      const label = name === UNREADABLE ? MASK : maskName(name);
      labels.set(customer, label);
      this.#keep(customer, unknown.get(customer) ?? 0, label);
    }
    return labels;
  }

  #keep(id: string, version: number, label: string): void {
    this.#kept.delete(id);
    this.#kept.set(id, { version, label });
    if (this.#kept.size > keptLabels) this.#kept.delete(this.#kept.keys().next().value ?? '');
  }
}
