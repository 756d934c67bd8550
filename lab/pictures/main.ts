/** Takes the pictures of the documentation: every dashboard of a replay's output, light, dark and on a phone, one for Grafana, and pages of the explorer. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { takeExplorer } from './explorer-pictures';
import { APPEARANCES, Appearance, openDashboard, widgetStates, WidgetState } from './open-dashboard';
import { startView } from '../view/command';

const USAGE =
  'Usage: npm run pictures -- [--out DIR] [--images DIR]\n\n' +
  '  --out DIR      the folder that replay or demo wrote (default out)\n' +
  '  --images DIR   where to write the pictures (default docs/images)\n';

interface ListedDashboard {
  readonly id: string;
  readonly name: string;
  readonly of: 'CloudWatch' | 'Grafana';
}

interface Listed {
  readonly dashboards: readonly ListedDashboard[];
  readonly explorer?: string;
}

/** As tall as what fits on a page of text beside it; of Grafana, down to the charts of what is in focus. */
const OVERVIEW_HEIGHT = { CloudWatch: 1480, Grafana: 2200 };
/** Of the dashboards for Grafana, the one that has a picture. */
const PICTURED = /-jobs$/;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { out: { type: 'string', default: 'out' }, images: { type: 'string', default: 'docs/images' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const view = await startView({ out: values.out, port: 0 });
  const browser = await launchBrowser();
  try {
    const problems = await takeAll(browser, view.url, values.images);
    problems.forEach((problem) => process.stderr.write(`${problem}\n`));
    return problems.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await view.close();
  }
}

async function takeAll(browser: Browser, url: string, images: string): Promise<readonly string[]> {
  mkdirSync(images, { recursive: true });
  const { dashboards, explorer } = (await (await fetch(`${url}api/dashboards`)).json()) as Listed;
  const problems: string[] = dashboards.length === 0 ? ['There is no dashboard to take a picture of'] : [];
  for (const dashboard of dashboards.filter(({ id }) => id !== explorer)) {
    const looks = dashboard.of === 'Grafana' ? APPEARANCES.slice(0, 1) : APPEARANCES;
    for (const look of looks) problems.push(...(await takeOne(browser, url, dashboard, look, images)));
  }
  if (explorer !== undefined) problems.push(...(await takeExplorer(browser, url, explorer, images)));
  return problems;
}

async function takeOne(
  browser: Browser,
  url: string,
  dashboard: ListedDashboard,
  look: Appearance,
  images: string,
): Promise<readonly string[]> {
  const { id, name } = dashboard;
  const { page, complaints } = await openDashboard(browser, url, id, look);
  await takePictures(page, dashboard, look, images);
  const states = await widgetStates(page);
  if ((await page.content()).includes('CANARY-')) complaints.push('shows what a job carried in its environment, command or parameters');
  if (states.length === 0) complaints.push(`is empty: ${await page.locator('#grid').innerText()}`);
  await page.context().close();
  const prefix = `${name} (${look.name})`;
  process.stdout.write(`${prefix}: ${states.length} widgets\n`);
  return [
    ...complaints.map((text) => `${prefix}: ${text}`),
    ...states.flatMap((state) => problemOf(state).map((text) => `${prefix}: ${text}`)),
  ];
}

async function takePictures(page: Page, { id, name, of }: ListedDashboard, look: Appearance, images: string): Promise<void> {
  const clip = { x: 0, y: 0, width: look.width, height: OVERVIEW_HEIGHT[of] };
  const overview = (file: string) => page.screenshot({ path: join(images, file), clip, fullPage: true });
  if (of === 'Grafana') {
    if (PICTURED.test(id)) await overview('grafana-jobs.png');
    return;
  }
  await page.screenshot({ path: join(images, `${name}-${look.name}.png`), fullPage: true });
  // For the README.
  if (look.name === 'light') await overview(`${name}-overview.png`);
}

/** Metrics that AWS itself keeps are in no replay; any other empty widget is a fault. */
function problemOf({ title, state, text, isFilled }: WidgetState): readonly string[] {
  if (state === 'empty' && text.includes('come from AWS itself')) return [];
  if (state !== 'shown') return [`widget "${title}" is ${state}: ${text}`];
  return isFilled ? [] : [`widget "${title}" shows nothing`];
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  },
);
