import { describe, expect, test } from 'vitest';
import { shippedJourneys } from './shipped.ts';
import { walk } from './walk.ts';

const journeys = await shippedJourneys();
const walks = 80;

describe.each(journeys.all.map((journey) => [journey.file.journey, journey] as const))('whatever happens to %s', (_, journey) => {
  test('it comes to an end, and never to an exception of its own', () => {
    const outcomes = new Map<string, number>();
    const visited = new Set<string>();
    for (let seed = 1; seed <= walks; seed += 1) {
      const play = walk(journey, seed, 400);
      const { outcome = 'none', status } = play.bank.row;
      expect(play.refusal, `seed ${String(seed)}`).toBeUndefined();
      expect(play.raised.filter(({ effect }) => effect === undefined), `seed ${String(seed)}`).toEqual([]);
      expect(status, `seed ${String(seed)} stands at ${JSON.stringify(play.bank.row.process?.tokens)}`).toBe('closed');
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      for (const { deltas } of play.history) for (const { done } of deltas) for (const element of done) visited.add(element);
    }
    const elements = journey.process.nodes.filter(({ definition }) => definition.kind !== 'activity' || definition.activity !== 'eventSubProcess').map(({ id }) => id);
    const missed = elements.filter((id) => !visited.has(id));
    console.log(`${journey.file.journey}: ${[...outcomes].map(([outcome, count]) => `${outcome} ${String(count)}`).join(', ')}; not visited: ${missed.join(' ')}`);
    expect(missed.length / elements.length).toBeLessThan(0.25);
    expect(outcomes.has('completed')).toBe(false);
    expect(outcomes.size).toBeGreaterThan(2);
  });
});
