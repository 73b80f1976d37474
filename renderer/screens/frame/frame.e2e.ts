import { expect } from '@playwright/test';
import { expectAccessible, test } from '../../testing/desk-test.ts';

test('a new user chooses a person of the demo bank and stands at their desk', async ({ page, bank }) => {
  await page.goto(bank.url);
  await expect(page.getByRole('button', { name: /Ana Ferreira/ })).toBeVisible();
  const where = await page.getByRole('listitem').allTextContents();
  expect(where.filter((text) => text.includes('Call centre'))).not.toEqual([]);
  expect(where.filter((text) => /Call centre.*Call centre|Back office.*Back office/.test(text))).toEqual([]);
  await expectAccessible(page);
  await page.getByRole('button', { name: /Ana Ferreira/ }).click();
  await expect(page.getByRole('navigation')).toContainText('Desk');
  // A reload keeps the session of the window.
  await page.reload();
  await expect(page.getByRole('navigation')).toContainText('Desk');
});

for (const theme of ['light', 'dark', 'contrast'] as const)
  test(`the desk has no fault that axe finds in ${theme}`, async ({ desk }) => {
    const { page } = await desk('Ana', { theme });
    await expectAccessible(page);
  });

test('every key is in the help, and Escape closes what it opened', async ({ desk }) => {
  const { page, press } = await desk('Ana');
  void press;
  await page.keyboard.press('?');
  const help = page.getByRole('dialog');
  await expect(help).toContainText('Ctrl K');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('dark');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('text in the pseudo-locale is all from the locale files, from right to left', async ({ desk }) => {
  const { page } = await desk('Ana', { language: 'pseudo' });
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('navigation')).toContainText('Désk·');
});

test('the page loads only what its policy allows, and text never becomes HTML', async ({ page, bank }) => {
  const answer = await page.goto(bank.url);
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain('unsafe');
  await expect(page.evaluate(() => { document.body.innerHTML = '<p>x</p>'; })).rejects.toThrow(/Trusted/);
});
