import { migrate } from '../../store/migrate.ts';
import { timerInput } from '../../desk/timer-input.ts';
import type { SuiteReport } from '../../../shared/testing/suite.ts';
import { openNodes, openWrong } from '../nodes.ts';
import * as wrong from '../wrong/desks.ts';
import { deliveryThatLoses, readerThatLoses } from '../wrong/sync.ts';
import { claimsSuite, crossingSuite, fieldsSuite, takeOverSuite } from './contention.ts';
import type { LoadOptions } from './desk-suite.ts';
import { deskSuite } from './desk-suite.ts';
import { footprintsSuite, heldSuite, repeatsSuite, timersSuite } from './inputs.ts';
import { leavingSuite, receiverSuite, rightsSuite } from './people.ts';
import { migrationSuite, poolSuite, visibilitySuite } from './store.ts';
import { syncSuite } from './sync.ts';
import type { TrapOptions } from './trap.ts';

/** A suite at a real PostgreSQL, its part, and parts that it must find wrong. */
export interface DeskSuite {
  readonly name: string;
  /** How often: in the ordinary run, in the long one, and until a wrong part must have been found. */
  readonly runs: readonly [ordinary: number, long: number, untilFound: number];
  readonly right: (options: TrapOptions) => Promise<SuiteReport>;
  readonly wrong: readonly { readonly name: string; readonly run: (options: TrapOptions) => Promise<SuiteReport> }[];
}

const suite = <Part>(
  name: string, runs: DeskSuite['runs'], run: (part: Part, options: TrapOptions) => Promise<SuiteReport>, right: Part, wrongs: Readonly<Record<string, Part>>,
): DeskSuite => ({
  name, runs,
  right: (options) => run(right, options),
  wrong: Object.entries(wrongs).map(([title, part]) => ({ name: title, run: (options) => run(part, options) })),
});

export const trapSuites: readonly DeskSuite[] = [
  suite('claims, stale and bulk (T01 T02 T16)', [1, 300, 10], claimsSuite, openNodes, { 'a desk without locks': openWrong(wrong.deskWithoutLocks) }),
  suite('fields of one form (T04 T17)', [3, 300, 20], fieldsSuite, openNodes, { 'a desk without locks': openWrong(wrong.deskWithoutLocks) }),
  suite('an offer before its commit (T08)', [2, 300, 2], visibilitySuite, openNodes, { 'a desk without transactions': openWrong(wrong.deskWithoutTransactions) }),
  suite('a save and a take-over (T09)', [3, 300, 30], takeOverSuite, openNodes, { 'a desk without locks': openWrong(wrong.deskWithoutLocks) }),
  suite('due timers (T10 T34)', [3, 300, 5], timersSuite, timerInput, { 'a timer that is read twice': wrong.timerReadTwice }),
  suite('a hand-off to somebody who leaves (T13)', [3, 300, 60], receiverSuite, openNodes, { 'a desk that glances at people': openWrong(wrong.deskThatGlancesAtPeople) }),
  suite('crossing hand-offs (T14)', [2, 300, 40], crossingSuite, openNodes, { 'a desk that locks backwards': openWrong(wrong.deskThatLocksBackwards) }),
  suite('the last leads leave (T15)', [5, 300, 60], leavingSuite, openNodes, { 'a desk that glances at people': openWrong(wrong.deskThatGlancesAtPeople) }),
  suite('a command sent again (T21)', [3, 300, 5], repeatsSuite, openNodes, {
    'a desk that forgets': openWrong(wrong.deskThatForgets), 'a desk that trusts senders': openWrong(wrong.deskThatTrustsSenders),
  }),
  suite('a right that is taken away (T26)', [3, 300, 60], rightsSuite, openNodes, { 'a desk that asks once': openWrong(wrong.deskThatAsksOnce()) }),
  suite('an event that throws (T35)', [1, 100, 2], heldSuite, openNodes, { 'a desk that skips what is held': openWrong(wrong.deskThatSkipsHeld) }),
  suite('sixteen writers and their screens (T05 T24)', [1, 100, 2], syncSuite, {}, {
    'a delivery that loses pushes': { deliver: deliveryThatLoses(100) }, 'a reader that loses entries': { through: readerThatLoses(20) },
  }),
  suite('a migration under load (T38)', [1, 10, 1], migrationSuite, migrate, { 'a migration that waits': wrong.migrationThatWaits }),
  suite('a pool of two (T41)', [2, 300, 1], poolSuite, openNodes, { 'a desk that waits for clients': wrong.deskThatWaitsForClients }),
  suite('random footprints (T14)', [300, 10_000, 1000], footprintsSuite, openNodes, { 'a desk that locks backwards': openWrong(wrong.deskThatLocksBackwards) }),
  suite('one chain of several writers (T45)', [50, 1000, 100], footprintsSuite, openNodes, { 'a chain that forks': openWrong(wrong.deskWithAForkingChain()) }),
];

const load = (part: Parameters<typeof deskSuite>[0]) => (options: LoadOptions): Promise<SuiteReport> => deskSuite(part, options);

/** The whole desk under load: its size is given by seeds, connections and steps. */
export const loadSuite = {
  right: load(openNodes),
  wrong: [
    { name: 'a desk without locks', run: load(openWrong(wrong.deskWithoutLocks)) },
    { name: 'a desk that forgets', run: load(openWrong(wrong.deskThatForgets)) },
    { name: 'a chain that forks', run: load(openWrong(wrong.deskWithAForkingChain())) },
  ],
};
