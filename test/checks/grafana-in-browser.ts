/**
 * Uses the Grafana dashboards of a replay as a viewer does, in a browser, and fails on any panel with an error and any link that leads elsewhere:
 * `grafana-in-browser REPLAY_DIR`.
 */
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../lab/pictures/browser';
import { APPEARANCES, openDashboard, widgetStates } from '../../lab/pictures/open-dashboard';
import { startView } from '../../lab/view/start-view';

const JOBS = 'Jobs that stopped (the latest 1,000)';
/** Panels that show what the job in focus ran on. */
const FOCUS = [/^Container CPU/, /^Container memory/, /^Instance CPU/, /^Instance memory/, /^EBS bytes read/, /^Attempts$/];

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly of: string;
}

class Viewer {
  constructor(
    private readonly page: Page,
    private readonly complaints: readonly string[],
  ) {}

  /** What was asked for is drawn, without an error. */
  async settle(): Promise<void> {
    await this.page.waitForSelector('#grid[data-state="ready"]', { timeout: 120_000 });
    const broken = (await widgetStates(this.page)).filter(({ state }) => state === 'error' || state === 'unsupported');
    assert.deepEqual(broken, [], 'panels with an error');
    assert.deepEqual(this.complaints, []);
  }

  parameters(): URLSearchParams {
    return new URLSearchParams(new URL(this.page.url()).hash.slice(1));
  }

  /** The cells of a column of a table. */
  async column(title: string, name: string): Promise<string[]> {
    const table = this.page.locator('.widget', { has: this.page.locator('h3', { hasText: title }) });
    const names = await table.locator('thead th').allInnerTexts();
    return table.locator(`tbody td:nth-child(${names.indexOf(name) + 1})`).allInnerTexts();
  }

  async follow(title: string, text: string): Promise<void> {
    const table = this.page.locator('.widget', { has: this.page.locator('h3', { hasText: title }) });
    await this.change(() => table.locator('td a').getByText(text, { exact: true }).first().click());
  }

  /** Chooses values of a variable, instead of those that are. */
  async choose(label: string, values: readonly string[]): Promise<void> {
    const field = this.page.locator('.variable', { has: this.page.getByText(label, { exact: true }) }).locator('details');
    await field.locator('summary').click();
    for (const value of values) await field.getByLabel(value, { exact: true }).check();
    for (const box of await field.locator('label').all()) {
      if (!values.includes(await box.innerText())) await box.getByRole('checkbox').uncheck();
    }
    await this.change(() => this.page.keyboard.press('Escape'));
  }

  /** What is drawn after an action, and not what was drawn before it. */
  async change(act: () => Promise<unknown>): Promise<void> {
    const before = await this.page.locator('#grid').getAttribute('data-turn');
    await act();
    await this.page.waitForSelector(`#grid[data-state="ready"]:not([data-turn="${before}"])`, { timeout: 120_000 });
    await this.settle();
  }

  async assertFilled(titles: readonly RegExp[]): Promise<void> {
    const states = await widgetStates(this.page);
    for (const title of titles) {
      const found = states.find((state) => title.test(state.title));
      assert.deepEqual([found?.state, found?.isFilled], ['shown', true], `panel ${title}: ${found?.text}`);
    }
  }

  /** Folds or unfolds a row. */
  toggle(row: string): Promise<void> {
    return this.change(() => this.page.locator('.row-toggle').getByText(row, { exact: true }).click());
  }

  titles(): Promise<string[]> {
    return this.page.locator('.widget').evaluateAll((frames) => frames.map((frame) => frame.getAttribute('aria-label') ?? ''));
  }

  link(title: string): Promise<void> {
    return this.change(() => this.page.locator('#links a', { hasText: title }).click());
  }
}

async function open(browser: Browser, url: string, id: string): Promise<Viewer> {
  const { page, complaints } = await openDashboard(browser, url, id, APPEARANCES[0]);
  const viewer = new Viewer(page, complaints);
  await viewer.settle();
  return viewer;
}

