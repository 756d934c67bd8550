import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import { APPEARANCES, Appearance, openDashboard } from '../../../lab/pictures/open-dashboard';

/** What the function returned is apart from the page around it, and Playwright's selectors alone find it without this. */
const CUSTOM = "document.querySelector('.widget-body.custom')";

/** Somebody who looks for jobs on the dashboard of the explorer. */
export class Operator {
  static async open(browser: Browser, url: string, look: Appearance['name']): Promise<Operator> {
    const { explorer } = (await (await fetch(`${url}api/dashboards`)).json()) as { explorer?: string };
    assert.ok(explorer, 'no dashboard of an explorer');
    const appearance = APPEARANCES.find(({ name }) => name === look)!;
    const { page, complaints } = await openDashboard(browser, url, explorer, appearance);
    await page.waitForSelector('.bx nav');
    return new Operator(page, complaints);
  }

  private constructor(
    readonly page: Page,
    private readonly complaints: readonly string[],
  ) {}

  /** Nothing was refused, no script failed, and nothing was asked of another server. */
  async leave(): Promise<void> {
    assert.deepEqual(this.complaints, []);
    await this.page.context().close();
  }

  /** Acts, and waits until the function has answered and its answer is shown. */
  async ask(act: () => Promise<unknown>): Promise<void> {
    await this.page.evaluate(`${CUSTOM}.shadowRoot.querySelector('.bx').dataset.isOld = ''`);
    await act();
    await this.page.waitForSelector('.bx:not([data-is-old])');
    await this.assertHarmless();
  }

  /** Fills in the form anew. */
  async search(criteria: Readonly<Record<string, string>>): Promise<void> {
    const fields = this.page.locator('.bx form [name]');
    for (const field of await fields.all()) {
      const value = criteria[(await field.getAttribute('name'))!] ?? '';
      await ((await field.evaluate((element) => element.tagName)) === 'SELECT' ? field.selectOption(value) : field.fill(value));
    }
    await this.ask(() => this.page.click('.bx .bx-go'));
  }

  tab(title: string): Promise<void> {
    return this.ask(() => this.page.locator('.bx nav a').getByText(title, { exact: true }).click());
  }

  follow(link: Locator): Promise<void> {
    return this.ask(() => link.click());
  }

  rows(): Locator {
    return this.page.locator('.bx tbody tr');
  }

  /** The cells of a column of the first table. */
  async column(name: string): Promise<string[]> {
    const table = this.page.locator('.bx table').first();
    const names = await table.locator('th').allInnerTexts();
    assert.ok(names.includes(name), `no column ${name}: ${names.join(', ')}`);
    return table.locator(`tbody td:nth-child(${names.indexOf(name) + 1})`).allInnerTexts();
  }

  /** Of text on the page. */
  color(): Promise<string> {
    return this.page.evaluate(`getComputedStyle(${CUSTOM}.shadowRoot.querySelector('.bx')).color`);
  }

  heading(): Promise<string> {
    return this.page.locator('.bx h2').innerText();
  }

  text(): Promise<string> {
    return this.page.locator('.bx').innerText();
  }

  /** Markup that no page of the explorer has, so it would have come from a text. */
  private async assertHarmless(): Promise<void> {
    const foreign = this.page.locator(
      '.bx :is(script, img, iframe, object, embed, [onerror], [onload], [onclick], [onmouseover], [href^="javascript"])',
    );
    assert.equal(await foreign.count(), 0, 'markup that came from a text');
    assert.equal(await this.page.evaluate('window.wasRun'), undefined, 'a script that came from a text ran');
  }
}
