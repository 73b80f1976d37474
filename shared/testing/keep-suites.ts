import fc from 'fast-check';
import type { CommandType } from '../contract/commands.ts';
import { isRefusal } from '../model/refusal.ts';
import { ownerOf } from '../model/task.ts';
import type { DraftRow } from '../work/world.ts';
import { anySteps, play } from './play.ts';
import { staffIds, teamIds } from './work-bank.ts';
import type { WorkPart } from './work-bank.ts';
import { checkProperty, expectSame, expectThat } from './suite.ts';
import type { SuiteOptions, SuiteReport } from './suite.ts';

const writing: readonly CommandType[] = ['draft:save', 'draft:save', 'draft:save', 'draft:accept', 'draft:discard', 'task:claim', 'task:takeOver', 'task:release', 'task:reassign', 'task:complete'];

/**
 * Texts are kept: a draft goes only by its author's hand or by acceptance, a save on an old version is told of the new one, and
 * another field or author is never touched (T04, T17; T03 and T22 for the text of whoever lost the task meanwhile).
 */
export const draftSuite = (part: WorkPart, options: SuiteOptions): SuiteReport =>
  checkProperty(
    'drafts', 'T03 T04 T17 T22',
    fc.property(anySteps(40), (steps) => {
      let before = new Map<string, DraftRow>();
      play(part, writing, steps, ({ bank, command, actor, outcome }) => {
        const after = new Map(bank.drafts);
        for (const key of new Set([...before.keys(), ...after.keys()])) {
          const [was, is] = [before.get(key), after.get(key)];
          if (was === is) continue;
          const author = (was ?? is)?.author;
          expectThat(!isRefusal(outcome) && command !== undefined, `${key} changes without a command`);
          if (command.type === 'draft:accept') expectThat(is === undefined && command.author === author && command.version === was?.version, `${key} is accepted as another`);
          else expectThat(author === actor, `${command.type} by ${actor} changes the draft of ${String(author)}`);
          if (command.type === 'draft:save') expectSame([command.version, is?.version, is?.value], [was?.version ?? 0, (was?.version ?? 0) + 1, command.text], `${key} is saved`);
          else expectThat(is === undefined && (command.type === 'draft:accept' || command.type === 'draft:discard'), `${command.type} ends ${key}`);
        }
        if (command?.type === 'draft:save' && isRefusal(outcome)) {
          const mine = before.get(`${command.case} ${command.field} ${actor}`);
          expectSame([outcome.code, outcome.params?.['version']], ['conflict', mine?.version ?? 0], 'what the second device hears');
          expectThat(command.version !== (mine?.version ?? 0), 'a save on the newest version is refused');
        }
        before = after;
      });
    }),
    options,
  );

const promising: readonly CommandType[] = ['promise:make', 'promise:make', 'promise:keep', 'promise:withdraw', 'task:claim', 'task:claim', 'handOff:offer', 'handOff:accept', 'task:release', 'task:reassign', 'task:takeOver', 'task:complete', 'plan:undo'];

/** Promises never lose their owner: they follow whoever becomes accountable, and none goes without being kept or withdrawn. */
export const promiseSuite = (part: WorkPart, options: SuiteOptions): SuiteReport =>
  checkProperty(
    'promises', 'I1',
    fc.property(anySteps(40), (steps) => {
      play(part, promising, steps, ({ bank, before, from }) => {
        for (const state of bank.cases.values()) {
          const was = before.get(state.case.id);
          expectThat((was?.case.promises ?? []).every(({ id }) => state.case.promises.some((promise) => promise.id === id)), 'a promise is gone');
          for (const { owner, state: how } of state.case.promises) {
            if (how === 'kept' || how === 'withdrawn') continue;
            const [team, name] = owner.startsWith('team:') ? [true, owner.slice(5)] : [false, owner];
            expectThat(team ? teamIds.some((id) => id === name) : staffIds.some((id) => id === name), `a promise is ${owner}'s`);
          }
          for (const { fact } of bank.history.slice(from)) {
            if (fact.case !== state.case.id || !moving.has(fact.kind)) continue;
            const task = was?.tasks.find(({ id }) => id === fact.task);
            const owner = task && ownerOf(task);
            const now = state.tasks.find(({ id }) => id === fact.task);
            if (owner === undefined || now === undefined || ownerOf(now) === owner) continue;
            const left = state.case.promises.filter((promise) => promise.owner === owner && (promise.state === 'open' || promise.state === 'broken'));
            expectThat(left.length === 0, `${owner} gave ${fact.task ?? ''} away and still owes ${String(left.length)}`);
          }
        }
      });
    }),
    options,
  );

const moving = new Set<string>(['handOff:accepted', 'task:released', 'task:takenOver', 'task:reassigned', 'task:restored']);
