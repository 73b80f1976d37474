// npm run backup -- FILE
import { isRefusal } from '../../shared/model/refusal.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { backup } from './backup.ts';
import { finish, rowProgress, say, withStores } from './backup-run.ts';

const [file, ...rest] = process.argv.slice(2);
const config = readConfig(process.env);
if (isRefusal(config)) {
  finish(config);
} else if (file === undefined || rest.length > 0) {
  say('usage: npm run backup -- FILE    (writes FILE and FILE.keys)');
  process.exitCode = 2;
} else {
  const onRows = rowProgress('saved');
  finish(await withStores(config, systemClock, (url, keyStore) => backup({ url, file, keyStore, clock: systemClock, onRows })));
}
