// A process of its own: a socket that answers and does nothing else.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { serveParent } from './child.ts';

const http = createServer();
const io = new Server(http, { transports: ['websocket'] });
io.on('connection', (socket) => socket.on('echo', (answer: () => void) => answer()));
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));

serveParent<object>(
  () => Promise.resolve({ address: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}` }),
  () => io.close(),
);
