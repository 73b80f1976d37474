import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** What a person sees and does at a desk, in their words. */
export class DeskPage {
  readonly page: Page;
  /** What the page threw, and what its policy refused. */
  readonly wrongs: string[] = [];
  /** Requests to anywhere but the server. */
  readonly outside: string[] = [];

  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    page.on('pageerror', (error) => this.wrongs.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Trusted ?Type/i.test(message.text())) this.wrongs.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith('data:') && !request.url().startsWith(url.replace('http', 'ws'))) this.outside.push(request.url());
    });
  }

  async signIn(name: string): Promise<void> {
    await this.page.goto(this.#url);
    await this.page.getByRole('button', { name: new RegExp(`^${name}|${name}`) }).first().click();
    await expect(this.chip).toHaveAttribute('data-state', 'live');
  }

  get chip(): Locator {
    return this.page.locator('footer [data-state]');
  }

  press(...keys: string[]): Promise<void> {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }
}
