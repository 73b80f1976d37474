import { unreachable } from '../../assert.ts';

export interface CircuitRules {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long it is open the first time; twice as long each time that the probe fails. */
  readonly openMs: number;
  readonly maxOpenMs: number;
  /** After this long without a word another probe may go. */
  readonly probeMs: number;
}

export const circuitRules: CircuitRules = { failures: 5, openMs: 2000, maxOpenMs: 60_000, probeMs: 30_000 };

/** Whether a connector is asked at all. Half open, one effect at a time finds out whether it is back. */
export type Circuit =
  | { readonly state: 'closed'; readonly failures: number }
  | { readonly state: 'open'; readonly until: number; readonly opened: number }
  | { readonly state: 'halfOpen'; readonly until: number; readonly opened: number };

export const closedCircuit: Circuit = { state: 'closed', failures: 0 };

/** How long whoever wants to pass must wait before it looks again, in milliseconds; 0 where it may pass now. */
export function circuitWaitMs(circuit: Circuit, now: number, { openMs }: CircuitRules = circuitRules): number {
  if (circuit.state === 'closed') return 0;
  const left = Math.max(0, circuit.until - now);
  // A probe is mostly back long before its time is over.
  return circuit.state === 'halfOpen' ? Math.min(left, openMs) : left;
}

/** The circuit after somebody has passed: an open one whose time is over lets one probe through. */
export function passed(circuit: Circuit, now: number, rules: CircuitRules = circuitRules): Circuit {
  if (circuit.state === 'closed' || circuitWaitMs(circuit, now, rules) > 0) return circuit;
  return { state: 'halfOpen', until: now + rules.probeMs, opened: circuit.opened };
}

/** The circuit after an answer, whatever it said: the system is there. */
export function answered(circuit: Circuit): Circuit {
  return circuit.state === 'closed' && circuit.failures === 0 ? circuit : closedCircuit;
}

/** The circuit after a failure of the system. One that was on its way when it opened says nothing new. */
export function failed(circuit: Circuit, now: number, rules: CircuitRules = circuitRules): Circuit {
  switch (circuit.state) {
    case 'closed': {
      const failures = circuit.failures + 1;
      return failures < rules.failures ? { state: 'closed', failures } : { state: 'open', until: now + rules.openMs, opened: 1 };
    }
    case 'open':
      return circuit;
    case 'halfOpen': {
      const opened = circuit.opened + 1;
      return { state: 'open', until: now + Math.min(rules.maxOpenMs, rules.openMs * 2 ** Math.min(20, opened - 1)), opened };
    }
    default:
      return unreachable(circuit);
  }
}
