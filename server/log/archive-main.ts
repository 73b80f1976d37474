import { parseArgs } from 'node:util';
import { isRefusal } from '../../shared/model/refusal.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { fail } from '../fail.ts';
import { openDatabase } from '../store/db.ts';
import { openStore } from '../store/open-store.ts';
import { archiveLog } from './archive.ts';

const say = (message: string): void => void process.stderr.write(`${message}\n`);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { drop: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, url: { type: 'string' } },
  });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) return fail('usage', 'npm run log:archive -- FOLDER [--drop] [--url URL] [--json]');
  const config = readConfig(values.url === undefined ? process.env : { ...process.env, DATABASE_URL: values.url });
  if (isRefusal(config)) return fail(config);
  const store = await openStore(config, { log: say, mayJoin: true });
  if (isRefusal(store)) return fail(store);
  const db = openDatabase(store.url, { max: 2, applicationName: 'baton-archive', statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 });
  try {
    const parts = await archiveLog(db, {
      folder,
      drop: values.drop,
      now: systemClock.now(),
      onArchived: ({ firstSeq, lastSeq, state, because }) => say(`${String(firstSeq)} to ${String(lastSeq)}: ${state} ${because ?? ''}`),
    });
    if (isRefusal(parts)) return fail(parts);
    if (values.json) process.stdout.write(`${JSON.stringify(parts)}\n`);
    else say(`${String(parts.length)} closed parts of the log`);
  } finally {
    await db.close();
    await store.stop();
  }
}

await main();
