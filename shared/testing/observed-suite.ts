import fc from 'fast-check';
import type { Irregular } from '../contract/entries.ts';
import { compileMapping } from '../journey/compile-mapping.ts';
import type { CompiledMapping } from '../journey/compile-mapping.ts';
import type { decideObserved } from '../journey/decide-observed.ts';
import type { ObservedEvent } from '../journey/mapping.ts';
import { isRefusal } from '../model/refusal.ts';
import { isOpen } from '../model/task.ts';
import { checkProperty, expectSame, expectThat } from './suite.ts';
import type { SuiteOptions, SuiteReport } from './suite.ts';
import { WorkBank, workPart } from './work-bank.ts';

function mappingOf(): CompiledMapping {
  const mapping = compileMapping({
    journey: 'observed', version: 1, source: 'core', name: 'Driven by another system', team: 'north', branch: 'north', staff: { prefix: 'log:', team: 'log' }, firstStage: 'Start',
    rules: [
      { types: ['W_*'], when: 'phase = "SCHEDULE"', task: 'make' },
      { types: ['W_*'], when: 'phase = "START"', task: 'claim' },
      { types: ['W_*'], when: 'phase = "COMPLETE"', task: 'endStint' },
      { types: ['A_END'], outcome: 'ended' },
      { types: ['A_*'], stage: 'Middle' },
    ],
  });
  if (isRefusal(mapping)) throw new Error(mapping.code);
  return mapping;
}

interface Told {
  activity: string;
  holder: string;
  isOpen: boolean;
}

/** What the report says happened, told a second time from the description of the mapping alone. */
class ObservedModel {
  tasks: Told[] = [];
  isClosed = false;
  readonly counts = { made: 0, replaced: 0, doneByStint: 0, closedWithCase: 0, madeAfterEnd: 0 };

  staffClaims(index: number, person: string): void {
    const task = this.tasks.filter((one) => one.isOpen)[index];
    if (task) task.holder = person;
  }

  /** Follows an event and gives the one irregular code that it must carry. */
  follow({ type, phase, by }: ObservedEvent): Irregular | undefined {
    const isWork = type.startsWith('W_');
    if (!isWork && !type.startsWith('A_')) return 'unmapped';
    if (isWork && !['SCHEDULE', 'START', 'COMPLETE'].includes(phase)) return 'unmapped';
    const who = by === null ? 'source' : `log:${by}`;
    if (this.isClosed) {
      if (isWork && phase === 'SCHEDULE') {
        this.counts.made += 1;
        this.counts.madeAfterEnd += 1;
      }
      return 'afterEnd';
    }
    if (type === 'A_END') {
      this.isClosed = true;
      for (const task of this.tasks) if (task.isOpen) this.#end(task, 'closedWithCase');
      return undefined;
    }
    if (!isWork) return undefined;
    const mine = this.tasks.filter((task) => task.isOpen && task.activity === type);
    if (phase === 'SCHEDULE') return this.#schedule(type, mine);
    return phase === 'START' ? this.#start(mine, who) : this.#complete(mine, who);
  }

  #schedule(type: string, mine: Told[]): undefined {
    const older = mine.findLast((task) => task.holder === 'queue');
    if (older) this.#end(older, 'replaced');
    this.tasks.push({ activity: type, holder: 'queue', isOpen: true });
    this.counts.made += 1;
  }

  #start(mine: Told[], who: string): Irregular | undefined {
    const free = mine.findLast((task) => task.holder === 'queue');
    const task = free ?? mine.at(-1);
    const nobody = who === 'source';
    if (task && !(nobody && free === undefined && isStaff(task.holder))) task.holder = who;
    return nobody ? 'startByNobody' : task && free === undefined ? 'startWhileHeld' : undefined;
  }

  #complete(mine: Told[], who: string): Irregular | undefined {
    const held = mine.filter((task) => task.holder !== 'queue');
    const own = held.findLast((task) => task.holder === who);
    const task = own ?? held.findLast((other) => !isStaff(other.holder));
    if (!task) return held.length > 0 ? undefined : 'completeWithoutStart';
    if (mine.at(-1) === task) task.holder = 'queue';
    else this.#end(task, 'doneByStint');
    return own ? undefined : 'completeByOther';
  }

  #end(task: Told, how: 'replaced' | 'doneByStint' | 'closedWithCase'): void {
    task.isOpen = false;
    this.counts[how] += 1;
  }
}