/** Distinct values, in the order of the alphabet. */
const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** The ids of cells, whose links have a text of their own. */
const idsIn = (cells: readonly string[]): string[] => cells.map((cell) => cell.split(/\s/)[0]);

async function putJobInFocus(viewer: Viewer): Promise<void> {
  // GIVEN a job that ran on an instance for minutes, the first of the range: AWS's own services publish until the end of the simulated day
  const column = (name: string) => viewer.column(JOBS, name);
  const [ids, instances, minutes, starts] = [
    idsIn(await column('job_id')),
    await column('instance_id'),
    await column('running_minutes'),
    await column('started_at'),
  ];
  const ran = ids.map((id, row) => ({ id, start: starts[row], onInstance: instances[row] !== '', minutes: Number(minutes[row]) }));
  const [{ id }] = ran.filter((job) => job.onInstance && job.minutes >= 3).sort((a, b) => (a.start < b.start ? -1 : 1));
  // WHEN its link is followed
  await viewer.follow(JOBS, id);
  // THEN the panels show that job alone
  assert.deepEqual(viewer.parameters().getAll('var-JobId'), [id]);
  assert.deepEqual(distinct(idsIn(await viewer.column('Attempts', 'job_id'))), [id]);
  await viewer.assertFilled(FOCUS);
}

async function chooseQueues(viewer: Viewer): Promise<void> {
  const queues = distinct(await viewer.column(JOBS, 'job_queue'));
  const two = queues.slice(0, 2);
  await viewer.choose('Job queue', two);
  assert.deepEqual(distinct(await viewer.column(JOBS, 'job_queue')), two);
  await viewer.choose('Job queue', ['All']);
  assert.deepEqual(viewer.parameters().getAll('var-JobQueue'), ['$__all']);
  assert.deepEqual(distinct(await viewer.column(JOBS, 'job_queue')), queues);
}

async function foldRow(viewer: Viewer): Promise<void> {
  const all = await viewer.titles();
  await viewer.toggle('In focus');
  const folded = await viewer.titles();
  assert.equal(folded.includes('In focus') && !folded.includes('Attempts') && folded.includes('In flight'), true, folded.join(', '));
  await viewer.toggle('In focus');
  assert.deepEqual(await viewer.titles(), all);
}

/** The chosen queues and the range go along. */
async function followDashboardLink(viewer: Viewer): Promise<void> {
  const queues = distinct(await viewer.column(JOBS, 'job_queue')).slice(0, 2);
  await viewer.choose('Job queue', queues);
  const before = viewer.parameters();
  await viewer.link('AWS Batch: history');
  const after = viewer.parameters();
  assert.match(after.get('dashboard') ?? '', /-history$/);
  assert.deepEqual([after.get('start'), after.get('end')], [before.get('start'), before.get('end')]);
  assert.deepEqual(after.getAll('var-JobQueue'), queues);
}

async function main(out: string): Promise<void> {
  const view = await startView({ out, port: 0 });
  const browser = await launchBrowser();
  try {
    const { dashboards } = (await (await fetch(`${view.url}api/dashboards`)).json()) as { dashboards: readonly Listed[] };
    const ofGrafana = dashboards.filter((each) => each.of === 'Grafana');
    assert.equal(ofGrafana.length, 5, `dashboards: ${dashboards.map(({ name }) => name).join(', ')}`);
    for (const { id, name } of ofGrafana) {
      const viewer = await open(browser, view.url, id);
      process.stdout.write(`${name}: every panel is drawn\n`);
      if (!id.endsWith('-jobs')) continue;
      for (const step of [putJobInFocus, chooseQueues, foldRow, followDashboardLink]) {
        await step(id === viewer.parameters().get('dashboard') ? viewer : await open(browser, view.url, id));
        process.stdout.write(`${name}: ${step.name}\n`);
      }
    }
  } finally {
    await browser.close();
    await view.close();
  }
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
