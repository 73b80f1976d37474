import type { Connector } from './connector.ts';
import { kyc } from './kyc.ts';

/** Every system that this release can talk to, by name. */
export const connectors: ReadonlyMap<string, Connector> = new Map([kyc].map((connector) => [connector.name, connector]));
