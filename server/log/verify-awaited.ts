import type { CaseState } from '../../shared/model/case.ts';
import { awaitedOf } from '../../shared/work/awaited.ts';
import type { Queryable } from '../store/queryable.ts';
import type { AwaitedRow } from '../store/tables/correlation-keys.ts';
import { pageOfAwaited } from '../store/tables/correlation-keys.ts';
import type { Problems } from './verify-problems.ts';

const pageSize = 5000;
const textOf = ({ journey, message, key, case: caseId }: AwaitedRow): string => JSON.stringify([journey, message, key, caseId]);

/** Compares the table of keys that messages find cases by with what the cases of the log wait for. */
export async function checkAwaited(db: Queryable, states: Iterable<CaseState>, problems: Problems): Promise<void> {
  const expected = new Map<string, AwaitedRow>();
  for (const { case: row } of states)
    for (const awaited of awaitedOf(row)) {
      const one = { ...awaited, case: row.id };
      expected.set(textOf(one), one);
    }
  for (let after: AwaitedRow | undefined = { journey: '', message: '', key: '', case: '' }; after !== undefined; ) {
    const page: AwaitedRow[] = await pageOfAwaited(db, after, pageSize);
    for (const row of page)
      if (!expected.delete(textOf(row))) problems.add('correlation_keys.added', { row: `correlation_keys ${row.case}` }, `the case does not wait for ${row.message} under this key`);
    after = page.length < pageSize ? undefined : page.at(-1);
  }
  for (const row of expected.values()) problems.add('correlation_keys.missing', { row: `correlation_keys ${row.case}` }, `the case waits for ${row.message} under a key that the table does not hold`);
}
