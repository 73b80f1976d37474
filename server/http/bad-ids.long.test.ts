import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import { seededRandom } from '../demo/random.ts';
import { verify } from '../log/verify.ts';
import { readHead } from '../store/tables/head.ts';
import type { Received, TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import { BATCH, EVENT } from '../testing/bad-input/bad-case.ts';
import type { IdCase } from '../testing/bad-input/id-misuse.ts';
import { casesNeeded, eventMisuses, idCases, noIds } from '../testing/bad-input/id-misuse.ts';
import { openInTime } from '../testing/bad-input/in-time.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { caseWith, person, team } from '../testing/loop.ts';
import type { TestClient } from '../testing/socket-client.ts';
import { connectClient } from '../testing/socket-client.ts';

const seed = Number(process.env['BATON_SEED'] ?? 20_261);
const atLeast = 200;
const dayMs = 86_400_000;
const clock = new FixedClock();
const random = seededRandom(seed).fork('B19');
const cases = idCases(random);
const events = eventMisuses(random);
const reused = { ok: false, code: 'id_reused' };
const uncaught: unknown[] = [];
const hear = (error: unknown): void => void uncaught.push(error);

type Name = 'ana' | 'ben';
let app: TestApp;
let desks: Record<Name, { client: TestClient; token: string }>;

async function openDesks(): Promise<void> {
  const open = async (who: Name): Promise<{ client: TestClient; token: string }> => {
    const token = await app.session(who);
    return { token, client: await connectClient(app.address, token, { device: `${who}-desk` }) };
  };
  desks = { ana: await open('ana'), ben: await open('ben') };
}
const closeDesks = (): void => Object.values(desks).forEach(({ client }) => client.end());

beforeAll(async () => {
  process.on('uncaughtException', hear).on('unhandledRejection', hear);
  app = await openTestApp({ clock }, { isTimed: false, readTime: () => Promise.resolve(clock.now()) });
  // Everybody may do everything that is asked here, so that only the id stands in the way.
  await app.loop.enter(team('north'), person('ana', { capacity: 1000 }), person('ben', { capacity: 1000 }));
  for (let n = 1; n <= casesNeeded; n += 1) await app.loop.enter(...caseWith(`k-${String(n)}`, [`t-${String(n)}`]));
  await openDesks();
});
afterAll(async () => {
  process.off('uncaughtException', hear).off('unhandledRejection', hear);
  closeDesks();
  await app.end();
});

const send = (who: Name, body: unknown): Promise<Answer> => desks[who].client.ask('command', body);
const askFor = (who: Name, id: string): Promise<Received> => app.send({ method: 'GET', path: `/v1/commands/${encodeURIComponent(id)}`, headers: { authorization: `Bearer ${desks[who].token}` } });
const report = (body: unknown, key = app.sourceKey): Promise<Received> =>
  app.send({ method: 'POST', path: '/v1/events', headers: { 'content-type': Array.isArray(body) ? BATCH : EVENT, 'x-baton-key': key }, body: JSON.stringify(body) });
async function fingerprint(): Promise<object> {
  const { seq, hash, rowsHash } = await readHead(app.loop.db);
  return { seq, hash: hash.toString('hex'), rowsHash: rowsHash.toString('hex') };
}
const inTime = openInTime(() => app.send({ method: 'GET', path: '/v1/queues', headers: { authorization: `Bearer ${desks.ana.token}` } }), { every: 5 });

/** The first answer of each id; where two people sent it at once, nobody knows whose that is. */
const answered = new Map<string, Answer>();

/** Runs one misuse; everything it answers must be as the table says, and after the first use no row may change. */
async function misuse({ title, misuse: way, body, others, isRefused }: IdCase): Promise<void> {
  const id = String(body['commandId']);
  await inTime.beat();
  if (way === 'three at once' || way === 'three bodies at once' || way === 'two people at once') {
    const sent = way === 'three at once' ? [body, body, body] : way === 'two people at once' ? [body, body] : [body, ...others];
    const answers = await Promise.all(sent.map((one, n) => send(way === 'two people at once' && n === 1 ? 'ben' : 'ana', one)));
    const first = answers[0] as Answer;
    // What left first came in first; of one person at one socket, that is. Two people may pass each other.
    const taken = way === 'two people at once' ? answers.filter((answer) => answer.ok || answer.code !== 'id_reused') : [first];
    expect([title, taken.length]).toEqual([title, 1]);
    expect([title, taken[0]?.ok]).toEqual([title, !isRefused]);
    if (way === 'three at once') expect([title, answers]).toEqual([title, [first, first, first]]);
    else expect([title, answers.filter((answer) => !taken.includes(answer))]).toEqual([title, sent.slice(1).map(() => reused)]);
    if (way !== 'two people at once') answered.set(id, first);
    return;
  }
  const first = await send('ana', body);
  answered.set(id, first);
  expect([title, first.ok, !first.ok && first.code === 'id_reused']).toEqual([title, !isRefused, false]);
  const before = await fingerprint();
  const startedAt = performance.now();
  switch (way) {
    case 'again':
      for (let time = 0; time < 3; time += 1) expect([title, await send('ana', body)]).toEqual([title, first]);
      break;
    case 'members in another order':
      expect([title, await send('ana', Object.fromEntries(Object.entries(body).reverse()))]).toEqual([title, first]);
      break;
    case 'another person':
      expect([title, await send('ben', body)]).toEqual([title, reused]);
      break;
    case 'asked for by another person': {
      const [own, others_, never] = [await askFor('ana', id), await askFor('ben', id), await askFor('ben', `${id}-never`)];
      expect([title, own.json, others_.status, others_.json]).toEqual([title, first, 404, never.json]);
      break;
    }
    default:
      for (const other of others) expect([title, await send('ana', other)]).toEqual([title, reused]);
  }
  expect([title, await inTime.complaint((performance.now() - startedAt) / 3)]).toEqual([title, undefined]);
  expect([title, await fingerprint()]).toEqual([title, before]);
}

describe('B19: ids used again', () => {
  it('are misused as often as the table of bad inputs wants', () => {
    expect(cases.length + events.length + 2 * noIds.length).toBeGreaterThanOrEqual(atLeast);
  });

  it('commands: the same answer to the same person and body, `id_reused` to all else, and nothing is done twice', { timeout: 60_000 }, async () => {
    for (const one of cases) await misuse(one);
    const { rows } = await app.loop.db.query<{ input: string }>({ text: `select input from log where input like 'c:%' group by input, kind having count(*) > 1` });
    expect(rows).toEqual([]);
    const inputs = await app.loop.db.query<{ n: number }>({ text: `select count(distinct input)::int as n from log where input like 'c:%'` });
    expect(inputs.rows).toEqual([{ n: cases.length }]);
  });

  it('events: stored once, and told that they are known, whatever they say the second time', { timeout: 60_000 }, async () => {
    for (const { title, first, again, way } of events) {
      await inTime.beat();
      const known = { id: first['id'], ok: true, duplicate: true };
      const once = (await report(way === 'in one batch' ? [first, ...again] : first)).json as { results: { duplicate?: boolean }[] };
      expect([title, once.results]).toEqual([title, [expect.objectContaining({ ok: true }), ...(way === 'in one batch' ? again.map(() => known) : [])]]);
      expect([title, once.results[0]?.duplicate]).toEqual([title, undefined]);
      const before = await fingerprint();
      const answers = way === 'at once' ? await Promise.all(again.map((event) => report(event))) : [await report(again)];
      expect([title, answers.flatMap(({ json }) => (json as { results: unknown[] }).results)]).toEqual([title, again.map(() => known)]);
      // Another source's key is no way round.
      expect([title, (await report(first, 'key-of-nobody')).status]).toEqual([title, 401]);
      expect([title, await fingerprint()]).toEqual([title, before]);
    }
    const { rows } = await app.loop.db.query<{ n: number }>({ text: `select count(distinct input)::int as n from log where input like 'e:loan-log/%'` });
    expect(rows).toEqual([{ n: events.length }]);
  });

  it('what is no id is refused before anything is looked up, in a command and in a path', { timeout: 60_000 }, async () => {
    const before = await fingerprint();
    for (const [what, id] of noIds) {
      await inTime.beat();
      const startedAt = performance.now();
      const answer = await send('ana', { type: 'note:add', case: 'k-1', text: 'x', ...(id === undefined ? {} : { commandId: id }) });
      expect([what, answer.ok ? 'ok' : answer.code]).toEqual([what, expect.stringMatching(/^(invalid|bad_request|bad_text)$/)]);
      if (typeof id !== 'string') continue;
      expect([what, (await askFor('ana', id)).status]).toEqual([what, expect.toBeOneOf([400, 404, 414, 422, 431])]);
      expect([what, await inTime.complaint(performance.now() - startedAt)]).toEqual([what, undefined]);
    }
    // One of a megabyte ends the socket that sends it, and is too long for a path.
    const big = await connectClient(app.address, desks.ana.token);
    const gone = new Promise<string>((resolve) => big.socket.once('disconnect', resolve));
    big.socket.emit('command', { type: 'note:add', commandId: 'x'.repeat(2 ** 20), case: 'k-1', text: 'x' });
    expect(await gone).toMatch(/transport/);
    big.end();
    expect((await askFor('ana', 'x'.repeat(2 ** 20))).status).toBe(431);
    expect(await fingerprint()).toEqual(before);
  });

  it('after thirty days and one the same commands still have the same answers, and are done no more', async () => {
    clock.advance(31 * dayMs);
    await app.checkClock();
    closeDesks();
    await openDesks();
    const before = await fingerprint();
    for (const { title, body } of cases) {
      const first = answered.get(String(body['commandId']));
      if (first) expect([title, await send('ana', body)]).toEqual([title, first]);
    }
    expect(await fingerprint()).toEqual(before);
  });

  it('end nothing and leave a sound log', async () => {
    expect(uncaught).toEqual([]);
    expect(app.loop.reported).toEqual([]);
    expect((await app.loop.database.db.transaction((client) => verify(client), 'repeatable read, read only')).problems).toEqual([]);
  });
});
