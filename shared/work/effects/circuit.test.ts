import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Circuit } from './circuit.ts';
import { answered, circuitRules, circuitWaitMs, closedCircuit, failed, passed } from './circuit.ts';

const { failures, openMs, maxOpenMs } = circuitRules;
const failTimes = (times: number, now: number, from: Circuit = closedCircuit): Circuit => Array.from({ length: times }).reduce<Circuit>((circuit) => failed(circuit, now), from);

describe('a circuit', () => {
  it('opens after so many failures in a row, and not before', () => {
    expect(circuitWaitMs(failTimes(failures - 1, 0), 0)).toBe(0);
    expect(circuitWaitMs(failTimes(failures, 0), 0)).toBe(openMs);
  });

  it('counts only failures in a row', () => {
    expect(failTimes(failures - 1, 0, answered(failTimes(failures - 1, 0)))).toEqual({ state: 'closed', failures: failures - 1 });
  });

  it('lets one probe through when its time is over, and nobody behind it', () => {
    const open = failTimes(failures, 0);
    expect(passed(open, openMs - 1)).toEqual(open);
    const probing = passed(open, openMs);
    expect(circuitWaitMs(probing, openMs)).toBeGreaterThan(0);
    expect(circuitWaitMs(probing, openMs + circuitRules.probeMs)).toBe(0);
  });

  it('closes when the probe is answered, and stays open twice as long when it is not', () => {
    const probing = passed(failTimes(failures, 0), openMs);
    expect(answered(probing)).toEqual(closedCircuit);
    expect(circuitWaitMs(failed(probing, openMs), openMs)).toBe(2 * openMs);
  });

  it('is never open for longer than the longest time, however often probes fail', () => {
    let circuit = failTimes(failures, 0);
    let now = 0;
    for (let n = 0; n < 40; n += 1) {
      now += circuitWaitMs(circuit, now);
      circuit = failed(passed(circuit, now), now);
      expect(circuitWaitMs(circuit, now)).toBeLessThanOrEqual(maxOpenMs);
    }
    expect(circuitWaitMs(circuit, now)).toBe(maxOpenMs);
  });

  it('lets somebody through again after any history, within its longest time', () => {
    const step = fc.oneof(fc.constant('fail' as const), fc.constant('answer' as const), fc.constant('pass' as const), fc.integer({ min: 1, max: 100_000 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let circuit: Circuit = closedCircuit;
        let now = 0;
        for (const one of steps)
          if (typeof one === 'number') now += one;
          else circuit = one === 'fail' ? failed(circuit, now) : one === 'answer' ? answered(circuit) : passed(circuit, now);
        expect(circuitWaitMs(circuit, now)).toBeLessThanOrEqual(Math.max(maxOpenMs, circuitRules.probeMs));
        expect(circuitWaitMs(circuit, now + Math.max(maxOpenMs, circuitRules.probeMs))).toBe(0);
      }),
    );
  });
});
