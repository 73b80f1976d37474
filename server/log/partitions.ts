import type { Db } from '../store/db.ts';
import type { Partition } from '../store/tables/log-partitions.ts';
import { addPartition, lockPartitions, readPartitions } from '../store/tables/log-partitions.ts';

/** Entries per partition. */
export const partitionSize = 10_000_000;

/**
 * Sees to it that the log has room for at least half a partition behind `seq`. Cheap where it has; safe on several servers at once, and it
 * holds up neither readers nor writers. Returns the partitions that it made.
 */
export async function ensurePartition(db: Db, seq: number, size: number = partitionSize): Promise<Partition[]> {
  const isEnough = (partitions: readonly Partition[]): boolean => (partitions.at(-1)?.lastSeq ?? 0) >= seq + size / 2;
  if (isEnough(await readPartitions(db))) return [];
  return db.transaction(async (client) => {
    await lockPartitions(client);
    const made: Partition[] = [];
    for (let partitions = await readPartitions(client); !isEnough(partitions); partitions = await readPartitions(client)) {
      const firstSeq = (partitions.at(-1)?.lastSeq ?? 0) + 1;
      const partition = { name: `log_p${String(partitions.length)}`, firstSeq, lastSeq: firstSeq + size - 1 };
      await addPartition(client, partition);
      made.push(partition);
    }
    return made;
  });
}
