import { expect, it } from 'vitest';
import { circuitRules } from '../../shared/work/effects/circuit.ts';
import { Circuits } from './circuits.ts';

it('tells of a system when it answered last, and since when it has not', () => {
  let now = 1000;
  const circuits = new Circuits({ now: () => now });
  expect(circuits.health('cards')).toEqual({ connector: 'cards', state: 'unused' });
  circuits.answered('cards');
  expect(circuits.health('cards')).toEqual({ connector: 'cards', state: 'up', answeredAt: 1000 });
  for (let n = 1; n <= circuitRules.failures; n += 1) {
    now += 10;
    expect(circuits.health('cards').state).toBe('up');
    circuits.failed('cards');
  }
  const since = now;
  expect(circuits.health('cards')).toEqual({ connector: 'cards', state: 'down', since, answeredAt: 1000 });
  // A probe that fails does not make it younger.
  now += circuitRules.openMs;
  circuits.pass('cards');
  circuits.failed('cards');
  expect(circuits.health('cards').since).toBe(since);
  now += circuitRules.maxOpenMs;
  circuits.answered('cards');
  expect(circuits.health('cards')).toEqual({ connector: 'cards', state: 'up', answeredAt: now });
});
