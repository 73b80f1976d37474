// node server/demo/systems/systems-main.ts [seed]: the systems in a process of their own; says their addresses as BATON_CONNECTORS wants them.
import { startDemoSystems } from './all.ts';

const demo = await startDemoSystems(Number(process.argv[2] ?? 1));
process.stdout.write(`${[...demo.addresses].map(([name, address]) => `${name}=${address}`).join(' ')}\n`);
const stop = (): void => void demo.stop().then(() => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
// Whoever started it is gone.
process.on('disconnect', stop);
