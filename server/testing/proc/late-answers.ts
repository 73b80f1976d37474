import { once } from 'node:events';
import { expect } from 'vitest';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { Command } from '../../../shared/contract/commands.ts';
import { seededRandom } from '../../demo/random.ts';
import { hashSourceKey, putSourceKey } from '../../store/tables/source-keys.ts';
import { verified } from './bank.ts';
import { endChildren, startChild } from './child-process.ts';
import { openClerk } from './clerk.ts';
import type { Clerk } from './clerk.ts';
import { openDoor } from './door.ts';
import { openKillRun } from './kill-points.ts';
import type { Part } from './part.ts';
import { startServerProcess } from './server-process.ts';
import type { Steps } from './steps.ts';

/** The suite: answers that come late or never, and commands of those who slept (T03, T21, T22, T42). */
export async function openLateAnswers(part: Part): Promise<Steps> {
  const run = await openKillRun(part);
  const server = await startServerProcess({ env: run.env });
  const door = await openDoor();
  door.lead(server.port);
  let clerks: Clerk[] = [];

  const clerk = async (person: string, url = server.address): Promise<Clerk> => {
    const one = await openClerk(url, person, 'north', seededRandom(1));
    clerks.push(one);
    return one;
  };
  const entriesOf = async (commandId: string): Promise<string[]> =>
    (await run.database.db.query<{ kind: string }>({ text: 'select kind from log where input = $1 order by seq', values: [`c:${commandId}`] })).rows.map(({ kind }) => kind);

  return {
    steps: {
      'an owner whose laptop slept while the lead moved the task is refused by the row, and keeps what was typed as a draft': async () => {
        const laptop = startChild({ script: 'server/testing/proc/desk-client-main.ts', args: [server.address, 'ana'], env: {}, isTold: true });
        await once(laptop.process, 'message');
        const say = async (command: Command): Promise<Answer> => {
          const heard = once(laptop.process, 'message');
          laptop.process.send(command);
          return ((await heard) as [Answer])[0];
        };
        expect(await say({ type: 'task:claim', commandId: 'nap-1', task: 't-0', version: 1 })).toMatchObject({ ok: true, result: { fence: 1 } });
        laptop.process.kill('SIGSTOP');

        const lead = await clerk('lena');
        const moved = await lead.send({ type: 'task:reassign', commandId: 'nap-2', items: [{ task: 't-0', version: 2, toPerson: 'ben' }], because: 'plan' });
        expect(moved).toMatchObject({ ok: true, result: { items: [{ task: 't-0', ok: true, fence: 2 }] } });

        laptop.process.kill('SIGCONT');
        const text = 'The customer will bring the payslip on Tuesday.';
        expect(await say({ type: 'evidence:add', commandId: 'nap-3', case: 'case-0', task: 't-0', fence: 1, kind: 'payslip', text })).toMatchObject({ ok: false });
        expect(await say({ type: 'task:complete', commandId: 'nap-4', task: 't-0', fence: 1 })).toMatchObject({ ok: false });
        expect(await say({ type: 'draft:save', commandId: 'nap-5', case: 'case-0', task: 't-0', fence: 1, field: 'evidence', text, version: 0 })).toMatchObject({ ok: true });
        expect(await entriesOf('nap-3')).toEqual(['refused']);
        expect(await entriesOf('nap-4')).toEqual(['refused']);
        const { rows } = await run.database.db.query({ text: `select author, field from drafts where case_id = 'case-0'` });
        expect(rows).toEqual([{ author: 'ana', field: 'evidence' }]);
        await laptop.kill();
      },
      'a command whose answer was lost after its commit is asked for by its id, and sending it again does nothing more': async () => {
        const ana = await clerk('ana', door.url);
        const command: Command = { type: 'task:claim', commandId: 'lost-1', task: 't-2', version: 1 };
        door.mute(true);
        await expect(ana.client.socket.timeout(300).emitWithAck('command', command)).rejects.toThrow();
        await expect.poll(() => entriesOf('lost-1'), { timeout: 10_000 }).toEqual(['task:claimed']);
        door.mute(false);
        // What was muted is half a frame at worst: the connection is not to be trusted any more.
        door.cut();
        const [answer] = await ana.askAgain(['lost-1']);
        expect(answer).toMatchObject({ ok: true, result: { task: 't-2', fence: 1 } });
        expect(await ana.send(command)).toEqual(answer);
        expect(await ana.send({ ...command, version: 2 })).toEqual({ ok: false, code: 'id_reused' });
        expect(await entriesOf('lost-1')).toEqual(['task:claimed']);
        // Never came in: may be sent again.
        expect(await ana.askAgain(['lost-2'])).toMatchObject([{ code: 'not_found' }]);
      },
      'a source that gave up waiting reports again and is told that it is known': async () => {
        const key = 'key-of-the-loan-log-in-a-test-0123456789';
        await putSourceKey(run.database.db, { source: 'loan-log', keyHash: hashSourceKey(key), journey: 'loan-log' });
        const event = { specversion: '1.0', id: '9001/0', source: 'loan-log', type: 'A_SUBMITTED', subject: '9001', time: '2026-03-02T09:00:00Z', data: { lifecycle: 'COMPLETE', resource: '112', amount: 1000 } };
        const post = (url: string, ms: number): Promise<Response> =>
          fetch(`${url}/v1/events`, { method: 'POST', signal: AbortSignal.timeout(ms), headers: { 'content-type': 'application/cloudevents+json', 'x-baton-key': key }, body: JSON.stringify(event) });
        door.mute(true);
        await expect(post(door.url, 1500)).rejects.toThrow();
        door.mute(false);
        door.cut();
        const stored = async (): Promise<number> => (await run.database.db.query<{ count: number }>({ text: `select count(*)::int as count from log where input like 'e:loan-log/%'` })).rows[0]?.count ?? 0;
        await expect.poll(stored, { timeout: 10_000 }).toBe(1);
        const again = await post(door.url, 10_000);
        expect(again.status).toBe(202);
        expect(JSON.stringify(await again.json())).toContain('duplicate');
        expect(await stored()).toBe(1);
      },
      'an old command of a laptop that was offline is refused with a reason, and the log keeps what was wanted': async () => {
        const [ana, ben] = [await clerk('ana'), await clerk('ben')];
        expect(await ana.send({ type: 'task:claim', commandId: 'old-1', task: 't-4', version: 1 })).toMatchObject({ ok: true });
        const lead = await clerk('lena');
        await lead.send({ type: 'task:reassign', commandId: 'old-2', items: [{ task: 't-4', version: 2, toPerson: 'ben' }], because: 'plan' });
        expect(await ben.send({ type: 'task:release', commandId: 'old-3', task: 't-4', fence: 2, because: 'other' })).toMatchObject({ ok: true });
        const late = await ana.send({ type: 'task:complete', commandId: 'old-4', task: 't-4', fence: 1 });
        expect(late).toMatchObject({ ok: false });
        const { rows } = await run.database.db.query<{ body: string; actor: string }>({ text: `select actor, body from log where input = 'c:old-4'` });
        expect(rows).toHaveLength(1);
        expect(JSON.parse(rows[0]?.body ?? '{}')).toMatchObject({ action: 'task:complete' });
      },
      'after all of this the log is sound': async () => {
        expect((await verified(run.database.url)).problems).toEqual([]);
      },
    },
    between: () => {
      for (const { client } of clerks) client.end();
      clerks = [];
    },
    end: async () => {
      for (const { client } of clerks) client.end();
      await endChildren();
      await door.stop();
      await run.end();
    },
  };
}
