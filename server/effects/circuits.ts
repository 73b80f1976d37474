import type { Circuit } from '../../shared/work/effects/circuit.ts';
import { answered, circuitWaitMs, closedCircuit, failed, passed } from '../../shared/work/effects/circuit.ts';
import type { Clock } from '../clock.ts';

export interface ConnectorHealth {
  readonly connector: string;
  /** `off`: it has no address. */
  readonly state: 'up' | 'down' | 'off' | 'unused';
  readonly since?: number;
  readonly answeredAt?: number;
}

/** What this server knows of each connector's health; another server finds out for itself. */
export class Circuits {
  readonly #circuits = new Map<string, Circuit>();
  readonly #answeredAt = new Map<string, number>();
  readonly #downSince = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  of(connector: string): Circuit {
    return this.#circuits.get(connector) ?? closedCircuit;
  }

  /** Milliseconds until it may be used; 0 for now. */
  waitMs(connector: string): number {
    return circuitWaitMs(this.of(connector), this.#clock.now());
  }

  pass(connector: string): void {
    this.#circuits.set(connector, passed(this.of(connector), this.#clock.now()));
  }

  answered(connector: string): void {
    this.#circuits.set(connector, answered(this.of(connector)));
    this.#answeredAt.set(connector, this.#clock.now());
    this.#downSince.delete(connector);
  }

  failed(connector: string): void {
    const now = this.#clock.now();
    const circuit = failed(this.of(connector), now);
    this.#circuits.set(connector, circuit);
    if (circuit.state === 'open' && !this.#downSince.has(connector)) this.#downSince.set(connector, now);
  }

  /** How a connector is, as far as this server has used it; down from the moment its circuit opened until it answers. */
  health(connector: string): ConnectorHealth {
    const answeredAt = this.#answeredAt.get(connector);
    const since = this.#downSince.get(connector);
    const state = since !== undefined ? 'down' : answeredAt !== undefined ? 'up' : 'unused';
    return { connector, state, ...(since === undefined ? {} : { since }), ...(answeredAt === undefined ? {} : { answeredAt }) };
  }
}
