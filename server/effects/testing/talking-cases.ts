import type { Case } from '../../../shared/model/case.ts';
import type { JourneyCatalog } from '../../catalog/journeys.ts';
import { systemClock } from '../../clock.ts';
import { createIntake } from '../../intake/cloud-events.ts';
import { verify } from '../../log/verify.ts';
import type { VerifyReport } from '../../log/verify.ts';
import type { TestLoop } from '../../testing/loop.ts';
import { openTestLoop, team } from '../../testing/loop.ts';
import { openEffects } from '../open-effects.ts';

type Intake = ReturnType<typeof createIntake>;

/** A loop whose cases hear what other cases throw, with a source `shop` that reports to it. */
export interface TalkingCases {
  readonly loop: TestLoop;
  readonly tell: (type: string, subject: string, data?: Record<string, string | number>) => ReturnType<Intake['report']>;
  readonly cases: () => Promise<Case[]>;
  readonly effectsLeft: () => Promise<number>;
  readonly verified: () => Promise<VerifyReport>;
  readonly end: () => Promise<void>;
}

export async function openTalkingCases(journeys: JourneyCatalog): Promise<TalkingCases> {
  const loop: TestLoop = await openTestLoop({ journeys, enqueue: (...given) => effects.outbox.enqueue(...given) });
  const effects = await openEffects({ url: loop.database.url, clock: systemClock, connectors: new Map(), report: (error, context) => loop.reported.push({ error, context }) });
  const worker = effects.start({ desk: loop.desk, keys: loop.keys, journeys, onResult: loop.onEffectResult, addressOf: () => undefined, takesInputs: () => true });
  const intake = createIntake({ desk: loop.desk, clock: loop.clock, mappings: new Map(), mayReport: () => true, journeys });
  await loop.enter(team('north'));
  let number = 0;
  return {
    loop,
    tell: (type, subject, data = {}) => intake.report('shop', [{ specversion: '1.0', id: `e${String((number += 1))}`, source: 'shop', type, subject, time: new Date(loop.clock.now()).toISOString(), data }]),
    cases: async () => {
      const { rows } = await loop.db.query<{ state: string }>('select state from cases order by journey, id');
      return rows.map(({ state }) => JSON.parse(state) as Case);
    },
    effectsLeft: async () => (await loop.db.query('select 1 from effects')).rows.length,
    verified: () => loop.database.db.transaction((client) => verify(client), 'repeatable read, read only'),
    end: async () => {
      await worker.stop();
      await effects.stop();
      await loop.end();
    },
  };
}
