import type { GatewayStats } from '../sync/gateway.ts';

/** What the process of `desk-server-main.ts` answers to anything it is asked. */
export interface DeskServerReport {
  readonly address: string;
  readonly stats: GatewayStats;
  readonly cpuSeconds: number;
  readonly rssMb: number;
}
