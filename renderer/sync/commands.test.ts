import { expect, test } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Command } from '../../shared/contract/commands.ts';
import { CommandQueue } from './commands.ts';

/** A connection by hand: what was sent waits until the test answers it. */
class Wire {
  readonly sent: { id: string; answer: (answer: Answer) => void; lose: () => void }[] = [];
  readonly delayed: { ms: number; then: () => void }[] = [];
  readonly queue = new CommandQueue({
    transmit: (command) => new Promise((answer, reject) => this.sent.push({ id: command.commandId, answer, lose: () => reject(new Error('gone')) })),
    later: (ms, then) => this.delayed.push({ ms, then }),
  });

  ids(): string[] {
    return this.sent.map(({ id }) => id);
  }
}

const note = (commandId: string, caseId: string): Command => ({ type: 'note:add', commandId, case: caseId, text: 'seen' });
const done: Answer = { ok: true, seq: 1 };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('commands of one case go one after the other, those of another do not wait', async () => {
  const wire = new Wire();
  for (const command of [note('a1', 'a'), note('a2', 'a'), note('b1', 'b')]) void wire.queue.send(command);
  expect(wire.ids()).toEqual([]);
  wire.queue.online();
  expect(wire.ids()).toEqual(['a1', 'b1']);
  wire.sent[0]?.answer(done);
  await settled();
  expect(wire.ids()).toEqual(['a1', 'b1', 'a2']);
});

test('what waits behind a refused command is not sent, what comes later is (T23)', async () => {
  const wire = new Wire();
  wire.queue.online();
  const edit = wire.queue.send(note('edit', 'a'));
  const submit = wire.queue.send(note('submit', 'a'));
  wire.sent[0]?.answer({ ok: false, code: 'stale' });
  expect(await edit).toEqual({ ok: false, code: 'stale' });
  expect(await submit).toEqual({ ok: false, code: 'behind_refused', params: { commandId: 'edit' } });
  void wire.queue.send(note('anew', 'a'));
  expect(wire.ids()).toEqual(['edit', 'anew']);
});

test('a command without an answer is sent again with its id over the next connection, and answered once (T21)', async () => {
  const wire = new Wire();
  wire.queue.online();
  const answer = wire.queue.send(note('a1', 'a'));
  wire.queue.offline();
  wire.sent[0]?.lose();
  await settled();
  wire.queue.online();
  expect(wire.ids()).toEqual(['a1', 'a1']);
  wire.sent[1]?.answer(done);
  expect(await answer).toEqual(done);
  wire.delayed.forEach(({ then }) => then());
  expect(wire.ids()).toEqual(['a1', 'a1']);
  expect(wire.queue.pending).toEqual([]);
});

test('a busy server is asked again after the time that it names', async () => {
  const wire = new Wire();
  wire.queue.online();
  const answer = wire.queue.send(note('a1', 'a'));
  wire.sent[0]?.answer({ ok: false, code: 'busy', retryAfterMs: 250 });
  await settled();
  expect(wire.delayed.map(({ ms }) => ms)).toEqual([250]);
  wire.delayed[0]?.then();
  wire.sent[1]?.answer(done);
  expect(await answer).toEqual(done);
});

test('while the connection stays away, a claim that was never sent is refused, one that was sent keeps its answer, and a note waits', async () => {
  const wire = new Wire();
  const claim = (commandId: string, task: string): Command => ({ type: 'task:claim', commandId, task, version: 1 });
  wire.queue.online();
  const sent = wire.queue.send(claim('sent', 't-1'));
  wire.queue.offline();
  wire.sent[0]?.lose();
  const late = wire.queue.send(claim('late', 't-2'));
  const kept = wire.queue.send(note('kept', 'a'));
  wire.queue.giveUp(({ type }) => type === 'note:add');
  expect(await late).toEqual({ ok: false, code: 'offline' });
  wire.queue.online();
  expect(wire.ids()).toEqual(['sent', 'sent', 'kept']);
  for (const one of wire.sent.slice(1)) one.answer(done);
  expect([await sent, await kept]).toEqual([done, done]);
});
