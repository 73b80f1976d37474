// @vitest-environment jsdom
import { expect, test } from 'vitest';
import type { Desk } from '../../desk.ts';
import type { FakeParts } from '../../testing/fake-desk.tsx';
import { fakeDesk } from '../../testing/fake-desk.tsx';
import { openCase } from '../../store/ui.ts';

async function printing(parts: FakeParts = {}) {
  const fake = await fakeDesk(parts);
  const order: string[] = [];
  const { act } = fake.desk;
  const desk = {
    ...fake.desk,
    act: (async (type: string, fields: object) => {
      order.push(`log ${type}`);
      return act(type as never, fields as never);
    }) as unknown as Desk['act'],
    desktop: { isThere: true, ask: (what: string) => Promise.resolve(order.push(what) && { outcome: 'saved' }) } as unknown as Desk['desktop'],
  } satisfies Desk;
  fake.put('case:k-1', ['case', { id: 'k-1', customer: 'cu-1' }]);
  const print = async (): Promise<void> => {
    desk.commands.find('page:print')?.run(desk);
    await new Promise((done) => setTimeout(done, 0));
  };
  return { desk, sent: fake.sent, order, print };
}

test('printing a customer is in the log before anything is on paper', async () => {
  const { desk, sent, order, print } = await printing();
  openCase(desk.ui, { case: 'k-1' });
  await print();
  expect(sent).toEqual([{ type: 'customer:read', customer: 'cu-1', purpose: 'print' }]);
  expect(order).toEqual(['log customer:read', 'print']);
});

test('what cannot be written into the log is not printed', async () => {
  const { desk, order, print } = await printing({ reply: () => ({ ok: false, code: 'offline' }) });
  openCase(desk.ui, { case: 'k-1' });
  await print();
  expect(order).toEqual(['log customer:read']);
});

test('a screen without a customer is printed as it is', async () => {
  const { sent, order, print } = await printing();
  await print();
  expect([sent, order]).toEqual([[], ['print']]);
});
