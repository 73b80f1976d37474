import type { KeyStore } from '../store/keys/key-store.ts';
import type { Queryable } from '../store/queryable.ts';
import { readErasures } from '../store/tables/customer-value.ts';

/** Destroys keys of customers whose erasure was committed before a crash could let the key go. Returns how many there were. */
export async function repeatErasures(db: Queryable, keys: KeyStore): Promise<number> {
  const gone = new Set(keys.erased().map(({ holder }) => holder));
  const open = (await readErasures(db)).filter(({ customer }) => !gone.has(customer));
  for (const { customer, at } of open) keys.erase(customer, at, 0);
  return open.length;
}
