import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { expectAccessible, test } from '../testing/desk-test.ts';
import { scenes } from '../testing/scenes.ts';

test.use({ bankOf: 'screens' });

/** Dark and high contrast differ in colours alone, whose pairs `styles/tokens.test.ts` computes; the long run looks at them on every screen. */
const themes = process.env['BATON_LONG'] === '1' ? ['light', 'dark', 'contrast'] : ['light'];

test.beforeAll(async ({ bank }) => {
  test.setTimeout(180_000);
  // What it finds beside its own cases is what the bank had before.
  await bank.demo('monday-stalled').catch((error: Error) => {
    if (!error.message.includes('"owner_absent"')) throw error;
  });
});

/** The same screen in every theme: all that a theme changes are the tokens of the page. */
async function expectAccessibleInAll(page: Page): Promise<void> {
  for (const theme of themes) {
    await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
    await test.step(theme, () => expectAccessible(page));
  }
}

for (const scene of scenes)
  test(`${scene.name} has no fault that axe finds`, async ({ desk, bank }) => {
    const { page } = await desk(scene.person);
    await scene.show(page, bank);
    await expectAccessibleInAll(page);
  });

test('the way in has no fault that axe finds', async ({ page, bank }) => {
  await page.goto(bank.url);
  await expect(page.getByRole('button', { name: /Ana Ferreira/ })).toBeVisible();
  await expectAccessibleInAll(page);
});

test('what is chosen by arrow keys in the palette is always in sight', async ({ desk }) => {
  const { page } = await desk('Ana');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('okafor');
  await expect(page.getByRole('menuitem', { name: /O•••/ }).first()).toBeVisible();
  for (const [key, times] of [['ArrowDown', 20], ['ArrowUp', 19]] as const) {
    for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
    const [field, chosen] = [page.getByRole('searchbox'), page.locator('[role=menuitem][data-focused]')];
    await expect(chosen).toBeInViewport({ ratio: 0.99 });
    await expect.poll(async () => ((await chosen.boundingBox())?.y ?? 0) - ((await field.boundingBox())?.y ?? 0)).toBeGreaterThan(30);
  }
});
