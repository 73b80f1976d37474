import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../../shared/assert.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { seededRandom } from '../../demo/random.ts';
import { verify } from '../../log/verify.ts';
import { countImport } from '../../store/reads/import-summary.ts';
import { readHead } from '../../store/tables/head.ts';
import { badFiles } from '../../testing/bad-input/bad-files.ts';
import type { BadLog } from '../../testing/bad-input/bad-log.ts';
import { csvOf, csvRow, packed, RowDraw, xesEvent, xesOf } from '../../testing/bad-input/bad-log.ts';
import { badRows } from '../../testing/bad-input/bad-rows.ts';
import { openInTime } from '../../testing/bad-input/in-time.ts';
import { oddLogs } from '../../testing/bad-input/odd-logs.ts';
import type { TestLoop } from '../../testing/loop.ts';
import { openTestLoop } from '../../testing/loop.ts';
import { importLog } from '../import-log.ts';
import { readColumns } from './column-mapping.ts';
import { EventLogRefused } from './event-log-refused.ts';
import { inTimeOrder } from './in-time-order.ts';
import { openEventLog } from './open-event-log.ts';
import type { SourceEvent } from './source-event.ts';
import { allEvents } from './testing-formats.ts';

const seed = Number(process.env['BATON_SEED'] ?? 20_261);
const atLeast = 180;
const folder = mkdtempSync(path.join(tmpdir(), 'baton-bad-logs-'));
const uncaught: unknown[] = [];
const hear = (error: unknown): void => void uncaught.push(error);
let loop: TestLoop;

beforeAll(async () => {
  process.on('uncaughtException', hear).on('unhandledRejection', hear);
  loop = await openTestLoop();
});
afterAll(async () => {
  process.off('uncaughtException', hear).off('unhandledRejection', hear);
  await loop.end();
  rmSync(folder, { recursive: true });
});

interface Found {
  readonly refused?: string;
  readonly events?: readonly SourceEvent[];
  readonly problems?: readonly { line: number; code: string }[];
}

/** Reads a file as the import does: whole, before the first event is handed in. */
async function read({ name, content, columns }: BadLog): Promise<Found> {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  try {
    const log = await openEventLog(file, columns, { latestAt: loop.clock.now() });
    const ordered = await inTimeOrder(log);
    return { events: await allEvents(ordered), problems: log.problems() };
  } catch (error) {
    if (error instanceof EventLogRefused) return { refused: error.refusal.code };
    throw error;
  }
}

async function store(events: readonly SourceEvent[]): Promise<{ duplicates: number }> {
  const mapping = must(loop.catalog.mappings.get('loan-log'), 'the catalog has the loan log');
  return importLog(chunked(events), { desk: loop.desk, db: loop.db, mapping, known: new Set(), onProgress: () => undefined });
}

async function* chunked(events: readonly SourceEvent[]): AsyncGenerator<SourceEvent[]> {
  for (let at = 0; at < events.length; at += 1000) yield await Promise.resolve(events.slice(at, at + 1000));
}

const counts = async (): Promise<{ accepted: number; unmapped: number; poison: number }> => {
  const { accepted, unmapped, poison } = await countImport(loop.db, 'loan-log', 'loan-log', 'log:');
  return { accepted, unmapped, poison };
};
/** How many events of each case are in the log. */
async function storedByCase(): Promise<Map<string, number>> {
  const { rows } = await loop.db.query<{ key: string; n: number }>({ text: `select split_part(substr(input, 12), '/', 1) as key, count(distinct input)::int as n from log where input like 'e:loan-log/%' group by 1` });
  return new Map(rows.map(({ key, n }) => [key, n]));
}
async function fingerprint(): Promise<object> {
  const { seq, hash, rowsHash } = await readHead(loop.db);
  return { seq, hash: hash.toString('hex'), rowsHash: rowsHash.toString('hex') };
}

/** What is wrong with what became of a file, or nothing. */
function complaint(bad: BadLog, { refused, events = [], problems = [] }: Found): string | undefined {
  const said = `${bad.title}: ${refused ?? `${String(events.length)} events, ${JSON.stringify(problems).slice(0, 200)}`}, expected`;
  if (bad.refused) return refused !== undefined && bad.refused.includes(refused) ? undefined : `${said} ${bad.refused.join(' or ')}`;
  const wanted = bad.problems ?? [];
  const areReported = problems.length === wanted.length && wanted.every((codes, at) => codes.some((code) => code === problems[at]?.code));
  return areReported && refused === undefined && events.length === bad.events ? undefined : `${said} ${String(bad.events)} events and ${JSON.stringify(wanted)}`;
}

