import type { Fixture } from './fixture';
import { writeGrafanaFixture } from './grafana-fixture';
import { Choice } from '../../../lab/grafana/scope';
import { grafanaOf } from '../../../lab/view/grafana/grafana';
import { OutFolder } from '../../../lab/view/out-folder';
import { RunningView, startView } from '../../../lab/view/start-view';
import type { TableContent, TimeChart, WidgetContent } from '../../../lab/view/widgets/widget-content';
import { everyDashboard } from '../../grafana-dashboards/dashboards';
import { DAY_START } from '../aws/insights/job-records';

jest.setTimeout(120_000);

const EVERY = everyDashboard();
const DAY = { from: DAY_START, to: DAY_START + 86_400_000 };
const place = (y: number, x = 0, w = 24) => ({ x, y, w, h: 2 });
const athena = { type: 'grafana-athena-datasource', uid: '${Athena}' };
const sql = (rawSQL: string, format = 1) => [{ refId: 'A', datasource: athena, format, rawSQL }];

/** Panels that no dashboard of the library has. */
const ODD = {
  uid: 'odd',
  title: 'Odd @Stage@',
  schemaVersion: 42,
  time: { from: 'now-24h', to: 'now' },
  links: [{ title: 'Jobs', type: 'link', url: '/d/jobs', keepTime: true }],
  templating: { list: [{ name: 'Status', type: 'custom', query: 'SUCCEEDED,FAILED', multi: true, includeAll: true }] },
  panels: [
    { type: 'row', title: 'Folded', collapsed: true, gridPos: place(2), panels: [{ type: 'text', title: 'Within', gridPos: place(3) }] },
    { type: 'text', title: '', gridPos: place(0), options: { mode: 'markdown', content: 'of $Status' } },
    { type: 'heatmap', title: '', gridPos: place(6) },
    { type: 'table', title: '', gridPos: place(7), targets: sql('select $__timeFilter(at)') },
    { type: 'table', title: '', gridPos: place(8), targets: sql('select nothing from "batch_history".jobs') },
    {
      type: 'table',
      title: '',
      gridPos: place(9),
      targets: [{ refId: 'A', queryMode: 'Logs', expression: 'limit 1', logGroups: [{ name: 'gone' }] }],
    },
    { type: 'barchart', title: '', gridPos: place(10), targets: sql('select 1 as one') },
    {
      type: 'timeseries',
      title: '',
      gridPos: place(11),
      targets: [{ refId: 'A', queryMode: 'Metrics', metricEditorMode: 1, expression: 'SUM(' }],
    },
    {
      type: 'stat',
      title: '',
      gridPos: place(12),
      fieldConfig: { defaults: { unit: 'furlongs' } },
      targets: [{ refId: 'A', queryMode: 'Metrics', metricEditorMode: 0, namespace: 'N', metricName: 'M', statistic: 'Sum' }],
    },
  ],
};

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

let fixture: Fixture;
let out: OutFolder;
beforeAll(async () => {
  fixture = await writeGrafanaFixture([...Object.values(EVERY), ODD]);
  out = new OutFolder(fixture.out);
});
afterAll(() => fixture.remove());

const contentOf = async (uid: string, index: number, choice: Choice = {}): Promise<WidgetContent> =>
  (await grafanaOf(out).panel(grafanaOf(out).find(uid)!, index, { choice, range: DAY }))!;

async function panelOf(uid: string, title: string, choice: Choice = {}): Promise<WidgetContent> {
  const { widgets } = await grafanaOf(out).describe(grafanaOf(out).find(uid)!, choice, DAY);
  return contentOf(uid, widgets.find((widget) => widget.title.startsWith(title))!.index, choice);
}

const cellsOf = (content: WidgetContent, column: string): readonly unknown[] => {
  const { columns, rows } = content as TableContent;
  return rows.map((row) => row[columns.indexOf(column)]);
};

describe.each(Object.entries(EVERY))('the dashboard of %s', (_, { uid, panels }) => {
  test.each<[string, Choice]>([
    ['All', {}],
    ['two job queues', { JobQueue: ['analysis', 'nightly'] }],
  ])('has no panel with an error, with %s', async (__, choice) => {
    const contents = await Promise.all(panels.map((___, index) => contentOf(uid, index, choice)));
    const broken = contents.filter((content) => content.kind === 'message' && content.tone !== 'empty');
    expect(broken).toEqual([]);
  });
});

