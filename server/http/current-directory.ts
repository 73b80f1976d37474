import { Directory } from '../desk/directory.ts';
import type { Queryable } from '../store/queryable.ts';
import { readHead } from '../store/tables/head.ts';

/** People and teams as they now are: read again when the log's head says that rights have changed. */
export class CurrentDirectory {
  readonly #db: Queryable;
  #directory = new Directory();

  constructor(db: Queryable) {
    this.#db = db;
  }

  async read(): Promise<Directory> {
    const { rightsVersion } = await readHead(this.#db);
    if (rightsVersion === this.#directory.rightsVersion) return this.#directory;
    // A new one, so that whoever reads the old one meanwhile sees it whole.
    const fresh = new Directory();
    await fresh.reload(this.#db, rightsVersion);
    this.#directory = fresh;
    return fresh;
  }
}
