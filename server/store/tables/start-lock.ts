import type { Db } from '../db.ts';

/** Any number that nobody else on this database uses. */
const startLock = 4_720_119_533;

/** Runs `prepare` while no other server of this database does; what it sets up may then be set up by anybody first. */
export async function withStartLock<T>(db: Db, prepare: () => Promise<T>): Promise<T> {
  const client = await db.client();
  try {
    await client.query({ text: 'select pg_advisory_lock($1)', values: [startLock] });
    return await prepare();
  } finally {
    // Closed, which lets go of the lock whatever happened to the statements.
    client.release(true);
  }
}
