import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { APPEARANCES, openDashboard } from './open-dashboard';

interface Picture {
  readonly file: string;
  readonly look: 'light' | 'dark';
  readonly height: number;
  /** Where the picture is taken, from the first page on. */
  readonly go: (page: Page) => Promise<void>;
}

/** What a page of the explorer has when it is not the first one any more. */
const shows = async (page: Page, text: string): Promise<void> => {
  await page.locator('.bx h2', { hasText: text }).first().waitFor();
};
const tab = (page: Page, title: string): Promise<void> => page.locator('.bx nav a').getByText(title, { exact: true }).click();

async function failedJobs(page: Page): Promise<void> {
  await page.selectOption('.bx select[name="status"]', 'FAILED');
  await page.click('.bx .bx-go');
  await page.waitForSelector('.bx select[name="status"] option[value="FAILED"][selected]', { state: 'attached' });
}

/** The first job that failed more than once has more to show than others. */
async function retriedJob(page: Page): Promise<void> {
  await failedJobs(page);
  await page.selectOption('.bx select[name="category"]', 'SPOT_INTERRUPTION');
  await page.click('.bx .bx-go');
  await page.waitForSelector('.bx select[name="category"] option[selected]', { state: 'attached' });
  await page.locator('.bx tbody a').first().click();
  await shows(page, 'FAILED');
}

async function timeline(page: Page): Promise<void> {
  await tab(page, 'Timeline');
  await shows(page, 'Jobs by job queue');
}

const PICTURES: readonly Picture[] = [
  { file: 'explorer-search.png', look: 'light', height: 760, go: failedJobs },
  { file: 'explorer-job.png', look: 'light', height: 1020, go: retriedJob },
  { file: 'explorer-job-dark-theme.png', look: 'dark', height: 1020, go: retriedJob },
  { file: 'explorer-timeline.png', look: 'dark', height: 680, go: timeline },
];

/** Gives what was wrong on the way. */
export async function takeExplorer(browser: Browser, url: string, id: string, images: string): Promise<string[]> {
  const problems: string[] = [];
  for (const { file, look, height, go } of PICTURES) {
    const appearance = APPEARANCES.find(({ name }) => name === look)!;
    const { page, complaints } = await openDashboard(browser, url, id, appearance);
    await go(page);
    const clip = { x: 0, y: 0, width: appearance.width, height };
    await page.screenshot({ path: join(images, file), clip, fullPage: true });
    await page.context().close();
    process.stdout.write(`${file}\n`);
    problems.push(...complaints.map((text) => `${file}: ${text}`));
  }
  return problems;
}
