import { Browser, Page } from 'playwright-core';
import { Fixture, writeFixture } from './fixture';
import { chromiumPath, launchBrowser } from '../../../lab/pictures/browser';
import { APPEARANCES, Appearance, openDashboard, widgetStates } from '../../../lab/pictures/open-dashboard';
import { RunningView, startView } from '../../../lab/view/command';

/** A developer may be without a browser; where the checks run, that would hide that nothing was tested. */
const mayBeSkipped = !chromiumPath() && !process.env.CI;
const inBrowser = mayBeSkipped ? describe.skip : describe;
const [LIGHT, , PHONE] = APPEARANCES;

inBrowser(`the page in a browser${mayBeSkipped ? ' (skipped: there is no Chromium; name its program in CHROMIUM)' : ''}`, () => {
  jest.setTimeout(60_000);
  let fixture: Fixture;
  let view: RunningView;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchBrowser();
    fixture = writeFixture(120);
    view = await startView({ out: fixture.out, port: 0 });
  });
  afterAll(async () => {
    await browser.close();
    await view.close();
    fixture.remove();
  });
  afterEach(async () => page.context().close());

  async function open(id: string, look: Appearance = LIGHT): Promise<void> {
    ({ page, complaints } = await openDashboard(browser, view.url, `Shop.${id}`, look));
  }

  const ready = async () => page.waitForSelector('#grid[data-state="ready"]');

  test.each(APPEARANCES)('draws every kind of widget without a complaint: $name', async (look) => {
    await open('Everything', look);
    const states = await widgetStates(page);
    expect(states).toHaveLength(13);
    expect(states.filter(({ state, isFilled }) => state !== 'shown' || !isFilled)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('shows hostile strings as text: no element, no script, no address but web ones comes of them', async () => {
    await open('Everything');
    expect(await page.locator('td', { hasText: '<img src=x onerror=alert(' }).count()).toBeGreaterThan(0);
    expect(await page.locator('main img, main script, main [onclick], main [onerror], main a[href^="javascript"]').count()).toBe(0);
    expect(await page.locator('.widget.text').innerText()).toContain('<b onclick="boom()">raw</b>');
    expect(complaints).toEqual([]);
  });

  test('without an explorer, the id of a job leads nowhere', async () => {
    await open('Everything');
    const [{ JobId }] = fixture.records;
    const cell = page.locator('td', { hasText: String(JobId) }).first();
    expect(await cell.innerText()).toBe(String(JobId));
    expect(await cell.locator('a, button').count()).toBe(0);
  });

  test('the files of the replay are listed, and the list can be closed', async () => {
    await open('Everything');
    await page.locator('#files').click();
    await page.waitForSelector('#file-list[open] a[href="/files/records.ndjson"]');
    await page.keyboard.press('Escape');
    expect(await page.locator('#file-list[open]').count()).toBe(0);
  });

  test('widgets that cannot be shown carry the reason', async () => {
    await open('Refused');
    expect(await page.locator('.message.error').allInnerTexts()).toContain('Unsupported command "pattern" (line 1, column 12)');
    expect(await page.locator('.message.unsupported').count()).toBe(1);
  });

  test('on a phone widgets stand in one column, and nothing is wider than the screen', async () => {
    await open('Everything', PHONE);
    const lefts = await page
      .locator('.widget')
      .evaluateAll((frames) => frames.map((frame) => Math.round(frame.getBoundingClientRect().left)));
    expect(new Set(lefts).size).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  });

  test('on a laptop widgets stand on a grid of 24 columns', async () => {
    await open('Everything');
    const boxes = await page
      .locator('.widget')
      .evaluateAll((frames) => frames.slice(1, 4).map((frame) => frame.getBoundingClientRect().toJSON() as DOMRectLike));
    expect(new Set(boxes.map(({ top }) => Math.round(top))).size).toBe(1);
    expect(Math.abs(boxes[0].width - boxes[2].width)).toBeLessThan(1);
    expect(boxes[0].left).toBeLessThan(boxes[1].left);
  });

  test('a table sorts by the column that is pressed, first up and then down', async () => {
    await open('Everything');
    const table = page.locator('.widget', { hasText: 'LogLink' });
    const seconds = async () => (await table.locator('tbody td:nth-child(5)').allInnerTexts()).map(Number);
    for (const sign of [1, -1]) {
      await table.locator('th button', { hasText: 'Seconds' }).click();
      const values = await seconds();
      expect(values).toEqual([...values].sort((a, b) => sign * (a - b)));
    }
  });

  test('the range can be chosen, and the address keeps it', async () => {
    await open('Everything');
    await page.locator('#time-picker button', { hasText: '3h' }).click();
    await ready();
    expect(await page.locator('#time-picker [aria-pressed="true"]').innerText()).toBe('3h');
    const parameters = new URLSearchParams(new URL(page.url()).hash.slice(1));
    expect(Number(parameters.get('end')) - Number(parameters.get('start'))).toBe(3 * 3_600_000);
  });

  test('any other range can be entered, from start to end', async () => {
    await open('Everything');
    await page.locator('#time-picker button', { hasText: 'Custom' }).click();
    const [start, end] = [page.locator('#custom-range input').nth(0), page.locator('#custom-range input').nth(1)];
    await start.fill('2026-03-02T12:00');
    await end.fill('2026-03-02T06:00');
    await page.locator('#custom-range [type="submit"]').click();
    expect(await page.locator('#custom-range .problem').innerText()).toBe('The start must be before the end.');
    await end.fill('2026-03-02T18:00');
    await page.locator('#custom-range [type="submit"]').click();
    await ready();
    expect(await page.locator('#range').innerText()).toBe('2 Mar 2026, 12:00 – 2 Mar 2026, 18:00 UTC');
  });

  test('an address of a dashboard that does not exist shows an error and no other dashboard; a later address is followed', async () => {
    await open('Gone');
    expect(await page.locator('#grid').innerText()).toBe(
      'This replay has no dashboard "Shop.Gone". It has: Shop.Everything, Shop.Refused, Shop.Live, Shop.Broken.',
    );
    expect(await page.locator('#dashboards').inputValue()).toBe('');
    await page.evaluate('location.hash = "dashboard=Shop.Live"');
    await page.waitForSelector('.widget');
    await ready();
    expect(await page.locator('#dashboards').inputValue()).toBe('Shop.Live');
    // AND the skip link leaves it as it is
    await page.evaluate('location.hash = "grid"');
    expect(await page.locator('#dashboards').inputValue()).toBe('Shop.Live');
    await page.evaluate('location.hash = "dashboard=Shop.Gone"');
    await page.waitForSelector('.message.error');
    await page.locator('#time-picker button', { hasText: '3h' }).click();
    await page.locator('#refresh').click();
    expect(await page.locator('.widget').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a number may have a line of its past, and a short text leaves no gap', async () => {
    await open('Live');
    expect(await page.locator('.number-item .sparkline polyline').getAttribute('points')).toMatch(/^0,[\d.]+ .* 100,[\d.]+$/);
    const heights = await page.locator('.widget').evaluateAll((frames) => frames.map((frame) => frame.getBoundingClientRect().height));
    expect(heights[0]).toBeLessThan(50);
    expect(heights[1]).toBeCloseTo(4 * 44 + 3 * 8, 0);
    expect(complaints).toEqual([]);
  });

  test('a variable can be chosen, and the address keeps the choice', async () => {
    await open('Live');
    const text = (): Promise<string> => page.locator('.widget').first().innerText();
    expect(await text()).toBe('One line');
    await page.getByLabel('How many').selectOption({ label: 'One more' });
    await page.locator('.widget', { hasText: 'Another line' }).waitFor();
    await ready();
    await page.reload();
    await page.waitForSelector('.widget');
    await ready();
    expect(await text()).toBe('Another line');
    expect(await page.getByLabel('How many').inputValue()).toBe('Another');
    expect(complaints).toEqual([]);
  });

  test('the theme changes, and another dashboard can be selected', async () => {
    await open('Everything');
    await page.locator('#theme').click();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.locator('#dashboards').selectOption('Shop.Broken');
    await page.waitForSelector('.message.error');
    expect(await page.locator('.message.error').innerText()).toBe('The dashboard body has no list of widgets');
    expect(complaints).toEqual([]);
  });
});

interface DOMRectLike {
  readonly top: number;
  readonly left: number;
  readonly width: number;
}
