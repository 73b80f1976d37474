import type { RowTable } from '../store/reads/verify.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import type { Fold } from './fold.ts';

const idOf = (text: string): string => (JSON.parse(text) as { id: string }).id;

/** The kind of each table's rows in the rows hash. */
export const kindOf: Readonly<Record<RowTable, string>> = {
  cases: 'case',
  tasks: 'task',
  people: 'person',
  teams: 'team',
  customers: 'customer',
};

/** The rows that a fold holds now: table, id, canonical text. Without the ended tasks, which have left it. */
export function* foldedRows({ cases, people, teams, customers }: Fold): Generator<[RowTable, string, string]> {
  for (const { id, caseText, taskTexts } of cases.texts()) {
    yield ['cases', id, caseText];
    for (const text of taskTexts) yield ['tasks', idOf(text), text];
  }
  for (const [id, person] of people) yield ['people', id, canonicalJson(person)];
  for (const [id, team] of teams) yield ['teams', id, canonicalJson(team)];
  for (const [id, customer] of customers) yield ['customers', id, canonicalJson(customer)];
}
