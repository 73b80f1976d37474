import { setTimeout as wait } from 'node:timers/promises';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { loadJourneys } from '../../catalog/journeys.ts';
import { connectors } from '../../connectors/all.ts';
import { connectorDefaults } from '../../connectors/connector.ts';
import type { DeskDoor } from '../../desk-door.ts';
import { doorOf } from '../../desk-door.ts';
import { noteCatalog } from '../../desk/note-catalog.ts';
import { timerInput } from '../../desk/timer-input.ts';
import { openEffects } from '../../effects/open-effects.ts';
import type { Loop, LoopOptions } from '../../loop.ts';
import { openLoop } from '../../loop.ts';
import { countUnderWay } from '../../store/reads/demo-cases.ts';
import { readNextTimer } from '../../store/reads/simulated-day.ts';
import { readHead } from '../../store/tables/head.ts';
import { dueTimers } from '../../store/tables/timers.ts';

export interface PastDeskParts extends Pick<LoopOptions, 'url' | 'keysFolder' | 'masterKey' | 'report'> {
  /** Addresses of the systems outside, by connector. */
  readonly systems: ReadonlyMap<string, string>;
  /** Where its clock begins, in milliseconds UTC. */
  readonly from: number;
}

/** A desk whose clock stands until it is moved: what comes in is recorded at that time. Only for a store that no server has opened. */
export interface PastDesk {
  readonly ok: true;
  readonly loop: Loop;
  readonly door: DeskDoor;
  now(): number;
  /** Moves the clock on, never back; timers fire when they are due on the way. */
  advance(to: number): Promise<void>;
  /** When the next timer is due. */
  nextTimer(): Promise<number | undefined>;
  /** Resolves when every system outside has answered what it was asked; one that is down, when all has been tried or given up that is due. */
  settle(): Promise<void>;
  /** From now on nobody is there, or somebody is again. */
  setDown(connector: string, isDown: boolean): void;
  stop(): Promise<void>;
}

/** Timers that are due within so long of each other fire together. */
const togetherMs = 10 * 60_000;
const settleEveryMs = 4;
const againMs = 10;
/** Where no system ever is (RFC 863, discard). */
const nowhere = 'http://127.0.0.1:9';
/** What is left to its own by then is found by the server that comes after. */
const patienceMs = 5000;

/** Opens a desk in the past of a migrated store, with its effects; refuses what its catalog and `openLoop` refuse. */
export async function openPastDesk({ url, systems, from, ...options }: PastDeskParts): Promise<PastDesk | Refusal> {
  let now = from;
  const down = new Set<string>();
  // What is tried again need not wait: nothing but this clock moves meanwhile.
  const clock = { now: () => now, realMs: (ms: number) => Math.min(ms, againMs) };
  const journeys = await loadJourneys();
  if (isRefusal(journeys)) return journeys;
  const effects = await openEffects({ url, clock, connectors, report: options.report });
  const loop = openLoop({ ...options, url, clock, journeys, enqueue: effects.outbox.enqueue, checkEffects: effects.outbox.check });
  if (isRefusal(loop)) {
    await effects.stop();
    return loop;
  }
  const { desk, db, keys } = loop;
  await loop.directory.reload(db, (await readHead(db)).rightsVersion);
  await noteCatalog(desk, db, loop.catalog.mappings, journeys);
  const sending = effects.start({ desk, keys, onResult: loop.onEffectResult, addressOf: (connector) => (down.has(connector) ? nowhere : systems.get(connector)), takesInputs: () => true });
  const nextTimer = (): Promise<number | undefined> => readNextTimer(db);
  const settle = async (): Promise<void> => {
    for (let waited = 0; waited < patienceMs && (await countUnderWay(db, [...down], now - connectorDefaults.patienceMs)) > 0; waited += settleEveryMs) await wait(settleEveryMs);
  };
  return {
    ok: true,
    loop,
    door: doorOf(loop),
    now: () => now,
    nextTimer,
    settle,
    setDown: (connector, isDown) => void (isDown ? down.add(connector) : down.delete(connector)),
    advance: async (to) => {
      for (let due = await nextTimer(); due !== undefined && due <= to; due = await nextTimer()) {
        now = Math.max(now, Math.min(to, due + togetherMs));
        await Promise.all((await dueTimers(db, now, 500)).map((timer) => desk.submit(timerInput(timer))));
        await settle();
      }
      now = Math.max(now, to);
    },
    stop: async () => {
      await sending.stop();
      await loop.stop();
      await effects.stop();
    },
  };
}
