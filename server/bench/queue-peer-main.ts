// A process of its own: one peer behind a socket, as Baton is.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { must } from '../../shared/assert.ts';
import { serveParent } from './child.ts';
import { openGraphileWorker } from './queue-peer-graphile-worker.ts';
import { openPgBoss } from './queue-peer-pg-boss.ts';
import { openSkipLocked } from './queue-peer-skip-locked.ts';
import type { OpenPeer, PeerMessage, PeerName } from './queue-peer.ts';

const openers: Readonly<Record<PeerName, OpenPeer>> = { 'pg-boss': openPgBoss, 'graphile-worker': openGraphileWorker, 'skip-locked': openSkipLocked };

const [name = '', url = ''] = process.argv.slice(2);
const peer = await must(openers[name as PeerName], `${name} is a peer`)(url);
const http = createServer();
const io = new Server(http, { transports: ['websocket'] });
io.on('connection', (socket) => {
  socket.on('claim', (answer: (job: string | null) => void) => void peer.claim().then((job) => answer(job ?? null)));
  socket.on('complete', (job: string, answer: () => void) => void peer.complete(job).then(answer));
});
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));

serveParent<PeerMessage>(
  async (message) => {
    if ('fill' in message) {
      await peer.fill(message.fill);
      return { address: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}` };
    }
    if ('countDone' in message) return { done: await peer.countDone() };
    await peer.personsLeft();
    const before = await peer.countDone();
    const startedAt = performance.now();
    await peer.drain(message.drain);
    const seconds = (performance.now() - startedAt) / 1000;
    return { jobs: (await peer.countDone()) - before, seconds };
  },
  async () => {
    await io.close();
    await peer.stop();
  },
);
