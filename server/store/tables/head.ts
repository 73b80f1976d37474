import type { Queryable } from '../queryable.ts';

/** The log's one head row; hashes are 32 bytes. */
export interface Head {
  readonly logId: string;
  readonly seq: number;
  readonly hash: Buffer;
  readonly rowsHash: Buffer;
  readonly recordedAt: number;
  readonly catalogVersion: number;
  readonly rightsVersion: number;
  readonly writerVersion: number;
}

const columns = `log_id as "logId", seq, hash, rows_hash as "rowsHash", recorded_at as "recordedAt",
  catalog_version as "catalogVersion", rights_version as "rightsVersion", writer_version as "writerVersion"`;

async function one(db: Queryable, name: string, text: string): Promise<Head> {
  const { rows } = await db.query<Head>({ name, text, values: [] });
  const [head] = rows;
  if (!head) throw new Error('Bug: the head row is missing');
  return head;
}

export const readHead = (db: Queryable): Promise<Head> => one(db, 'head-read', `select ${columns} from head`);

/** Locks the head until the end of the transaction; no lock of any kind is taken after it. */
export const lockHead = (db: Queryable): Promise<Head> => one(db, 'head-lock', `select ${columns} from head for update`);

export async function writeHead(db: Queryable, head: Head): Promise<void> {
  await db.query({
    name: 'head-write',
    text: `update head set seq = $1, hash = $2, rows_hash = $3, recorded_at = $4, catalog_version = $5, rights_version = $6`,
    values: [head.seq, head.hash, head.rowsHash, head.recordedAt, head.catalogVersion, head.rightsVersion],
  });
}
