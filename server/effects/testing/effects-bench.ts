import { must } from '../../../shared/assert.ts';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { Entry } from '../../../shared/contract/entries.ts';
import type { OnEffectResult } from '../../../shared/work/effects/decide-result.ts';
import type { Context, Decision, Effect, World } from '../../../shared/work/world.ts';
import { done } from '../../../shared/work/world.ts';
import type { Clock } from '../../clock.ts';
import { systemClock } from '../../clock.ts';
import { connectors as shipped } from '../../connectors/all.ts';
import type { Connector } from '../../connectors/connector.ts';
import { systemScripts } from '../../demo/systems/all.ts';
import type { RunningSystem, SystemScript } from '../../demo/systems/system.ts';
import { startSystem } from '../../demo/systems/system.ts';
import type { Loop } from '../../loop.ts';
import { openValue } from '../../store/keys/seal.ts';
import { newestValues } from '../../store/reads/customer-values.ts';
import type { EffectRow } from '../../store/tables/effects.ts';
import type { TestLoop } from '../../testing/loop.ts';
import { caseWith, openTestLoop, person } from '../../testing/loop.ts';
import type { Effects } from '../open-effects.ts';
import { onlyNoted, openEffects } from '../open-effects.ts';
import type { EffectWorker, WorkerParts } from '../worker.ts';

export interface BenchOptions {
  /** Changes to connectors as they are shipped, by name. */
  readonly connectors?: Readonly<Record<string, Partial<Connector>>>;
  readonly systems?: readonly SystemScript[];
  readonly onResult?: OnEffectResult;
  readonly rules?: WorkerParts['rules'];
  readonly clock?: Clock;
  /** Cases that are open from the beginning. */
  readonly cases?: readonly string[];
  readonly speed?: number;
}

interface Node {
  readonly loop: Loop;
  readonly effects: Effects;
  readonly worker: EffectWorker;
  stop(): Promise<void>;
}

/** A loop with an outbox, a worker and simulated systems. */
export interface EffectsBench {
  readonly loop: TestLoop;
  readonly worker: EffectWorker;
  system(name: string): RunningSystem;
  submit(caseId: string, decide: (world: World, ctx: Context) => Decision): Promise<Answer>;
  /** Asks for an effect; an identification unless said otherwise. */
  ask(caseId: string, effect?: Partial<Effect>): Promise<Answer>;
  onReach(point: string, act: () => Promise<void> | void): void;
  open(): Promise<EffectRow[]>;
  /** How many jobs the queues hold. */
  jobs(): Promise<number>;
  entriesOf(caseId: string): Promise<Pick<Entry, 'kind' | 'body'>[]>;
  /** Resolves when no effect of the case is under way; one that waits for a person is not. */
  settled(caseId: string): Promise<void>;
  /** Gives jobs to others as if whoever had them in hand was dead. */
  bury(): Promise<void>;
  /** Runs held results of a case again. */
  release(source: string, caseId: string): Promise<Answer>;
  putValue(holder: string, id: string, field: string, value: string): Promise<Answer>;
  valuesOf(holder: string): Promise<{ field: string; value: string; source: string }[]>;
  /** Another server on the same database. */
  another(part?: Partial<WorkerParts>): Promise<Node>;
  end(): Promise<void>;
}

let counter = 0;

/** Quick enough for tests: what takes seconds in a bank takes milliseconds here. */
const quick = { firstDelayMs: 20, maxDelayMs: 200, timeoutMs: 500 };

