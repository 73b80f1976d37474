import fc from 'fast-check';
import type { CommandType } from '../contract/commands.ts';
import { isRefusal } from '../model/refusal.ts';
import { isOnDuty } from '../model/person.ts';
import { ownerOf } from '../model/task.ts';
import { handOffHour, wholeDay } from './any-command.ts';
import { anySteps, play } from './play.ts';
import type { Played } from './play.ts';
import { checkProperty, expectSame, expectThat } from './suite.ts';
import type { SuiteOptions, SuiteReport } from './suite.ts';
import { TaskModel } from './task-model.ts';
import type { WorkBank, WorkPart } from './work-bank.ts';

/** Follows what happened from `from` on and compares the rows. */
function follow(model: TaskModel, { bank, command, from }: Played): void {
  for (const { fact } of bank.history.slice(from)) model.follow(fact, command);
  model.agrees(bank.tasks());
}

function start(part: WorkPart): TaskModel {
  const bank: WorkBank = play(part, [], [], () => undefined);
  const model = new TaskModel((person) => bank.person(person)?.team);
  for (const { fact } of bank.history) model.follow(fact);
  return model;
}

/** A refusal leaves every row as it was, and a command on old facts is refused (T02, T22). */
function refusalChangesNothing({ bank, before, outcome, from, command }: Played): void {
  if (!isRefusal(outcome)) return;
  expectThat(bank.history.length === from, 'a refusal wrote an entry of its own');
  for (const [id, state] of before) expectThat(bank.cases.get(id) === state, `a refused ${command?.type ?? 'timer'} changed ${id}`);
}

/** A command that names a version was decided on that version of the task. */
function sawTheVersion({ before, command, outcome }: Played): void {
  if (isRefusal(outcome) || command === undefined || !('task' in command) || !('version' in command) || command.type.startsWith('draft:')) return;
  const task = [...before.values()].flatMap((state) => state.tasks).find(({ id }) => id === command.task);
  expectThat(task?.version === command.version, `${command.type} on version ${String(command.version)} of ${String(task?.version)} went through`);
}

/** Whoever is told a version may act on it: it is the row's. */
function answeredVersionIsTheRows({ bank, from }: Played): void {
  const told = new Map(bank.history.slice(from).flatMap(({ fact }) => (fact.task !== undefined && 'version' in fact.body && fact.kind !== 'draft:accepted' ? [[fact.task, Number(fact.body.version)] as const] : [])));
  for (const task of bank.tasks()) if (told.has(task.id)) expectSame(task.version, told.get(task.id), `version of ${task.id} after ${bank.history.at(-1)?.fact.kind ?? ''}`);
}

const lifeOf = (kinds: readonly CommandType[], checks: readonly ((played: Played) => void)[]) => (part: WorkPart): fc.IProperty<unknown> =>
  fc.property(anySteps(40), (steps) => {
    const model = start(part);
    play(part, kinds, steps, (played) => {
      follow(model, played);
      for (const check of checks) check(played);
    });
  });

/** Invariants 1 and 2 over whole days of several people on stale screens. */
export const taskLifeSuite = (part: WorkPart, options: SuiteOptions): SuiteReport =>
  checkProperty('life of a task', 'I1 I2 T01 T02 T09 T16 T22', lifeOf(wholeDay, [refusalChangesNothing, sawTheVersion, answeredVersionIsTheRows])(part), options);

/** The receiver is there and able at the moment it becomes theirs (T13), and until then the sender answers for it. */
function receiverIsThere({ bank, from, before, outcome }: Played): void {
  if (isRefusal(outcome)) return;
  for (const { fact } of bank.history.slice(from)) {
    const to = fact.kind === 'handOff:offered' ? fact.body.handOff.toPerson : fact.kind === 'handOff:accepted' ? fact.body.by : undefined;
    const person = to === undefined ? undefined : bank.person(to);
    if (person) expectThat(isOnDuty(person, bank.now), `${person.id} is not on duty and gets ${fact.task ?? ''}`);
    if (fact.kind !== 'handOff:offered' && fact.kind !== 'handOff:asked' && fact.kind !== 'handOff:answered' && fact.kind !== 'handOff:ended') continue;
    const was = [...before.values()].flatMap((state) => state.tasks).find(({ id }) => id === fact.task);
    const is = bank.tasks().find(({ id }) => id === fact.task);
    expectSame([is && ownerOf(is), is?.fence], [was && ownerOf(was), was?.fence], `owner and fence after ${fact.kind}`);
  }
}

/** The two keys of a hand-off: never nobody, never two, whatever comes between. */
export const handOffSuite = (part: WorkPart, options: SuiteOptions): SuiteReport =>
  checkProperty('two-key hand-off', 'I1 T09 T13', lifeOf(handOffHour, [receiverIsThere, refusalChangesNothing])(part), options);

/** Fifty claims on one screen: one winner, and every loser hears who it is (T01). */
export const claimSuite = (part: WorkPart, options: SuiteOptions): SuiteReport =>
  checkProperty(
    'many claims', 'I2 T01',
    fc.property(fc.array(fc.constantFrom('ana', 'ben', 'dana', 'emil', 'hana'), { minLength: 2, maxLength: 50 }), (people) => {
      const bank = play(part, [], [], () => undefined);
      const answers = people.map((person, i) => ({ person, outcome: bank.say({ type: 'task:claim', commandId: String(i), task: 't00', version: 1 }, person) }));
      const winners = answers.filter(({ outcome }) => !isRefusal(outcome));
      expectThat(winners.length === 1, `${String(winners.length)} winners`);
      for (const { person, outcome } of answers)
        if (isRefusal(outcome)) {
          const expected = person === people[0] ? ['already_yours', undefined] : ['already_claimed', people[0]];
          expectSame([outcome.code, outcome.params?.['by']], expected, `what ${person} hears`);
        }
    }),
    options,
  );