describe('panels', () => {
  const uid = EVERY.jobs.uid;
  const JOBS = 'Jobs that stopped';

  test('of the history show the jobs of the chosen queues', async () => {
    const queues = new Set(cellsOf(await panelOf(uid, JOBS), 'job_queue'));
    const [one, two] = queues;
    const chosen = new Set(cellsOf(await panelOf(uid, JOBS, { JobQueue: [String(one), String(two)] }), 'job_queue'));
    expect(queues.size).toBeGreaterThan(2);
    expect(chosen).toEqual(new Set([one, two]));
  });

  test('lead to the job in focus, whose attempts alone are shown', async () => {
    const content = (await panelOf(uid, JOBS, { JobQueue: ['analysis'] })) as TableContent;
    const column = content.columns.indexOf('job_id');
    const [[toFocus, toConsole]] = content.links!.find((links) => links.column === column)!.addresses;
    const address = new URL(toFocus.href, 'http://grafana').searchParams;
    const id = String(content.rows[0][column]);
    expect(address.getAll('var-JobQueue')).toEqual(['analysis']);
    expect(address.getAll('var-JobId')).toEqual([id]);
    expect([address.get('from'), address.get('to')]).toEqual([String(DAY.from), String(DAY.to)]);
    expect([toConsole.newTab, toConsole.href]).toEqual([true, expect.stringContaining(`#jobs/detail/${id}`)]);
    expect(new Set(cellsOf(await panelOf(uid, 'Attempts', { JobId: [id] }), 'job_id'))).toEqual(new Set([id]));
  });

  test('of failures have a line for each category', async () => {
    const content = await panelOf(uid, 'Failed jobs by category');
    const failed = fixture.records.filter(({ Status, NodeParentId, ArraySize }) => Status === 'FAILED' && !NodeParentId && !ArraySize);
    expect(content).toMatchObject({ kind: 'areas', legend: 'bottom' });
    expect(new Set((content as TimeChart).series.map(({ label }) => label))).toEqual(
      new Set(failed.map(({ FailureCategory }) => FailureCategory ?? 'UNKNOWN')),
    );
  });

  test('of metrics show what widgets of CloudWatch would, in colours and units of their own', async () => {
    const content = await panelOf(EVERY.history.uid, 'Jobs finished (jobs)');
    const counts = (status: string): number => fixture.records.filter(({ Status }) => Status === status).length;
    expect(content).toMatchObject({
      kind: 'numbers',
      items: [
        { label: 'FAILED', value: counts('FAILED'), unit: 'None', color: '#d62728' },
        { label: 'SUCCEEDED', value: counts('SUCCEEDED') },
        { label: 'Finished', value: fixture.records.length },
      ],
    });
  });
});

describe('what is not understood', () => {
  const odd = async (y: number): Promise<WidgetContent> => {
    const { widgets } = await grafanaOf(out).describe(grafanaOf(out).find('odd')!, {}, DAY);
    return contentOf('odd', widgets.find((widget) => widget.y === y)!.index);
  };

  test.each<[number, string]>([
    [6, 'Panels of type "heatmap" are not supported here'],
    [7, '"$__timeFilter" is no variable of the dashboard, and not supported here'],
    [8, 'nothing'],
    [9, 'There is no log group "gone"'],
    [10, 'A panel of type "barchart" is not supported with SQL in format 1'],
    [11, 'SUM('],
    [12, 'Unit "furlongs" is not supported here'],
  ])('is an error of the panel at %i', async (y, message) => {
    expect(await odd(y)).toEqual({ kind: 'message', tone: 'error', message: expect.stringContaining(message) });
  });
});

describe("the page's server", () => {
  let view: RunningView;
  beforeAll(async () => {
    view = await startView({ out: fixture.out, port: 0 });
  });
  afterAll(() => view.close());

  async function ask(path: string, parameters: readonly [string, string][] = []): Promise<Answer> {
    const response = await fetch(`${view.url}api/${path}?${new URLSearchParams(parameters)}`);
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  test('lists them behind those of CloudWatch, with markers filled in', async () => {
    const { body } = await ask('dashboards');
    expect((body.dashboards as unknown[]).slice(-1 - Object.keys(EVERY).length)).toEqual(
      [...Object.values(EVERY).map(({ uid, title }) => [uid, title]), ['odd', 'Odd Stage']].map(([id, name]) => ({
        id,
        name,
        stackName: 'Grafana',
        of: 'Grafana',
      })),
    );
  });

  test('describes panels with the rows that they belong to, what can be chosen and where links lead', async () => {
    const { body } = await ask('dashboard', [
      ['dashboard', 'odd'],
      ['start', '1000'],
      ['end', '2000'],
      ['var-Status', 'FAILED'],
      ['var-Status', 'LATER'],
    ]);
    expect((body.widgets as unknown[]).slice(0, 3)).toMatchObject([
      { type: 'text', y: 0 },
      { type: 'row', title: 'Folded', collapsed: true, row: 1, index: 1 },
      { type: 'text', title: 'Within', row: 1 },
    ]);
    expect(body.variables).toEqual([
      {
        id: 'Status',
        label: 'Status',
        inputType: 'several',
        includeAll: true,
        options: [{ value: 'LATER' }, { value: 'SUCCEEDED' }, { value: 'FAILED' }],
        value: ['FAILED', 'LATER'],
      },
    ]);
    expect(body.links).toEqual([{ title: 'Jobs', href: '/d/jobs?from=1000&to=2000' }]);
    expect(body.range).toEqual({ start: 1000, end: 2000 });
  });

  test('opens a dashboard with its own range, and everything chosen', async () => {
    const { body } = await ask('dashboard', [['dashboard', 'odd']]);
    const { start, end } = body.range as { start: number; end: number };
    expect(end - start).toBe(86_400_000);
    expect(body.variables).toMatchObject([{ value: ['$__all'] }]);
  });

  test('answers panels with what is chosen', async () => {
    const question: [string, string][] = [
      ['dashboard', 'odd'],
      ['index', '0'],
      ['start', '1000'],
      ['end', '2000'],
    ];
    expect((await ask('widget', [...question, ['var-Status', 'FAILED']])).body).toMatchObject({ kind: 'text', markdown: 'of FAILED' });
    expect((await ask('widget', question)).body).toMatchObject({ markdown: 'of {SUCCEEDED,FAILED}' });
    expect(
      await ask('widget', [
        ['dashboard', 'odd'],
        ['index', '99'],
        ['start', '1000'],
        ['end', '2000'],
      ]),
    ).toMatchObject({ status: 404 });
  });
});
