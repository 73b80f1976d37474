// npm run restore -- FILE [--keys FILE]…
import { parseArgs } from 'node:util';
import { isRefusal } from '../../shared/model/refusal.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { finish, rowProgress, say, withStores } from './backup-run.ts';
import { readMigrations } from './migrate.ts';
import { restore } from './restore.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { keys: { type: 'string', multiple: true } } });
const [file, ...rest] = positionals;
const config = readConfig(process.env);
if (isRefusal(config)) {
  finish(config);
} else if (file === undefined || rest.length > 0) {
  say('usage: npm run restore -- FILE [--keys FILE]…    (reads FILE and FILE.keys; --keys names keys files of later backups)');
  process.exitCode = 2;
} else {
  const migrations = await readMigrations();
  const onRows = rowProgress('loaded');
  const moreKeysFiles = values.keys ?? [];
  finish(
    await withStores(config, systemClock, (url, keyStore) => restore({ url, file, moreKeysFiles, keyStore, migrations, log: say, onRows })),
  );
}
