import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callSystem } from '../../connectors/call-system.ts';
import { connectors } from '../../connectors/all.ts';
import { must } from '../../../shared/assert.ts';
import type { DemoSystems } from './all.ts';
import { startDemoSystems, systemScripts } from './all.ts';

let demo: DemoSystems;
beforeAll(async () => {
  demo = await startDemoSystems();
});
afterAll(async () => {
  await demo.stop();
});

const everything = {
  customer: 'p-1', product: 'current', currency: 'EUR', amountMinor: 1200, account: 'acc-1', loan: 'l-1', reason: 'fraud', payment: 'p-9', transfer: 't-1',
  card: 'card-1', call: 'c-1', from: 'ben', to: 'DE00', reference: 'r-1', channel: 'sms', template: 'hello',
};
const operations = [...connectors.values()].flatMap(({ name, operations: all }) => Object.keys(all).map((operation): [string, string] => [name, operation]));

describe('the systems of the demo bank', () => {
  it('are those that Baton has connectors for, and take the same twice in the same way', () => {
    const said = systemScripts.map(({ name, idempotent, answers }) => [name, idempotent, Object.keys(answers).sort()]);
    expect(said).toEqual([...connectors.values()].map(({ name, idempotent, operations: all }) => [name, idempotent, Object.values(all).map(({ path }) => path).sort()]));
  });

  it.each(operations)('%s answers %s as its connector expects, for every case', async (name, key) => {
    const connector = must(connectors.get(name), 'it was listed');
    const operation = must(connector.operations[key], 'it was listed');
    const base = must(demo.addresses.get(name), 'it runs');
    const hows = new Set<string>();
    for (let n = 0; n < 60; n += 1) {
      const tried = await callSystem({ base, operation, body: everything, key: `${key}-${String(n)}`, case: `k-${String(n)}`, timeoutMs: 2000 });
      hows.add(tried.how === 'refused' ? `refused ${tried.error ?? ''}` : tried.how);
    }
    hows.delete('refused account_closed');
    expect([...hows]).toEqual(['answered']);
  });

  it('answer by seed, case and step alone, and once for each key that they honour', async () => {
    const again = await startDemoSystems(1);
    const other = await startDemoSystems(2);
    const operation = must(connectors.get('bureau')?.operations['report'], 'it is there');
    const ask = (systems: DemoSystems, key: string) =>
      callSystem({ base: must(systems.addresses.get('bureau'), 'it runs'), operation, body: everything, key, case: 'k-500', timeoutMs: 2000 });
    const first = await ask(again, 'a');
    const second = await ask(again, 'c');
    expect([await ask(demo, 'b'), await ask(again, 'a'), await ask(demo, 'd')]).toEqual([first, first, second]);
    expect(second).not.toEqual(first);
    expect(await ask(other, 'a')).not.toEqual(first);
    const bureau = must(again.systems.find(({ name }) => name === 'bureau'), 'it runs');
    expect(bureau.applied().map(({ key, times }) => [key, times])).toEqual([['a', 1], ['c', 1]]);
    await again.stop();
    await other.stop();
  });
});
