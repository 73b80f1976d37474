import type { Circuit } from '../../shared/work/effects/circuit.ts';
import { answered, circuitWaitMs, closedCircuit, failed, passed } from '../../shared/work/effects/circuit.ts';
import type { Clock } from '../clock.ts';

/** What this server knows of each connector's health; another server finds out for itself. */
export class Circuits {
  readonly #circuits = new Map<string, Circuit>();
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
  }

  failed(connector: string): void {
    this.#circuits.set(connector, failed(this.of(connector), this.#clock.now()));
  }
}