const isStaff = (holder: string): boolean => holder !== 'queue' && holder !== 'source' && !holder.startsWith('log:');

const anyEvent = fc.record({
  type: fc.constantFrom('W_check', 'W_check', 'W_call', 'A_moved', 'A_END', 'O_other'),
  phase: fc.constantFrom('SCHEDULE', 'SCHEDULE', 'START', 'START', 'COMPLETE', 'COMPLETE', 'SUSPEND'),
  by: fc.constantFrom('112', '10861', null),
  /** Events come late and out of order. */
  at: fc.nat(1_000_000),
  staff: fc.oneof({ weight: 5, arbitrary: fc.constant(-1) }, fc.nat(2)),
});

/** Counts as the importer reads them, from the entries alone. */
function counted(bank: WorkBank): ObservedModel['counts'] {
  const of = (kind: string, because?: string): number =>
    bank.history.filter(({ fact }) => fact.kind === kind && (because === undefined || ('because' in fact.body && fact.body.because === because))).length;
  return {
    made: of('task:made'), replaced: of('task:replaced'), doneByStint: of('task:completed'), closedWithCase: of('task:closed', 'caseClosed'), madeAfterEnd: of('task:closed', 'afterEnd'),
  };
}

/** Whatever a source reports has happened: nothing is refused or thrown, each event leaves its report once and one irregular code at most, the first that applies. */
export const observedSuite = (decide: typeof decideObserved, options: SuiteOptions): SuiteReport => {
  const mapping = mappingOf();
  return checkProperty(
    'observed events', 'I1 I9',
    fc.property(fc.array(anyEvent, { maxLength: 40, size: 'max' }), (events) => {
      const bank = new WorkBank(workPart, 0, 0);
      const model = new ObservedModel();
      for (const [index, { staff, at, ...reported }] of events.entries()) {
        const event: ObservedEvent = { source: 'core', id: String(index), key: '1', at: bank.now + at, data: {}, ...reported };
        const person = event.by === null ? null : bank.person(`log:${event.by}`);
        const from = bank.history.length;
        bank.run('source:core', `e:${event.id}`, (ctx) =>
          decide(mapping, { caseId: 'o1', state: bank.case('o1') ?? undefined, knowsPerson: person !== null || event.by === null, armed: true }, event, ctx));
        const entries = bank.history.slice(from).map(({ fact }) => fact).filter((fact) => fact.subject.startsWith('case:'));
        expectThat(entries.length > 0, 'an event leaves no entry');
        const reports = entries.filter((fact) => 'report' in fact.body);
        expectThat(reports.length === 1 && reports[0] === entries[0], `an event is reported ${String(reports.length)} times`);
        const irregular = entries.flatMap((fact) => ('irregular' in fact.body ? [fact.body.irregular] : []));
        const expected = model.follow(event);
        expectSame(irregular, expected === undefined ? [] : [expected], `irregular at ${event.type} ${event.phase}`);
        expectThat(bank.history.filter(({ fact }) => fact.kind === 'case:opened').length === 1, 'a case is opened twice');
        if (staff >= 0) {
          const free = bank.tasks()[staff];
          if (free?.holder?.by === 'queue' && !isRefusal(bank.say({ type: 'task:claim', commandId: `s${String(index)}`, task: free.id, version: free.version }, 'ana'))) model.staffClaims(staff, 'ana');
        }
        const state = bank.case('o1');
        expectThat((state?.case.status === 'closed') === model.isClosed, 'the end of the case');
        const rows = (state?.tasks ?? []).filter(isOpen).map(({ activity, holder }) => ({ activity, holder: holder?.by === 'person' ? holder.person : holder?.by }));
        expectSame(rows, model.tasks.filter((task) => task.isOpen).map(({ activity, holder }) => ({ activity, holder })), `tasks after ${event.type} ${event.phase}`);
        expectSame(counted(bank), model.counts, 'counts');
      }
    }),
    options,
  );
};
