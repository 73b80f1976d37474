// Started by tests as a process of its own: runs a cluster on the folder it is given and says so in one JSON line.
import { isRefusal } from '../../shared/model/refusal.ts';
import { startEmbedded } from '../store/embedded.ts';

const [folder = ''] = process.argv.slice(2);
const embedded = await startEmbedded({ folder, log: (message) => console.error(message) });
if (isRefusal(embedded)) {
  console.log(JSON.stringify(embedded));
  process.exitCode = 1;
} else {
  console.log(JSON.stringify({ url: embedded.url, postgresPid: embedded.pid() }));
  process.once('SIGTERM', () => void embedded.stop());
}
