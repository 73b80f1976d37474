import { done } from '../../shared/work/world.ts';
import { checkpointSubject, dueCheckpoint } from '../log/checkpoints.ts';
import { ensurePartition, partitionSize } from '../log/partitions.ts';
import type { Db } from '../store/db.ts';
import { checkpointActor } from '../store/reads/log-parts.ts';
import type { Head } from '../store/tables/head.ts';
import { readHead } from '../store/tables/head.ts';
import type { Desk } from './desk.ts';
import type { Input } from './input.ts';
import { systemInput } from './system-input.ts';

/** Copies the head's rows hash into the log, once per boundary (the last seq of a partition) however many servers try. */
export function checkpointInput({ seq, rowsHash }: Head, boundary: number): Input {
  return systemInput({
    id: `checkpoint/${String(boundary)}`,
    actor: checkpointActor,
    action: 'system:checkpoint',
    footprint: {},
    decide: () => done({ kind: 'system:checkpoint', subject: checkpointSubject(seq), body: { rowsHash: rowsHash.toString('hex') } }),
  });
}

/** Makes room ahead of the log, and writes the checkpoint of a boundary that it has passed. */
export async function keepLog(desk: Desk, db: Db, size: number = partitionSize): Promise<void> {
  const { seq } = await readHead(db);
  await ensurePartition(db, seq, size);
  const due = await dueCheckpoint(db);
  if (due) await desk.submit(checkpointInput(due.head, due.boundary));
}

/** Keeps the log now and every minute. Returns its stop, which waits for what is under way. */
export function startLogKeeper(desk: Desk, db: Db, report: (error: unknown) => void, everyMs = 60_000): () => Promise<void> {
  let running: Promise<void> | undefined;
  const run = (): void => {
    running ??= keepLog(desk, db).catch(report).finally(() => (running = undefined));
  };
  run();
  const timer = setInterval(run, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
