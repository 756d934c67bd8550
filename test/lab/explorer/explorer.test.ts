import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnElement, Duration, Stack } from 'aws-cdk-lib';
import { Dashboard, LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Browser, Page } from 'playwright-core';
import { reportCommand } from '../../../lab/explorer/report-command';
import { chromiumPath, launchBrowser } from '../../../lab/pictures/browser';
import { APPEARANCES, Appearance, openDashboard } from '../../../lab/pictures/open-dashboard';
import { RunningView, startView } from '../../../lab/view/command';
import { JobEventCollector, JobExplorer } from '../../../src';
import { encodeFact } from '../../../src/domain/job/facts';
import { at, JOB_ID, record } from '../../domain/explorer/frames';

const HOSTILE_NAME = '<img src=x onerror=alert(1)>';
const IN_FLIGHT = JOB_ID.replace('0123', '9999');

/** What a replay would have written: three jobs that ended, and one that runs. */
function writeOut(): string {
  const out = mkdtempSync(join(tmpdir(), 'explorer-'));
  const app = new App({ outdir: join(out, 'cloud-assembly') });
  const stack = new Stack(app, 'Farm');
  const collector = new JobEventCollector(stack, 'Collector');
  new JobExplorer(stack, 'Explorer', { collector });
  const logGroupNames = [collector.logGroup.logGroupName];
  new Dashboard(stack, 'Other', {
    defaultInterval: Duration.days(1),
    widgets: [[new LogQueryWidget({ logGroupNames, queryLines: ['fields JobId, JobName'], title: 'Jobs' })]],
  });
  app.synth();
  const records = [
    record(),
    record({ JobId: `${JOB_ID}:0`, JobName: HOSTILE_NAME, Status: 'FAILED', FailureCategory: 'OUT_OF_MEMORY', StatusReason: HOSTILE_NAME }),
    record({ JobId: `${JOB_ID}:1`, JobName: 'transcode' }),
  ];
  const lines = records.map((one) => JSON.stringify({ timestamp: Date.parse(at(27)), message: JSON.stringify(one) }));
  mkdirSync(join(out, 'logs'));
  mkdirSync(join(out, 'tables'));
  writeFileSync(join(out, 'logs', `${stack.getLogicalId(collector.logGroup.node.defaultChild as CfnElement)}.ndjson`), lines.join('\n'));
  const [name, value] = encodeFact({ state: 'RUNNING', atMillis: Date.parse(at(5)), attempt: 1, token: 'token' });
  writeFileSync(
    join(out, 'tables', 'Farm.CollectorTable.ndjson'),
    JSON.stringify({ JobId: IN_FLIGHT, [name]: value, Vcpus: 4, Flag: true }),
  );
  writeFileSync(join(out, 'records.ndjson'), records.map((one) => JSON.stringify(one)).join('\n'));
  writeFileSync(join(out, 'summary.json'), '{}');
  return out;
}

let out: string;
beforeAll(() => {
  out = writeOut();
});
afterAll(() => rmSync(out, { recursive: true }));

describe('a report', () => {
  test('is a file with the page of a job', async () => {
    const file = join(out, 'report.html');
    expect(await reportCommand(['--out', out, '--job', JOB_ID, file])).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('<title>succeeded 20 min 00 s');
  });

  test('without what it is about is a mistake', async () => {
    expect(await reportCommand(['--out', out])).toBe(2);
  });
});

const mayBeSkipped = !chromiumPath() && !process.env.CI;
(mayBeSkipped ? describe.skip : describe)('the explorer on its dashboard', () => {
  jest.setTimeout(20_000);
  const [LIGHT, , PHONE] = APPEARANCES;
  let view: RunningView;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchBrowser();
    view = await startView({ out, port: 0 });
  });
  afterAll(async () => {
    await browser.close();
    await view.close();
  });
  afterEach(async () => page.context().close());

  async function open(look: Appearance = LIGHT): Promise<void> {
    ({ page, complaints } = await openDashboard(browser, view.url, (await listed()).explorer, look));
  }
  const listed = async () =>
    (await (await fetch(`${view.url}api/dashboards`)).json()) as { explorer: string; dashboards: { id: string }[] };
  const search = async (name: string, text: string): Promise<void> => {
    await page.fill(`.bx input[name="${name}"]`, text);
    await page.click('.bx .bx-go');
  };

  test.each(APPEARANCES)('lists jobs without a complaint, and hostile names as text: $name', async (look) => {
    await open(look);
    expect(await page.locator('.bx tbody tr').count()).toBe(3);
    expect(await page.locator('.bx tbody').innerText()).toContain(HOSTILE_NAME);
    expect(await page.locator('.bx img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('finds a job by a part of its name, and shows it when it is clicked', async () => {
    await open();
    await search('job', 'TRANS');
    await page.click('.bx tbody tr:only-child a');
    await page.waitForSelector('.bx h2:has-text("transcode")');
    expect(await page.locator('.bx svg rect').count()).toBeGreaterThan(2);
  });

  test('finds a job in flight by its id', async () => {
    await open();
    await search('job', IN_FLIGHT);
    await page.waitForSelector('.bx h2:has-text("RUNNING")');
    expect(complaints).toEqual([]);
  });

  test('says so where nothing is found', async () => {
    await open();
    await search('queue', '" | limit 1');
    await page.waitForSelector('.bx .note:has-text("No job that finished")');
  });

  test('follows the theme of the dashboard from where it is, and stays within a phone', async () => {
    await open(PHONE);
    await search('job', 'TRANS');
    await page.waitForSelector('.bx tbody tr:only-child');
    const color = "getComputedStyle(document.querySelector('.widget-body.custom').shadowRoot.querySelector('.bx')).color";
    const before = await page.evaluate(color);
    await page.click('#theme');
    await page.waitForSelector('html[data-theme="dark"] .grid[data-state="ready"] .bx');
    expect(await page.evaluate(color)).not.toBe(before);
    expect(await page.locator('.bx tbody tr').count()).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  test('a click leaves an address to which the browser returns', async () => {
    await open();
    await search('job', 'TRANS');
    await page.click('.bx tbody tr:only-child a');
    await page.waitForSelector('.bx h2:has-text("transcode")');
    await page.goBack();
    await page.waitForSelector('.bx tbody tr:only-child');
    await page.reload();
    await page.waitForSelector('.bx tbody tr:only-child');
    expect(await page.inputValue('.bx input[name="job"]')).toBe('TRANS');
    await page.goBack();
    await page.waitForSelector('.bx tbody tr:nth-child(3)');
    expect(complaints).toEqual([]);
  });

  test('shows the job of an id in the table of another dashboard', async () => {
    const { explorer, dashboards } = await listed();
    const other = dashboards.find(({ id }) => id !== explorer)!.id;
    ({ page, complaints } = await openDashboard(browser, view.url, other, LIGHT));
    await page.click(`td a:has-text("${JOB_ID}:1")`);
    await page.waitForSelector('.bx h2:has-text("transcode")');
    expect(await page.inputValue('#dashboards')).toBe(explorer);
    expect(complaints).toEqual([]);
  });
});
