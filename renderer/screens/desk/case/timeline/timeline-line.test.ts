import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { EntryPut } from '../../../../../shared/contract/rows.ts';
import type { Speaking } from './timeline-line.ts';
import { isQuiet, lineOf, sentenceOf } from './timeline-line.ts';

const root = path.resolve(import.meta.dirname, '../../../../..');
const texts = (language: string): Record<string, unknown> => (JSON.parse(readFileSync(path.join(root, `renderer/locales/${language}/case.json`), 'utf8')) as { timeline: Record<string, unknown> }).timeline;
const find = (from: unknown, key: string): unknown => key.split('.').reduce((node: unknown, part) => (node as Record<string, unknown> | undefined)?.[part], from);

/** One entry of every kind and version there ever was. */
const golden = readFileSync(path.join(root, 'server/log/entries.golden.ndjson'), 'utf8').trim().split('\n')
  .map((line) => JSON.parse(line) as { kind: string; case: string | null; body: string | Record<string, unknown> })
  .map((entry) => ({ ...entry, body: typeof entry.body === 'string' ? (JSON.parse(entry.body) as Record<string, unknown>) : entry.body }));

test('everything that can happen in a case has a sentence in each language', () => {
  const missing = golden.filter(({ case: of, kind }) => of !== null || kind.startsWith('task:') || kind.startsWith('case:'))
    .filter(({ kind, body }) => ['en', 'de'].some((language) => typeof find(texts(language), sentenceOf(kind, body)) !== 'string'))
    .map(({ kind }) => kind);
  expect(golden.length).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

const en = JSON.parse(readFileSync(path.join(root, 'renderer/locales/en/case.json'), 'utf8')) as unknown;
const speaking: Speaking = {
  say: (key, params = {}) => String(find(en, key) ?? params['defaultValue'] ?? key).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')),
  nameOf: (actor) => actor.charAt(0).toUpperCase() + actor.slice(1), workOf: (activity) => activity, stageOf: (stage) => stage, reportOf: () => undefined, activityOf: () => 'income proof', moment: (at) => `T${String(at)}`,
};
const entry = (kind: string, body: Record<string, unknown>, more: Partial<EntryPut> = {}): EntryPut => ({ id: '1', version: 1, seq: 1, at: 1, recordedAt: 1, kind, v: 1, case: 'k-1', actor: 'ana', body, ...more });
const said = (kind: string, body: Record<string, unknown>): string => lineOf(entry(kind, body, { task: 't-1' }), speaking).text;

test('a line says what was done, to what and to whom, in plain words', () => {
  expect([
    said('task:claimed', { by: 'ana', because: 'chosen' }),
    said('task:takenOver', { by: 'ana', from: 'elif', because: 'taken_over' }),
    said('task:parked', { by: 'ana', until: 5 }),
    said('case:opened', { channel: 'mobile', journey: 'loan' }),
    said('journey:stepped', { on: 'message:loanApplication', channel: 'web' }),
    said('handOff:offered', { handOff: { id: 'h-1', toPerson: 'dana' } }),
    said('promise:ended', { promise: 'p-1', how: 'broken' }),
    said('evidence:added', { kind: 'payslip' }),
  ]).toEqual([
    'Took “income proof”', 'Took “income proof” over from Elif', 'Parked “income proof” until T5', 'Case opened on the app', 'Application on the web', 'Offered “income proof” to Dana', 'Promise broken', 'Payslip came',
  ]);
});

test('texts of staff are named, not said: they come only to whoever may read them', () => {
  expect(lineOf(entry('note:added', { value: 'v-7' }), speaking)).toEqual({ text: 'Note', value: 'v-7' });
  expect(lineOf(entry('promise:made', { promise: { textValue: 'v-8', dueAt: 9 } }), speaking)).toEqual({ text: 'Promised by T9', value: 'v-8' });
});

test('how a step was carried out is left out unless somebody wants every line', () => {
  expect(['task:complete', 'effect:score', 'decision'].map((on) => isQuiet(entry('journey:stepped', { on })))).toEqual([true, true, true]);
  expect([isQuiet(entry('journey:stepped', { on: 'message:documents' })), isQuiet(entry('note:added', {})), isQuiet(entry('lease:granted', {}))]).toEqual([false, false, true]);
});
