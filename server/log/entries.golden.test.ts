import { hash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { Entry, EntryKind } from '../../shared/contract/entries.ts';
import { entryBodies, versionOf } from '../../shared/contract/entries.ts';
import { caseSchema } from '../../shared/model/case.ts';
import { customerSchema } from '../../shared/model/customer.ts';
import { personSchema } from '../../shared/model/person.ts';
import type { Task } from '../../shared/model/task.ts';
import { taskSchema } from '../../shared/model/task.ts';
import { teamSchema } from '../../shared/model/team.ts';
import { scopesOf } from '../../shared/work/scopes.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import { known } from './entries.golden.known.ts';
import { Fold, factOf } from './fold.ts';
import { foldedRows, kindOf } from './folded-rows.ts';
import { RowsSum } from './rows-sum.ts';
import { readBody } from './verify-entry.ts';

type Golden = Omit<Entry, 'body' | 'hash'> & { readonly body: object };

const lines = fs.readFileSync(path.join(import.meta.dirname, 'entries.golden.ndjson'), 'utf8').trimEnd().split('\n');
const entries = lines.map((line) => JSON.parse(line) as Golden);
const stored = (entry: Golden): Omit<Entry, 'hash'> => ({ ...entry, body: canonicalJson(entry.body) });
const digest = (line: string): string => hash('sha256', line).slice(0, 16);

/** What the golden entries fold to. A log that a bank holds would fold to other rows if this changed: then its `verify` would fail. */
const rowsSum = 'c4c8b02eac78312034b5c7e6bf20d76292d50800c80dd808d52f01a97c47e347';

function foldAll(onEach: (entry: Golden, fold: Fold, scopes: string[], ended: readonly Task[]) => void): void {
  const ended: Task[] = [];
  const fold = new Fold((task) => ended.push(task));
  for (const entry of entries) {
    const read = readBody(stored(entry));
    if ('wrong' in read) throw new Error(`${entry.kind} ${String(entry.v)}: ${read.detail}`);
    const fact = factOf(stored(entry), read.body);
    const { before, after } = fold.apply(fact);
    onEach(entry, fold, scopesOf(fact, before, after, (id) => fold.people.get(id)?.team), ended);
  }
}

describe('the golden entries', () => {
  it('hold every kind at the version that is written today', () => {
    const held = new Set(entries.map(({ kind, v }) => `${kind} ${String(v)}`));
    const written = (Object.keys(entryBodies) as EntryKind[]).map((kind) => `${kind} ${String(versionOf(kind))}`);
    // A new kind or version: add a line to entries.golden.ndjson, and its digest to entries.golden.known.ts.
    expect(written.filter((each) => !held.has(each))).toEqual([]);
  });

  it('never lose or change a line', () => {
    const digests = lines.map((line, n) => `${must(entries[n], 'as many as lines').kind} ${String(entries[n]?.v)} ${digest(line)}`);
    expect(known.filter((line) => !digests.includes(line))).toEqual([]);
    expect(digests.filter((line) => !known.includes(line))).toEqual([]);
  });

  it('are canonical and in the order of their numbers', () => {
    expect(lines.map((line) => canonicalJson(JSON.parse(line)))).toEqual(lines);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
  });

  it('can all be read and folded, to rows that their schemas accept', () => {
    foldAll((entry, fold, _, ended) => {
      const parse = (schema: { parse: (value: unknown) => unknown }, row: unknown): void =>
        expect(canonicalJson(schema.parse(row)), `${String(entry.seq)} ${entry.kind}`).toBe(canonicalJson(row));
      for (const { case: row, tasks } of fold.cases.states()) {
        parse(caseSchema, row);
        for (const task of tasks) parse(taskSchema, task);
      }
      for (const task of ended) parse(taskSchema, task);
      for (const row of fold.people.values()) parse(personSchema, row);
      for (const row of fold.teams.values()) parse(teamSchema, row);
      for (const row of fold.customers.values()) parse(customerSchema, row);
    });
  });

  it('are heard of in the scopes that were stored with them', () => {
    foldAll((entry, _, scopes) => expect(scopes, `${String(entry.seq)} ${entry.kind}`).toEqual(entry.scopes));
  });

  it('fold to the same rows in every release', () => {
    const sum = new RowsSum();
    let last: Fold | undefined;
    let ended: readonly Task[] = [];
    foldAll((_, fold, __, all) => ([last, ended] = [fold, all]));
    for (const [table, id, text] of foldedRows(must(last, 'there are entries'))) sum.add(kindOf[table], id, text);
    for (const task of ended) sum.add('task', task.id, canonicalJson(task));
    expect(ended.map(({ status }) => status)).toEqual(['replaced', 'done', 'closed']);
    expect(sum.bytes().toString('hex')).toBe(rowsSum);
  });
});
