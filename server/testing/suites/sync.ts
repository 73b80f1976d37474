import type { SuiteReport } from '../../../shared/testing/suite.ts';
import { expectSame, expectThat } from '../../../shared/testing/suite.ts';
import type { GatewayParts } from '../../sync/gateway.ts';
import type { Loop } from '../../loop.ts';
import { freshHash, openTestGateway } from '../gateway.ts';
import type { TestLoop } from '../loop.ts';
import { caseWith, openTestLoop, person } from '../loop.ts';
import type { TestClient } from '../socket-client.ts';
import type { TrapOptions } from './trap.ts';
import { bank, repeat } from './trap.ts';

/** What is put wrong in a gateway. */
export type SyncPart = Pick<GatewayParts, 'deliver' | 'through'>;

const people = Array.from({ length: 16 }, (_, i) => `clerk-${String(i)}`);
const commandsEach = 12;
/** Until a client that still lacks what the database holds counts as one that never gets it, in milliseconds: a slow machine is not a loss. */
const patienceMs = 20_000;

type Say = (person: string, command: Parameters<TestLoop['say']>[1]) => ReturnType<TestLoop['say']>;

/** What each person's day is made of: claim, write down, and put back, hand off, park, promise or complete. */
async function work(loop: TestLoop, who: string, { task, caseId }: { task: string; caseId: string }, say: Say, random: () => number): Promise<void> {
  const row = (await loop.db.query<{ version: number }>({ text: 'select version from tasks where id = $1', values: [task] })).rows[0];
  const claimed = await say(who, { type: 'task:claim', task, version: row?.version ?? 0 });
  if (!claimed.ok) return;
  const fence = Number(claimed.result?.['fence']);
  if (random() < 0.5) await say(who, { type: 'note:add', case: caseId, task, text: 'called back' });
  const other = people[Math.floor(random() * people.length)] ?? who;
  const what = random();
  if (what < 0.3) await say(who, { type: 'task:release', task, fence, because: 'other' });
  else if (what < 0.45) await say(who, { type: 'task:complete', task, fence });
  else if (what < 0.6) await say(who, { type: 'task:park', task, fence, event: 'documents', reason: 'waits for papers' });
  else if (what < 0.8) await say(who, { type: 'handOff:offer', task, fence, toPerson: other, because: 'shift', situation: 'open', done: 'asked', promised: '', next: 'call' });
  else if (what < 0.9) await say(who, { type: 'promise:make', case: caseId, text: 'a call', channel: 'phone', dueAt: loop.clock.now() + 3_600_000 });
  else await say(who, { type: 'evidence:add', case: caseId, task, fence, kind: 'payslip' });
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

/**
 * T05, T24, invariants 2 and 4: sixteen people write at two nodes at once; in the end each of sixteen clients, half of them at either
 * node, holds the rows of a fresh snapshot in every scope, and none has had to ask for anything.
 */
export async function syncSuite(part: SyncPart, options: TrapOptions): Promise<SuiteReport> {
  const loop = await openTestLoop();
  try {
    await loop.enter(...bank(...people.map((id) => person(id))));
    const other = loop.another();
    return await repeat('sixteen writers', 'T05 T24 I4', options, (index) => oneRun(loop, other, part, index));
  } finally {
    await loop.end();
  }
}

async function oneRun(loop: TestLoop, other: Loop, part: SyncPart, index: number): Promise<void> {
  const made = Array.from({ length: 12 }, (_, i) => ({ caseId: `s${String(index)}-${String(i)}`, tasks: [0, 1].map((n) => `s${String(index)}-${String(i)}-${String(n)}`) }));
  await loop.enter(...made.flatMap(({ caseId, tasks }) => caseWith(caseId, tasks)));
  const gateways = [await openTestGateway(loop, loop.database.url, part), await openTestGateway(other, loop.database.url, part)];
  try {
    const scopes = ['me', 'queue:north', 'team:north', ...made.slice(0, 4).map(({ caseId }) => `case:${caseId}`)];
    const clients = await Promise.all(people.map(async (who, i) => [who, await (gateways[i % 2] as (typeof gateways)[0]).client(who, { patienceMs })] as const));
    for (const [, client] of clients) for (const scope of scopes) expectThat((await client.watch(scope)).ok, `${scope} cannot be watched`);
    let commands = 0;
    await Promise.all(
      people.map(async (who, i) => {
        const random = seeded(index * 100 + i + 1);
        const node: Loop = i % 3 === 0 ? other : loop;
        const say: Say = (by, command) => node.command({ commandId: `s${String(index)}-${String((commands += 1))}`, ...command } as Parameters<Loop['command']>[0], { person: by, device: by });
        for (let round = 0; round < commandsEach; round += 1) {
          const one = made[Math.floor(random() * made.length)];
          if (one) await work(loop, who, { caseId: one.caseId, task: one.tasks[Math.floor(random() * 2)] ?? '' }, say, random);
        }
      }),
    );
    for (const [who, client] of clients) await sameAsFresh(loop, client, who, scopes);
    expectSame(clients.map(([, client]) => client.asks()), clients.map(() => 0), 'how often clients had to ask');
    expectSame(gateways.flatMap(({ reported }) => reported.map(({ context }) => context)), [], 'what was reported');
  } finally {
    for (const gateway of gateways) await gateway.stop();
  }
}

/** Waits until a client holds every scope as the database has it. */
export async function sameAsFresh(loop: TestLoop, client: TestClient, who: string, scopes: readonly string[]): Promise<void> {
  for (const scope of scopes) {
    const fresh = await freshHash(loop, scope === 'me' ? `me:${who}` : scope);
    await client.until(() => client.hash(scope) === fresh, `${who} to hold ${scope} as it is`);
  }
}