export async function openEffectsBench(options: BenchOptions = {}): Promise<EffectsBench> {
  const { clock = systemClock, cases = ['k-1'] } = options;
  const systems = await Promise.all((options.systems ?? systemScripts).map((script) => startSystem(script)));
  const connectors = new Map([...shipped].map(([name, one]) => [name, { ...one, ...quick, ...options.connectors?.[name] }]));
  const addressOf = (name: string): string | undefined => systems.find((system) => system.name === name)?.address;
  const points = new Map<string, () => Promise<void> | void>();
  const reach = (point: string): Promise<void> | void => points.get(point)?.();
  const opened: Effects[] = [];
  const onResult = options.onResult ?? onlyNoted;
  const loop = await openTestLoop({ clock, reach, onEffectResult: onResult, 
    enqueue: (...given) => must(opened[0], 'it is open before anything is enqueued').outbox.enqueue(...given),
    checkEffects: (effects) => opened[0]?.outbox.check(effects),
  });
  const report: WorkerParts['report'] = (error, context) => loop.reported.push({ error, context });
  const open = (): Promise<Effects> => openEffects({ url: loop.database.url, clock, connectors, report });
  const work = (which: Effects, desk: Loop['desk'], part: Partial<WorkerParts> = {}): EffectWorker =>
    which.start({
      desk, keys: loop.keys, addressOf, reach, onResult, mayContact: loop.mayContact, takesInputs: () => true,
      ...(options.rules ? { rules: options.rules } : {}), ...(options.speed === undefined ? {} : { speed: options.speed }), ...part,
    });
  const first = await open();
  opened.push(first);
  const worker = work(first, loop.desk);
  await loop.enter(...cases.flatMap((id) => caseWith(id, [])));
  const nodes: Node[] = [];
  const submit: EffectsBench['submit'] = (caseId, decide) =>
    loop.desk.submit({
      id: `s:bench-${String((counter += 1))}`, lane: 'event', sender: 'system', actor: 'system', action: 'test', bodyHash: Buffer.alloc(16), footprint: { cases: [caseId] }, decide,
    });
  const { db } = loop.database;
  const openRows = async (): Promise<EffectRow[]> =>
    (await db.query<EffectRow & Record<string, unknown>>('select *, case_id as "case" from effects order by id')).rows;
  return {
    loop,
    worker,
    system: (name) => must(systems.find((system) => system.name === name), `the system ${name} runs`),
    submit,
    ask: (caseId, effect = {}) =>
      submit(caseId, () => ({ ...done({ kind: 'event:recorded', subject: `case:${caseId}`, case: caseId, body: {} }), effects: [{ connector: 'kyc', operation: 'identify', case: caseId, body: { customer: 'p-1' }, ...effect }] })),
    onReach: (point, act) => points.set(point, act),
    open: openRows,
    jobs: async () => (await db.query<{ n: number }>('select count(*) as n from pgboss.job')).rows[0]?.n ?? 0,
    entriesOf: async (caseId) => (await db.query<Pick<Entry, 'kind' | 'body'>>('select kind, body from log where case_id = $1 order by seq', [caseId])).rows,
    settled: async (caseId) => {
      const isUnderWay = async (): Promise<boolean> => (await openRows()).some((row) => row.case === caseId && row.state !== 'failed');
      while (await isUnderWay()) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    bury: async () => {
      await db.query(`update pgboss.job set state = 'retry', start_after = now() where state = 'active'`);
    },
    release: async (source, caseId) => {
      await loop.enter(person('ada', { role: 'administrator' }));
      return loop.say('ada', { type: 'held:release', source, case: caseId });
    },
    putValue: (holder, id, field, value) => submit('k-1', () => ({ ...done(), values: [{ id, holder, field, value, source: 'test', asOf: 1 }] })),
    valuesOf: async (holder) =>
      (await newestValues(db, holder)).map(({ id, field, value, source }) => ({ field, source, value: openValue(loop.keys.peek([holder]).get(holder), value, id) })),
    another: async (part) => {
      const other = await open();
      const otherLoop = loop.another({ enqueue: other.outbox.enqueue });
      const otherWorker = work(other, otherLoop.desk, part);
      const node: Node = { loop: otherLoop, effects: other, worker: otherWorker, stop: async () => { await otherWorker.stop(); await other.stop(); } };
      nodes.push(node);
      return node;
    },
    end: async () => {
      for (const node of nodes) await node.stop();
      await worker.stop();
      await first.stop();
      await loop.end();
      for (const system of systems) await system.stop();
    },
  };
}
