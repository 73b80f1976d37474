import { cardsSystem } from './card-processor.ts';
import { coreSystem } from './core.ts';
import { bureauSystem } from './credit-bureau.ts';
import { kycSystem } from './kyc.ts';
import { messagesSystem } from './message-sender.ts';
import { paymentsOneSystem, paymentsTwoSystem } from './payment-gateways.ts';
import { amlSystem } from './screening.ts';
import type { RunningSystem, SystemScript } from './system.ts';
import { startSystem } from './system.ts';
import { telephonySystem } from './telephone-system.ts';

/** The systems around the demo bank. */
export const systemScripts: readonly SystemScript[] = [
  coreSystem, kycSystem, amlSystem, bureauSystem, cardsSystem, paymentsOneSystem, paymentsTwoSystem, messagesSystem, telephonySystem,
];

export interface DemoSystems {
  /** Addresses by connector. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly systems: readonly RunningSystem[];
  stop(): Promise<void>;
}

/** Starts a simulator of each system on loopback. Same seed, same answers. */
export async function startDemoSystems(seed = 1): Promise<DemoSystems> {
  const systems = await Promise.all(systemScripts.map((script) => startSystem(script, { seed })));
  return {
    systems,
    addresses: new Map(systems.map(({ name, address }) => [name, address])),
    stop: async () => void (await Promise.all(systems.map((system) => system.stop()))),
  };
}
