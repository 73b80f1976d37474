import type { OnEffectResult } from '../../shared/work/effects/decide-result.ts';
import { done } from '../../shared/work/world.ts';
import type { Clock } from '../clock.ts';
import { cases } from '../connectors/cases.ts';
import type { Connector } from '../connectors/connector.ts';
import type { Db } from '../store/db.ts';
import { openWriter } from '../store/db.ts';
import { openJobQueues } from './job-queues.ts';
import type { Outbox } from './outbox.ts';
import { createOutbox } from './outbox.ts';
import type { EffectWorker, WorkerParts } from './worker.ts';
import { startEffectWorker } from './worker.ts';

export interface EffectsParts {
  readonly url: string;
  readonly clock: Clock;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly report: WorkerParts['report'];
}

/** The outbox on a store, for the desk, and what sends from it, once there is a desk. */
export interface Effects {
  readonly outbox: Outbox;
  readonly db: Db;
  start(parts: Omit<WorkerParts, 'db' | 'queues' | 'outbox' | 'clock' | 'connectors' | 'report'>): EffectWorker;
  /** After the worker's stop and the desk's. */
  stop(): Promise<void>;
}

/** Where no journey waits for results: they are entries, and failures wait for a person. */
export const onlyNoted: OnEffectResult = () => () => done();

/** Opens the queues and makes the jobs that open effects lack. */
export async function openEffects({ url, clock, connectors: outside, report }: EffectsParts): Promise<Effects> {
  const connectors = new Map([...outside, [cases.name, cases]]);
  const db = openWriter(url, { max: 6, applicationName: 'baton-effects' });
  const queues = await openJobQueues({ url, connectors: [...connectors.keys()], report });
  const outbox = createOutbox({ queues, clock, idempotentOf: (name) => connectors.get(name)?.idempotent });
  await db.transaction(async (tx) => void (await outbox.refill(tx)));
  return {
    outbox,
    db,
    start: (parts) => startEffectWorker({ ...parts, db, queues, outbox, clock, connectors, report }),
    stop: async () => {
      await queues.stop();
      await db.close();
    },
  };
}
