import { aml } from './aml.ts';
import { bureau } from './bureau.ts';
import { cards } from './cards.ts';
import type { Connector } from './connector.ts';
import { coreBanking } from './core-banking.ts';
import { kyc } from './kyc.ts';
import { messages } from './messages.ts';
import { paymentsOne, paymentsTwo } from './payments.ts';
import { telephony } from './telephony.ts';

/** Every system that this release can talk to, by name. */
export const connectors: ReadonlyMap<string, Connector> = new Map(
  [coreBanking, kyc, aml, bureau, cards, paymentsOne, paymentsTwo, messages, telephony].map((connector) => [connector.name, connector]),
);
