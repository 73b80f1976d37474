import { parseArgs } from 'node:util';
import { isRefusal } from '../../shared/model/refusal.ts';
import { readConfig } from '../config.ts';
import { fail } from '../fail.ts';
import { openDatabase } from '../store/db.ts';
import { openStore } from '../store/open-store.ts';
import type { AsOf } from './asof.ts';
import { asOf } from './asof.ts';
import { parseMoment } from './asof-time.ts';
import { keepHeapSmall } from './small-heap.ts';

const say = (message: string): void => void process.stderr.write(`${message}\n`);

async function main(): Promise<void> {
  keepHeapSmall();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { by: { type: 'string', default: 'at' }, json: { type: 'boolean', default: false }, url: { type: 'string' }, archives: { type: 'string' } },
  });
  const [time, ...more] = positionals;
  const { by } = values;
  if (time === undefined || more.length > 0 || (by !== 'at' && by !== 'recorded'))
    return fail('usage', 'npm run asof -- TIME [--by at|recorded] [--archives FOLDER] [--url URL] [--json]');
  const moment = parseMoment(time);
  if (typeof moment !== 'number') return fail(moment);
  const config = readConfig(values.url === undefined ? process.env : { ...process.env, DATABASE_URL: values.url });
  if (isRefusal(config)) return fail(config);
  const store = await openStore(config, { log: say, mayJoin: true });
  if (isRefusal(store)) return fail(store);
  const db = openDatabase(store.url, { max: 1, applicationName: 'baton-asof', statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 });
  try {
    const result = await db.transaction((client) => asOf(client, moment, by, values.archives), 'repeatable read, read only');
    if (isRefusal(result)) return fail(result);
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : asText(result, moment, by));
  } finally {
    await db.close();
    await store.stop();
  }
}

function asText({ open, held, heldByPerson, cases }: AsOf, moment: number, by: 'at' | 'recorded'): string {
  const what = by === 'at' ? 'What had happened by' : 'What Baton knew at';
  return `${what} ${new Date(moment).toISOString()}: ${String(open)} open tasks in ${String(cases)} cases, ${String(held)} held, ${String(heldByPerson)} of them by a person\n`;
}

await main();