/** Under the oracles: nothing uncaught, in time, a file refused as a whole changes nothing, and of the others exactly the good rows are stored. */
async function hold(logs: readonly BadLog[]): Promise<void> {
  const good = path.join(folder, 'good.csv');
  writeFileSync(good, csvOf(new RowDraw(seededRandom(seed)).rows(1000).map((row) => csvRow(row))));
  // Unpacking up to the limit takes its time; what hangs takes longer.
  const inTime = openInTime(async () => inTimeOrder(await openEventLog(good)), { every: 10, withinMs: 3000 });
  const complaints: string[] = [];
  const before = { ...(await counts()), ...(await fingerprint()) };
  const events: SourceEvent[] = [];
  for (const log of logs) {
    await inTime.beat();
    const startedAt = performance.now();
    const found = await read(log);
    const late = await inTime.complaint(performance.now() - startedAt);
    if (late) complaints.push(`${log.title}: ${late}`);
    const wrong = complaint(log, found);
    if (wrong) complaints.push(wrong);
    events.push(...(found.events ?? []));
  }
  expect(complaints.slice(0, 30), `${String(complaints.length)} of ${String(logs.length)} with seed ${String(seed)}`).toEqual([]);
  expect({ ...(await counts()), ...(await fingerprint()) }).toEqual(before);

  const sum = (part: 'duplicates' | 'unmapped'): number => logs.reduce((total, log) => total + (log[part] ?? 0), 0);
  expect((await store(events)).duplicates).toBe(sum('duplicates'));
  expect(await counts()).toEqual({ accepted: before.accepted + events.length - sum('duplicates'), unmapped: before.unmapped + sum('unmapped'), poison: 0 });
  const stored = await storedByCase();
  const wanted = Map.groupBy(events, ({ caseId }) => caseId);
  expect([...wanted].filter(([caseId, own]) => stored.get(caseId) !== new Set(own.map(({ seq }) => seq)).size)).toEqual([]);
  expect(uncaught).toEqual([]);
  expect(loop.reported).toEqual([]);
}

describe('B25: event logs', () => {
  const random = seededRandom(seed).fork('B25');
  const draw = new RowDraw(random);
  const [files, rows, odd] = [badFiles(draw), badRows(draw).map((log) => packed(random, log)), oddLogs(draw).map((log) => packed(random, log))];

  it('are as many as the table of bad inputs wants, no two alike', () => {
    const all = [...files, ...rows, ...odd];
    expect(all.length).toBeGreaterThanOrEqual(atLeast);
    const titles = all.map(({ title }) => title);
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
  });

  it('that cannot be read as a whole are refused with a code, and nothing of them is imported', { timeout: 60_000 }, () => hold(files));

  it('with a row that is no event have it reported by line and code, and the other rows are stored', { timeout: 60_000 }, () => hold(rows));

  it('with doubled ids, unknown activities, marks or formulas are stored as they are, each id once', { timeout: 60_000 }, () => hold(odd));

  it('with a mapping of columns that is none are refused before they are opened', () => {
    const bad = ['', 'null', '[]', '7', '{', '{"caseId":7}', '{"caseId":""}', '{"other":"x"}', '{"data":{"a":1}}', '{"data":[]}', '{"delimiter":""}', '{"delimiter":"ab"}', '{"delimiter":"\\""}', '{"delimiter":"\\n"}', '{"__proto__":{"caseId":"x"}}', '{"time":null}'];
    for (const text of bad) expect([text, readColumns(text)]).toEqual([text, expect.objectContaining({ code: 'bad_columns' })]);
    expect(isRefusal(readColumns('{"caseId":"Case ID","delimiter":";","data":{"sum":"amount"}}'))).toBe(false);
  });

  it('a thousand good rows pass, in each format', async () => {
    const before = await counts();
    const many = new RowDraw(seededRandom(seed).fork('thousand'));
    const logs = ['ndjson', 'csv', 'xes'].map((kind): BadLog => {
      const good = many.rows(kind === 'xes' ? 334 : 333).map((row) => ({ ...row, caseId: `${kind}-${row.caseId}`, resource: many.random.pick(['112', "O'Brien", 'Müller', 'محمد', '山田', 'x"y', 'a;b', '<b>&']) }));
      const content = kind === 'ndjson' ? good.map((row) => JSON.stringify(row)).join('\n') : kind === 'csv' ? csvOf(good.map((row) => csvRow(row))) : xesOf(good[0]?.caseId ?? '', good.map(xesEvent));
      return { title: kind, name: `thousand.${kind}`, content, events: good.length, problems: [] };
    });
    for (const log of logs) {
      const found = await read(log);
      expect(complaint(log, found)).toBeUndefined();
      await store(found.events ?? []);
    }
    expect(await counts()).toEqual({ accepted: before.accepted + 1000, unmapped: before.unmapped, poison: 0 });
  });

  it('leave a sound log and rows', async () => {
    expect((await loop.database.db.transaction((client) => verify(client), 'repeatable read, read only')).problems).toEqual([]);
  });
});
