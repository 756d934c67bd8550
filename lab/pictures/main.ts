/** Takes the pictures of the documentation: every dashboard of a replay's output, light, dark and on a phone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser';
import { APPEARANCES, Appearance, openDashboard, widgetStates, WidgetState } from './open-dashboard';
import { startView } from '../view/command';

const USAGE =
  'Usage: npm run pictures -- [--out DIR] [--images DIR]\n\n' +
  '  --out DIR      the folder that replay or demo wrote (default out)\n' +
  '  --images DIR   where to write the pictures (default docs/images)\n';

interface ListedDashboard {
  readonly id: string;
  readonly name: string;
}

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
  const { dashboards } = (await (await fetch(`${url}api/dashboards`)).json()) as { dashboards: readonly ListedDashboard[] };
  const problems: string[] = dashboards.length === 0 ? ['There is no dashboard to take a picture of'] : [];
  for (const dashboard of dashboards) {
    for (const look of APPEARANCES) problems.push(...(await takeOne(browser, url, dashboard, look, images)));
  }
  return problems;
}

async function takeOne(
  browser: Browser,
  url: string,
  { id, name }: ListedDashboard,
  look: Appearance,
  images: string,
): Promise<readonly string[]> {
  const { page, complaints } = await openDashboard(browser, url, id, look);
  const file = join(images, `${name}-${look.name}.png`);
  await page.screenshot({ path: file, fullPage: true });
  // What fits on a page of text beside it, for the README.
  if (look.name === 'light') {
    await page.screenshot({
      path: join(images, `${name}-overview.png`),
      clip: { x: 0, y: 0, width: look.width, height: 1480 },
      fullPage: true,
    });
  }
  const states = await widgetStates(page);
  if ((await page.content()).includes('CANARY-')) complaints.push('shows what a job carried in its environment, command or parameters');
  if (states.length === 0) complaints.push(`is empty: ${await page.locator('#grid').innerText()}`);
  await page.context().close();
  process.stdout.write(`${file}: ${states.length} widgets\n`);
  const prefix = `${name} (${look.name})`;
  return [
    ...complaints.map((text) => `${prefix}: ${text}`),
    ...states.flatMap((state) => problemOf(state).map((text) => `${prefix}: ${text}`)),
  ];
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
