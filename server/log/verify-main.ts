import { parseArgs } from 'node:util';
import { isRefusal } from '../../shared/model/refusal.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { fail } from '../fail.ts';
import type { Progress } from '../intake/progress.ts';
import { startProgress } from '../intake/progress.ts';
import { openDatabase } from '../store/db.ts';
import { openStore } from '../store/open-store.ts';
import { keepHeapSmall } from './small-heap.ts';
import type { VerifyReport } from './verify.ts';
import { verify } from './verify.ts';

const say = (message: string): void => void process.stderr.write(`${message}\n`);

async function main(): Promise<void> {
  keepHeapSmall();
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, url: { type: 'string' }, archives: { type: 'string' } } });
  const config = readConfig(values.url === undefined ? process.env : { ...process.env, DATABASE_URL: values.url });
  if (isRefusal(config)) return fail(config);
  const store = await openStore(config, { log: say, mayJoin: true });
  if (isRefusal(store)) return fail(store);
  const db = openDatabase(store.url, { max: 1, applicationName: 'baton-verify', statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 });
  const onProgress = lateProgress();
  try {
    const report = await db.transaction((client) => verify(client, { onProgress: onProgress.update, ...(values.archives === undefined ? {} : { archives: values.archives }) }), 'repeatable read, read only');
    onProgress.stop();
    if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else process.stdout.write(asText(report));
    if (!report.ok) process.exitCode = 1;
  } finally {
    onProgress.stop();
    await db.close();
    await store.stop();
  }
}

/** Progress on standard error, for whoever waits longer than a second. */
function lateProgress(): { update: (done: number, total: number) => void; stop: () => void } {
  const startedAt = performance.now();
  let progress: Progress | undefined;
  return {
    update: (done, total) => {
      if (performance.now() - startedAt > 1000) progress ??= startProgress({ label: 'verify', unit: 'entries', total, now: systemClock.now });
      progress?.update(done);
    },
    stop: () => {
      progress?.stop();
      progress = undefined;
    },
  };
}

function asText({ ok, seq, hash, entries, cases, tasks, people, problems, seconds, rssMb, from, carried, unproven }: VerifyReport): string {
  const lines = [
    `${String(entries)} entries to seq ${String(seq)}, hash ${hash}`,
    `${String(cases)} cases, ${String(tasks)} tasks, ${String(people)} people; ${String(seconds)} s, ${String(rssMb)} MB`,
    ...(from === undefined ? [] : [`begins at ${String(from)}: ${String(carried)} older rows by checkpoint, ${String(unproven)} older cases not provable without --archives`]),
    ...problems.map(({ what, seq: at, row, detail, count }) => {
      const more = count > 1 ? ` (and ${String(count - 1)} more)` : '';
      return `  ${what} at ${at === undefined ? (row ?? '') : `seq ${String(at)}`}: ${detail}${more}`;
    }),
    ok ? 'Everything holds.' : 'Something is wrong.',
  ];
  return `${lines.join('\n')}\n`;
}

await main();
