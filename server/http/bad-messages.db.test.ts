import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import { seededRandom } from '../demo/random.ts';
import { readHead } from '../store/tables/head.ts';
import type { TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import { draw } from '../testing/bad-input/bad-case.ts';
import type { InTime } from '../testing/bad-input/in-time.ts';
import { openInTime } from '../testing/bad-input/in-time.ts';
import type { BadMessage } from '../testing/bad-input/messages.ts';
import { badCommands, badMessages, randomMessage } from '../testing/bad-input/messages.ts';
import { caseWith, person, team } from '../testing/loop.ts';
import type { TestClient } from '../testing/socket-client.ts';
import { connectClient } from '../testing/socket-client.ts';

const isLong = process.env['BATON_LONG'] === '1';
const seed = Number(process.env['BATON_SEED'] ?? 20_261);

let app: TestApp;
let ana: TestClient;
let ben: TestClient;
const uncaught: unknown[] = [];
const hear = (error: unknown): void => void uncaught.push(error);

beforeAll(async () => {
  process.on('uncaughtException', hear).on('unhandledRejection', hear);
  app = await openTestApp({}, { isTimed: false });
  await app.loop.enter(team('north'), person('ana'), person('ben'));
  await app.loop.enter(...caseWith('k-1', ['t-1']));
  ana = await connect('ana');
  ben = await connect('ben');
});
afterAll(async () => {
  process.off('uncaughtException', hear).off('unhandledRejection', hear);
  ana.end();
  ben.end();
  await app.end();
});

const connect = async (who: string): Promise<TestClient> => connectClient(app.address, await app.session(who));

async function fingerprint(): Promise<object> {
  const { seq, hash, rowsHash } = await readHead(app.loop.db);
  return { seq, hash: hash.toString('hex'), rowsHash: rowsHash.toString('hex') };
}

async function complaint({ name, event, args, codes, field }: BadMessage, inTime: InTime): Promise<string | undefined> {
  const startedAt = performance.now();
  const answer = await ana.ask(event, ...args);
  const tookMs = performance.now() - startedAt;
  if (answer.ok) return `${name}: was taken`;
  if (!codes.includes(answer.code)) return `${name}: ${answer.code} ${JSON.stringify(answer.params)}, expected ${codes.join(' or ')}`;
  if (field !== undefined && answer.params?.['field'] !== field) return `${name}: named ${String(answer.params?.['field'])}, expected ${field}`;
  const late = await inTime.complaint(tookMs);
  return late && `${name}: ${late}`;
}

/** Under the five oracles: up, nothing uncaught, in time, memory, no row changed. */
async function hold(messages: readonly BadMessage[]): Promise<void> {
  const before = await fingerprint();
  const rssBefore = process.memoryUsage().rss;
  const complaints: string[] = [];
  const inTime = openInTime(() => ben.ask('heartbeat', {}));
  for (const message of messages) {
    await inTime.beat();
    const found = await complaint(message, inTime);
    if (found) complaints.push(found);
  }
  expect(complaints.slice(0, 20), `${String(complaints.length)} of ${String(messages.length)} with seed ${String(seed)}`).toEqual([]);
  await stillWell(before);
  expect((process.memoryUsage().rss - rssBefore) / 2 ** 20).toBeLessThan(100);
}

async function stillWell(before: object): Promise<void> {
  expect(uncaught).toEqual([]);
  expect(app.loop.reported).toEqual([]);
  expect(await ben.ask('heartbeat', {})).toMatchObject({ ok: true });
  expect(await fingerprint()).toEqual(before);
}

describe('bad input over the socket', () => {
  it('B02, B05, B17, B18: each field of each command is refused by its name', { timeout: 600_000 }, async () => {
    const all = badCommands();
    expect(all.length).toBeGreaterThan(2000);
    await hold(isLong ? all : draw(seededRandom(seed), all, 1000));
  });

  it('C28: every other message, wrong arity, null and depth are answered', { timeout: 600_000 }, async () => {
    await hold(badMessages());
  });

  it('C28: ten thousand random messages, half of them without anybody waiting, end nothing', { timeout: 600_000 }, async () => {
    const before = await fingerprint();
    const random = seededRandom(seed);
    const waiting: Promise<Answer>[] = [];
    for (let index = 0; index < (isLong ? 10_000 : 2000); index += 1) {
      const { event, args } = randomMessage(random);
      // Names that the client keeps for itself cannot be sent by it.
      if (['disconnecting', 'newListener'].includes(event)) continue;
      if (random.chance(0.5)) ana.socket.emit(event, ...args);
      else waiting.push(ana.ask(event, ...args));
      if (waiting.length % 50 === 49) await Promise.all(waiting.splice(0));
    }
    const answers = await Promise.all(waiting);
    expect(answers.every((answer) => typeof answer.ok === 'boolean')).toBe(true);
    await stillWell(before);
  });

  it('B03: a frame over 64 kB ends its own socket and no other', async () => {
    const before = await fingerprint();
    const big = await connect('ana');
    const gone = new Promise<string>((resolve) => big.socket.once('disconnect', resolve));
    big.socket.emit('command', { type: 'note:add', commandId: 'big', case: 'k-1', text: 'x'.repeat(70_000) });
    expect(await gone).toMatch(/transport/);
    big.end();
    await stillWell(before);
  });

  it('B03: attachments that are announced and never come harm nobody', async () => {
    const before = await fingerprint();
    for (const packet of ['410000-["command",{"_placeholder":true,"num":0}]', '45-["command",{"_placeholder":true,"num":9999}]', '4', '499999999999999999999', '42{', '42["command"', '4["x"]', '41', '49']) {
      const liar = await connect('ana');
      liar.socket.io.reconnection(false);
      const wire = liar.socket.io.engine as unknown as { write(text: string): void };
      wire.write(packet.slice(1));
      wire.write('2["heartbeat",{}]');
      liar.end();
    }
    await stillWell(before);
  });

  it('B16: a socket without a session, or with a made-up one, is refused', async () => {
    for (const token of ['', 'x', 'a'.repeat(43), 'a'.repeat(4097), '__proto__']) await expect(connectClient(app.address, token)).rejects.toThrow(/no_session|bad_request/);
  });
});

describe('good commands', () => {
  it('with texts of any script and length pass', async () => {
    const texts = ['O\u2019Brien said "yes"', 'Müller & Söhne', 'مرحبا', 'שלום', '数字 12', 'e\u0301', '👩‍👩‍👧', 'two\nlines\tand a tab', "'; drop table cases; --", '<b>', '{{x}}', '0', 'null', 'x'.repeat(4000)];
    for (const [index, text] of texts.entries())
      expect(await ana.ask('command', { type: 'note:add', commandId: `good-${String(index)}`, case: 'k-1', text }), text).toMatchObject({ ok: true });
  });
});
