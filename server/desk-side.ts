import type { Refusal } from '../shared/model/refusal.ts';
import { isRefusal } from '../shared/model/refusal.ts';
import { loadJourneys } from './catalog/journeys.ts';
import { systemClock } from './clock.ts';
import { connectors } from './connectors/all.ts';
import type { DeskDoor } from './desk-door.ts';
import { doorOf } from './desk-door.ts';
import { startLogKeeper } from './desk/checkpoint.ts';
import { noteCatalog } from './desk/note-catalog.ts';
import { repeatErasures } from './desk/repeat-erasures.ts';
import { scheduleJourneys } from './desk/schedule-starts.ts';
import { timerInput } from './desk/timer-input.ts';
import { openEffects } from './effects/open-effects.ts';
import type { Loop, LoopOptions } from './loop.ts';
import { openLoop } from './loop.ts';
import { startRouter } from './routing/router.ts';
import { readHead } from './store/tables/head.ts';
import { startClockWatch } from './timers/clock-watch.ts';
import { startPoller } from './timers/poller.ts';

export interface DeskSideOptions extends Omit<LoopOptions, 'journeys' | 'enqueue' | 'checkEffects'> {
  /** Without it no due timers are looked for. */
  readonly isTimed: boolean;
  /** How much faster than real time the clock goes. */
  readonly speed?: number;
  /** Addresses of systems outside by connector. */
  readonly systems?: ReadonlyMap<string, string>;
}

/** A desk at work, with all that puts inputs into it by itself. */
export interface DeskSide {
  readonly ok: true;
  readonly door: DeskDoor;
  readonly loop: Loop;
  /** In order: what takes, then the desk with what it has taken. */
  stop(): Promise<void>;
}

/** Opens a desk on a migrated store and starts what feeds it. Refuses what its catalog and `openLoop` refuse. */
export async function openDeskSide({ isTimed, speed, systems, ...options }: DeskSideOptions): Promise<DeskSide | Refusal> {
  const { url, report, reach, clock = systemClock } = options;
  const journeys = await loadJourneys();
  if (isRefusal(journeys)) return journeys;
  const effects = await openEffects({ url, clock, connectors, report });
  const loop = openLoop({ ...options, journeys, enqueue: effects.outbox.enqueue, checkEffects: effects.outbox.check });
  if (isRefusal(loop)) {
    await effects.stop();
    return loop;
  }
  const { desk, db, keys } = loop;
  // A key whose erasure was committed before a crash must not live on.
  await repeatErasures(db, keys);
  await loop.directory.reload(db, (await readHead(db)).rightsVersion);
  await noteCatalog(desk, db, loop.catalog.mappings, journeys);
  await scheduleJourneys(desk, journeys);
  const clockWatch = startClockWatch({ db, clock });
  await clockWatch.check();
  const { takesInputs } = clockWatch;
  const sending = effects.start({
    desk, keys, journeys, onResult: loop.onEffectResult, mayContact: loop.mayContact, addressOf: (connector) => systems?.get(connector), takesInputs,
    ...(speed === undefined ? {} : { speed }),
    ...(reach ? { reach } : {}),
  });
  const beside = [startRouter({ ...loop, report }).stop, startLogKeeper(desk, db, (error) => report(error, { action: 'log:keep' })), sending.stop];
  if (isTimed) beside.push(startPoller({ db, desk, clock, timerInput, takesInputs, report: (error) => report(error, { action: 'timers' }) }));
  return {
    ok: true,
    door: doorOf(loop, () => [...connectors.keys()].map((name) => (systems?.has(name) === true ? sending.circuits.health(name) : { connector: name, state: 'off' }))),
    loop,
    stop: async () => {
      for (const stopOne of beside) await stopOne();
      clockWatch.stop();
      await loop.stop();
      await effects.stop();
    },
  };
}
