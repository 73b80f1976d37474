import { decideObserved } from '../journey/decide-observed.ts';
import { applyChunk, applyPush } from '../sync/apply.ts';
import { answered, dropped, enqueue, sendable } from '../sync/outbox.ts';
import { elapsed, pauseClock, resumeClock, startClock } from '../work/clock.ts';
import { scopesOf } from '../work/scopes.ts';
import { timersOf } from '../work/timers.ts';
import type { ClockPart } from './clock-suite.ts';
import { clockSuite } from './clock-suite.ts';
import { foldPart, foldSuite, upcastSuite } from './fold-suite.ts';
import { draftSuite, promiseSuite } from './keep-suites.ts';
import { observedSuite } from './observed-suite.ts';
import { outboxSuite } from './outbox-suite.ts';
import { scopeSyncSuite } from './scope-sync-suite.ts';
import { scopesSuite } from './scopes-suite.ts';
import type { SuiteOptions, SuiteReport } from './suite.ts';
import { claimSuite, handOffSuite, taskLifeSuite } from './task-life-suite.ts';
import { deadlineSuite, timerSuite } from './time-suites.ts';
import { workPart } from './work-bank.ts';
import { applyThatOverlooksGaps, applyThatRepeats, applyThatTrustsItsSnapshot } from './wrong/apply.ts';
import { clockThatCountsPauses, clockThatForgetsToMove, clockThatGoesBackwards } from './wrong/clock.ts';
import * as reading from './wrong/reading.ts';
import * as work from './wrong/work.ts';

/** A suite with the part it is for and parts that it must find wrong. */
export interface PureSuite {
  readonly name: string;
  readonly right: (options: SuiteOptions) => SuiteReport;
  readonly wrong: readonly { readonly name: string; readonly run: (options: SuiteOptions) => SuiteReport }[];
}

const suite = <Part>(name: string, run: (part: Part, options: SuiteOptions) => SuiteReport, right: Part, wrong: Readonly<Record<string, Part>>): PureSuite => ({
  name,
  right: (options) => run(right, options),
  wrong: Object.entries(wrong).map(([title, part]) => ({ name: title, run: (options) => run(part, options) })),
});

const clocks = (part: ClockPart, { runs, seed = Math.floor(Math.random() * 2 ** 31) }: SuiteOptions): SuiteReport => {
  clockSuite(part, runs, seed);
  return { suite: 'clocks', traps: 'I7', runs, seed };
};

/** Every suite of the pure core: invariants 1, 2, 7 and 9, and the traps its report names. */
export const pureSuites: readonly PureSuite[] = [
  suite('the life of a task', taskLifeSuite, workPart, {
    'work that checks no version': work.workThatChecksNoVersion, 'work that checks no fence': work.workThatChecksNoFence,
    'work that claims twice': work.workThatClaimsTwice, 'work that forgets the fence': work.workThatForgetsTheFence,
  }),
  suite('the two keys of a hand-off', handOffSuite, workPart, {
    'work that lets go on offer': work.workThatLetsGoOnOffer, 'work that ignores absence': work.workThatIgnoresAbsence,
  }),
  suite('many claims in one moment', claimSuite, workPart, { 'work that claims twice': work.workThatClaimsTwice }),
  suite('drafts', draftSuite, workPart, { 'work that overwrites drafts': work.workThatOverwritesDrafts, 'work that tidies drafts': work.workThatTidiesDrafts }),
  suite('promises', promiseSuite, workPart, { 'work that leaves promises': work.workThatLeavesPromises }),
  suite('timers', timerSuite, workPart, { 'work that trusts timers': work.workThatTrustsTimers }),
  suite('deadlines', deadlineSuite, timersOf, { 'timers without hand-offs': reading.timersWithoutHandOffs, 'timers that overflow': reading.timersThatOverflow }),
  suite('clocks', clocks, { startClock, pauseClock, resumeClock, elapsed }, {
    'clock that counts pauses': clockThatCountsPauses, 'clock that forgets to move': clockThatForgetsToMove, 'clock that goes backwards': clockThatGoesBackwards,
  }),
  suite('the fold of the entries', foldSuite, foldPart, { 'fold that loses parks': reading.foldThatLosesParks, 'fold that mutates': reading.foldThatMutates }),
  suite('entries of other releases', upcastSuite, foldPart, {
    'fold that reads old as new': reading.foldThatReadsOldAsNew, 'fold that copies unknown': reading.foldThatCopiesUnknown,
  }),
  suite('scopes of an entry', scopesSuite, scopesOf, { 'scopes of the named task': reading.scopesOfTheNamedTask }),
  suite('observed events', observedSuite, decideObserved, {
    'observed that refuses': reading.observedThatRefuses, 'observed that completes': reading.observedThatCompletes,
  }),
  suite('commands given while offline', outboxSuite, { enqueue, sendable, answered, dropped }, {
    'outbox that goes on': reading.outboxThatGoesOn, 'outbox that sends all': reading.outboxThatSendsAll,
  }),
  suite('rows of a scope at a client', scopeSyncSuite, { applyPush, applyChunk }, {
    'apply that overlooks gaps': applyThatOverlooksGaps, 'apply that repeats': applyThatRepeats, 'apply that trusts its snapshot': applyThatTrustsItsSnapshot,
  }),
];
