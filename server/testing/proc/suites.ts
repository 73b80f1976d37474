import { migrationThatWaits } from '../wrong/desks.ts';
import { restartThatForgets } from '../wrong/restart.ts';
import { timersInMemory } from '../wrong/timers.ts';
import { backupSuite } from './backup-suite.ts';
import { openClockSteps } from './clock-jumps.ts';
import { fakeTimeLibrary, fakeTimeSuite } from './faketime.ts';
import { fullDiskSuite, mountSmallDisk } from './full-disk.ts';
import { killImportSuite } from './kill-import.ts';
import { killServerSuite } from './kill-points.ts';
import { killPostgresUnderLoad } from './kill-postgres.ts';
import { openLateAnswers } from './late-answers.ts';
import { longTimerSuite } from './long-timer.ts';
import { migrationUnderLoadSuite } from './migration-under-load.ts';
import { asItIs, wrongBy } from './part.ts';
import { takeSteps } from './steps.ts';
import { timerStormSuite } from './timer-storm.ts';
import { twoBuildsSuite } from './two-builds-suite.ts';
import { killOneOfTwo } from './two-servers.ts';

/** A suite of whole processes (L4): the test files that run it, and parts that it must find wrong. */
export interface ProcSuite {
  readonly name: string;
  readonly files: readonly string[];
  /** `finds` is what the suite says then: a part that only does not start proves nothing. */
  readonly wrong: readonly { readonly name: string; readonly finds: RegExp; readonly run: () => Promise<unknown> }[];
  /** What this machine lacks for it. */
  readonly lacks?: () => string | undefined;
}

const lacksDisk = (): string | undefined => {
  const disk = mountSmallDisk();
  disk?.end();
  return disk === undefined ? 'the right to mount a small disk' : undefined;
};
const lacksFakeTime = (): string | undefined => (fakeTimeLibrary === undefined ? 'libfaketime' : undefined);

export const procSuites: readonly ProcSuite[] = [
  {
    name: 'the server is killed (T19 T21)', files: ['kill-server.long.test.ts', 'kills.alone.long.test.ts'],
    wrong: [
      { name: 'a restart that forgets what was decided', finds: /deeply equal/, run: () => killServerSuite({ ...asItIs, patienceMs: 6000 }, 7, { points: ['betweenBatches'], restart: restartThatForgets }) },
      { name: 'a server that says so and has not committed', finds: /deeply equal/, run: () => killServerSuite(wrongBy('loses-commits'), 7, { points: ['betweenBatches'] }) },
    ],
  },
  {
    name: 'PostgreSQL is killed (T19 T21)', files: ['kill-postgres.proc.test.ts', 'kills.alone.long.test.ts'],
    wrong: [{ name: 'a server that says so and has not committed', finds: /deeply equal/, run: () => killPostgresUnderLoad(1, 11, wrongBy('loses-commits')) }],
  },
  {
    name: 'an import is killed (T19)', files: ['kill-import.long.test.ts', 'kills.alone.long.test.ts'],
    wrong: [{ name: 'an importer that forgets what it has stored', finds: /deeply equal/, run: () => killImportSuite(wrongBy('forgets'), 3000, [0.5]) }],
  },
  {
    name: 'one of two servers is killed (T10 T24)', files: ['two-servers.long.test.ts', 'kills.alone.long.test.ts'],
    wrong: [
      { name: 'a poller that forgets timers', finds: /promises that no timer has broken/, run: () => killOneOfTwo(1, 5, wrongBy('forgets-timers')) },
      { name: 'servers that say so and have not committed', finds: /deeply equal/, run: () => killOneOfTwo(1, 5, wrongBy('loses-commits')) },
    ],
  },
  {
    name: 'two releases on one database (T37 T38)', files: ['two-builds.long.test.ts'],
    wrong: [{ name: 'a release that overlooks the newer one', finds: /the older release has stopped/, run: () => twoBuildsSuite(wrongBy('overlooks-newer')) }],
  },
  {
    name: 'many timers are due at the start (T32)', files: ['timer-storm.long.test.ts', 'kills.alone.long.test.ts'],
    wrong: [{ name: 'a poller that takes the newest first', finds: /places between/, run: () => timerStormSuite(wrongBy('newest-first'), 400) }],
  },
  {
    name: 'a promise in thirty days (T33)', files: ['long-timer.db.test.ts'],
    wrong: [{ name: 'timers that are kept in memory', finds: /timers that are due|promises that were broken|to be 0/, run: () => longTimerSuite(timersInMemory, 3000) }],
  },
  {
    name: 'the clock jumps (T31)', files: ['clock.long.test.ts'],
    wrong: [{ name: 'a server that never compares its clock', finds: /jumps two hours ahead.*clock_off/s, run: async () => takeSteps(await openClockSteps(wrongBy('never-compares'))) }],
  },
  {
    name: 'the system’s clock jumps (T31)', files: ['faketime.long.test.ts'], lacks: lacksFakeTime,
    wrong: [{ name: 'a server that never compares its clock', finds: /503|200/, run: () => fakeTimeSuite(wrongBy('never-compares')) }],
  },
  {
    name: 'late answers (T03 T21 T22 T42)', files: ['late-answers.long.test.ts'],
    wrong: [{ name: 'a server that forgets what it has answered', finds: /answer was lost/, run: async () => takeSteps(await openLateAnswers(wrongBy('forgets'))) }],
  },
  {
    name: 'a backup under load', files: ['backup-under-load.long.test.ts'],
    wrong: [{ name: 'a restore that keeps the logId', finds: /every scope as a fresh snapshot|log-/, run: () => backupSuite(wrongBy('keeps-log-id')) }],
  },
  {
    name: 'a full disk (T43)', files: ['full-disk.long.test.ts'], lacks: lacksDisk,
    wrong: [{ name: 'a server that gives up', finds: /to be null|answers after there was room/, run: () => fullDiskSuite(wrongBy('gives-up')) }],
  },
  {
    name: 'a migration behind a long read (T38)', files: ['migration-under-load.long.test.ts'],
    wrong: [{ name: 'a migration that waits', finds: /less than or equal to 500/, run: () => migrationUnderLoadSuite(migrationThatWaits) }],
  },
];
