// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { fakeDesk, show } from '../../testing/fake-desk.tsx';
import { openDialog } from '../../store/ui.ts';
import { DialogHost } from '../dialogs.tsx';

test('an alarm is looked at with a reason, and a suggestion is turned off and on from the same place', async () => {
  let isLooked = false;
  const learning = () => ({
    actions: [{ action: 'travel-card', class: 'sales', owner: 'cards' }, { action: 'home-cover', class: 'sales', owner: 'cards' }],
    models: [{ action: 'travel-card', channel: 'mobile', role: 'champion', model: 'f', steppedAt: 1, seen: 700, alarms: isLooked ? [] : [{ kind: 'lower', at: 5 }] }],
    off: [{ action: 'home-cover', channel: null, because: 'complaints', by: 'sec', at: 3 }],
  });
  const { desk, sent } = await fakeDesk({
    person: { role: 'secondLine' }, answers: { '/v1/learning': learning },
    reply: ({ type }) => {
      isLooked ||= type === 'alarm:look';
      return { ok: true, seq: 1 };
    },
  });
  openDialog(desk.ui, 'learning');
  const page = await show(desk, <DialogHost />);
  await vi.waitFor(async () => {
    await page.settle();
    expect(document.querySelector('[data-alarm]')?.textContent ?? '').toContain('Fewer customers take it than is believed');
  }, { timeout: 10_000 });
  await page.press(/^Looked at/);
  await page.press(/^Looked at/);
  await page.press(/^Turn on/);
  expect(sent).toEqual([
    { type: 'alarm:look', action: 'travel-card', channel: 'mobile', role: 'champion', because: 'expected' },
    { type: 'action:switch', action: 'home-cover', isOff: false, because: 'lookedAt' },
  ]);
  await page.settle();
  expect(document.querySelector('[data-alarm]')).toBeNull();
  await page.press(/^Turn off/);
  await page.press(/^Turn off/);
  expect(sent.at(-1)).toEqual({ type: 'action:switch', action: 'travel-card', isOff: true, because: 'complaints' });
  page.close();
});
