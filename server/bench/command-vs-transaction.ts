import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { must } from '../../shared/assert.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import { openDatabase, openWriter } from '../store/db.ts';
import { openBank, openBenchLoop, personId, taskId, teamId } from './bank.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atMost, differences, percentile } from './benchmark.ts';
import { serverFlags, startChild } from './child.ts';
import type { DeskServerReport } from './desk-server.ts';
import { openDeskSocket, watch } from './desk-socket.ts';
import type { Action } from './hand-written.ts';
import { openHandWritten } from './hand-written.ts';
import { openSocket } from './queue-person.ts';
import { figure } from './report.ts';
import { countStored } from './stored.ts';

const warmUpTurns = 100;
const turns = 400;
/** Of the same size for both; each turn takes one task through claim and completion. */
const size = { teams: 1, peoplePerTeam: 8, tasksPerTeam: 2 * (warmUpTurns + turns) };

async function filled(context: Context, keys: string) {
  const database = await context.newDatabase();
  const keysFolder = path.join(context.folder, keys);
  const loop = openBenchLoop(database.url, keysFolder);
  await openBank(loop, size);
  await loop.stop();
  return { ...database, keysFolder };
}

async function timed(what: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await what();
  return performance.now() - startedAt;
}

/** One person, one command after the other, in turn with a transaction that writes the same rows and an echo. */
async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const [ours, theirs] = [await filled(context, 'command-keys'), await filled(context, 'hand-keys')];
  const server = startChild(context, 'desk-server-main.ts', [ours.url, ours.keysFolder, '1000'], serverFlags);
  const { address } = await server.ask<DeskServerReport>({});
  // Its start may write which catalog it has.
  const before = { ours: await countStored(ours.db), theirs: await countStored(theirs.db) };
  const socket = await openDeskSocket(address, personId(0, 0));
  await watch(socket, `queue:${teamId(0)}`);
  await watch(socket, 'me');
  const echo = startChild(context, 'echo-main.ts', []);
  const echoSocket = await openSocket((await echo.ask<{ address: string }>({})).address);
  const options = { max: 1, applicationName: 'baton-bench-hand' };
  const hand = await openHandWritten(openDatabase(theirs.url, options), openWriter(theirs.url, options));

  const fences = new Map<number, number>();
  const command = async (action: Action, task: number): Promise<void> => {
    const decidedOn = action === 'claim' ? { version: 1 } : { fence: fences.get(task) };
    const answer = (await socket.emitWithAck('command', { type: `task:${action}`, commandId: randomUUID(), task: taskId(0, task), ...decidedOn })) as Answer;
    if (!answer.ok) throw new Error(`task:${action} was refused: ${answer.code}`);
    if (action === 'claim') fences.set(task, must(answer.result?.['fence'] as number | undefined, 'a claim answers with its fence'));
  };
  const times = { ours: [] as number[], stepwise: [] as number[], pipelined: [] as number[], echo: [] as number[], bar: [] as number[] };
  for (let turn = 0; turn < warmUpTurns + turns; turn++) {
    for (const action of ['claim', 'complete'] as const) {
      const took = await timed(() => command(action, turn));
      const stepwise = await timed(() => hand.stepwise(action, turn));
      const echoed = await timed(() => echoSocket.emitWithAck('echo'));
      const pipelined = await timed(() => hand.pipelined(action, turn + warmUpTurns + turns));
      if (turn < warmUpTurns) continue;
      times.ours.push(took);
      times.stepwise.push(stepwise);
      times.pipelined.push(pipelined);
      times.echo.push(echoed);
      times.bar.push(stepwise + echoed);
    }
  }
  socket.disconnect();
  echoSocket.disconnect();
  await hand.close();
  await server.stop();
  await echo.stop();
  const [stored, byHand] = [await countStored(ours.db), await countStored(theirs.db)];
  await ours.drop();
  await theirs.drop();
  const commands = 2 * (warmUpTurns + turns);
  const p50 = (list: readonly number[]): number => percentile(list, 0.5);
  const value = p50(times.ours);
  const against = p50(times.bar);
  return [
    {
      name: 'command.vs-transaction',
      unit: 'ms (p50)',
      value,
      against: { name: 'a transaction by hand and an echo', value: against },
      better: 'lower',
      bars: [atMost('ours over the transaction by hand and an echo', value / against, 2)],
      counts: { commands, entries: stored.entries - before.ours.entries, inputs: stored.inputs - before.ours.inputs, completed: before.ours.openTasks - stored.openTasks },
      mismatches: [
        ...differences(
          { entries: commands, inputs: commands, completed: commands / 2 },
          { entries: stored.entries - before.ours.entries, inputs: stored.inputs - before.ours.inputs, completed: before.ours.openTasks - stored.openTasks },
        ),
        // By hand each turn is written twice, once in either way.
        ...differences({ entries: 2 * commands, timers: stored.timers }, { entries: byHand.entries - before.theirs.entries, timers: byHand.timers }),
      ],
      beside: [
        `p99 ${figure(percentile(times.ours, 0.99))} ms; by hand, statement after statement ${figure(p50(times.stepwise))} ms, in two round trips ${figure(p50(times.pipelined))} ms; echo ${figure(p50(times.echo))} ms`,
      ],
      calibration,
    },
  ];
}

export const commandVsTransaction: Benchmark = { names: ['command.vs-transaction'], run };
