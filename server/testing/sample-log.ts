import { hash } from 'node:crypto';
import { must } from '../../shared/assert.ts';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import type { Person } from '../../shared/model/person.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { Decision } from '../../shared/work/world.ts';
import { done } from '../../shared/work/world.ts';
import type { Input } from '../desk/input.ts';
import { armCases } from '../intake/arm-cases.ts';
import type { SourceEvent } from '../intake/event-log/source-event.ts';
import { importLog } from '../intake/import-log.ts';
import { caseIdOf } from '../../shared/work/case-id.ts';
import type { Loop } from '../loop.ts';

const journey = 'loan-log';
const steps: readonly (readonly [type: string, lifecycle: string])[] = [
  ['A_SUBMITTED', 'COMPLETE'], ['A_PARTLYSUBMITTED', 'COMPLETE'], ['W_Afhandelen leads', 'SCHEDULE'], ['W_Afhandelen leads', 'START'],
  ['A_PREACCEPTED', 'COMPLETE'], ['W_Completeren aanvraag', 'SCHEDULE'], ['W_Afhandelen leads', 'COMPLETE'],
  ['W_Completeren aanvraag', 'START'], ['O_SENT', 'COMPLETE'], ['W_Completeren aanvraag', 'SCHEDULE'], ['W_Completeren aanvraag', 'COMPLETE'],
  ['A_ACCEPTED', 'COMPLETE'], ['W_Completeren aanvraag', 'START'], ['A_DECLINED', 'COMPLETE'], ['W_Completeren aanvraag', 'SCHEDULE'],
];

/** Events of a loan log in the order of their time: cases of different lengths that overlap, some of them ended, and events after the end. */
export function sampleEvents(count: number): SourceEvent[] {
  const events: SourceEvent[] = [];
  for (let n = 0; events.length < count; n++) {
    const length = n % 3 === 0 ? steps.length : 3 + (n % 10);
    for (const [seq, [activity, lifecycle]] of steps.slice(0, length).entries()) {
      const resource = (n + seq) % 7 === 0 ? null : String(100 + ((n + seq) % 9));
      const at = Date.UTC(2024, 0, 8) + n * 60_000 + seq * 47_000;
      events.push({ caseId: String(n), seq, activity, lifecycle, resource, at, data: { amount: 1000 + n, note: 'Größe "ü"' }, line: 0 });
    }
  }
  return events.sort((a, b) => a.at - b.at).slice(0, count);
}

/** An input whose entries a test writes itself. */
export function handInput(id: string, entries: Input['decide'], more: Partial<Input> = {}): Input {
  return {
    id, lane: 'people', sender: 'ana', actor: 'ana', action: 'test', bodyHash: hash('sha256', id, 'buffer').subarray(0, 16), footprint: {}, decide: entries, ...more,
  };
}

const person = (id: string): Person => ({
  id, role: 'branchEmployee', team: 'loans', branch: 'north', skills: { loans: 2 }, languages: ['de'], licences: [], capacity: 5,
  availability: 'available', availabilitySince: 0, version: 1,
});

/** A log with observed cases and, on top, staff, a team, a customer, and a case that a person works on. Every answer was ok. */
export async function fillSampleLog(loop: Loop, events: number): Promise<void> {
  const mapping = must(loop.catalog.mappings.get(journey), 'the catalog has the loan log');
  async function* chunks(): AsyncGenerator<SourceEvent[]> {
    await Promise.resolve();
    yield sampleEvents(events);
  }
  await importLog(chunks(), { desk: loop.desk, db: loop.db, mapping, known: new Set(), onProgress: () => undefined });
  await armCases(loop.desk, loop.db, journey);
  for (const input of staffInputs()) must((await loop.desk.submit(input)).ok || null, `${input.id} is not refused`);
  // A refusal is an entry too.
  await loop.desk.submit(handInput('c:refused', () => refuse('not_allowed', { action: 'test' }, 'role')));
}

function staffInputs(): Input[] {
  const customer = { id: 'p-1', kind: 'person' as const, branch: 'north', language: 'de', flags: [], relations: [], version: 1 };
  const added: [string, EntryDraft][] = [
    ['team/loans', { kind: 'team:added', subject: 'team:loans', body: { team: { id: 'loans', calendar: 'standard', routing: 'pull', version: 1 } } }],
    ...['ana', 'ben'].map((id): [string, EntryDraft] => [`person/${id}`, { kind: 'person:added', subject: `person:${id}`, body: { person: person(id) } }]),
    ['customer', { kind: 'customer:added', subject: 'customer:p-1', customer: 'p-1', body: { customer, values: [] } }],
  ];
  const [subject] = ['person:ben'];
  const people = { footprint: { people: ['ben'] } };
  return [
    ...added.map(([id, entry]) => handInput(`s:${id}`, () => done(entry), { lane: 'import', sender: 'system', actor: 'system' })),
    handInput('c:away', () => done({ kind: 'person:absent', subject, body: { from: 0, until: 1, because: 'leave' } }), people),
    handInput('c:back', () => done({ kind: 'person:returned', subject, body: { because: 'back' } }), people),
    identify('2'),
    claim('c:claim', '2', { device: 'desk-4', onBehalfOf: 'ben' }),
    claim('c:claim-more', '5', {}),
  ];
}

function identify(key: string): Input {
  const id = caseIdOf(journey, key);
  const entry: EntryDraft = { kind: 'case:identified', subject: `case:${id}`, case: id, customer: 'p-1', body: { customer: 'p-1', evidence: 'document' } };
  return handInput('c:identify', () => done(entry), { footprint: { cases: [id] } });
}

function claim(inputId: string, key: string, more: Partial<Input>): Input {
  const id = caseIdOf(journey, key);
  const decide: Input['decide'] = (world): Decision => {
    const task = must(world.case(id)?.tasks[0], 'the sample case has an open task');
    const body = { by: 'ana', fence: task.fence + 1, version: task.version + 1, because: 'next' };
    return done({ kind: 'task:claimed', subject: `case:${id}`, case: id, task: task.id, body });
  };
  return handInput(inputId, decide, { footprint: { cases: [id] }, ...more });
}
