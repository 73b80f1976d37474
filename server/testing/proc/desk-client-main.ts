// Started by tests as a process of its own: a desk that does what its parent says, and that can be paused as a sleeping laptop is.
import type { Command } from '../../../shared/contract/commands.ts';
import { connectClient } from '../socket-client.ts';
import { openSession } from './clerk.ts';

const [url = '', person = ''] = process.argv.slice(2);
const client = await connectClient(url, () => openSession(url, person), { device: `${person}-laptop` });

process.on('message', (command: Command) => {
  void (async () => {
    // A desk that has slept finds its connection broken and comes back by itself.
    for (;;) {
      const answer: unknown = client.socket.connected ? await client.socket.timeout(3000).emitWithAck('command', command).catch(() => undefined) : undefined;
      if (answer !== undefined) return void process.send?.(answer);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
});
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
