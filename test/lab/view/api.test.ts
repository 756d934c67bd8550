import { request } from 'node:http';
import { Fixture, writeFixture } from './fixture';
import { RunningView, isPortFree, startView } from '../../../lab/view/command';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

describe("the page's server", () => {
  let fixture: Fixture;
  let view: RunningView;
  let range: { start: number; end: number };

  beforeAll(async () => {
    fixture = writeFixture(120);
    view = await startView({ out: fixture.out, port: 0 });
    range = (await ask('/api/dashboard', { dashboard: 'Shop.Everything' })).body.range as typeof range;
  });
  afterAll(async () => {
    await view.close();
    fixture.remove();
  });

  async function ask(path: string, parameters: Record<string, string | number> = {}): Promise<Answer> {
    const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)] as [string, string]));
    const response = await fetch(`${view.url.slice(0, -1)}${path}?${query}`);
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  }

  const widget = async (dashboard: string, index: number) => (await ask('/api/widget', { dashboard, index, ...range })).body;
  const described = async (dashboard: string) => (await ask('/api/dashboard', { dashboard })).body;

  async function widgetTitled(title: string): Promise<Answer['body']> {
    const { widgets } = (await described('Shop.Everything')) as { widgets: ReadonlyArray<{ index: number; title: string }> };
    return widget('Shop.Everything', widgets.find((candidate) => candidate.title === title)!.index);
  }

  test('listens on this machine only', () => expect(view.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/));

  test('lists the dashboards of the templates', async () => {
    const { body } = await ask('/api/dashboards');
    expect(body.dashboards).toEqual(
      ['Everything', 'Refused', 'Live', 'Broken'].map((name) => ({ id: `Shop.${name}`, name, stackName: 'Shop', of: 'CloudWatch' })),
    );
  });

  test('describes the variables of a dashboard, and applies the values that are chosen', async () => {
    expect((await described('Shop.Live')).variables).toEqual([
      {
        id: 'Number',
        label: 'How many',
        inputType: 'select',
        options: [{ value: 'One' }, { value: 'Another', label: 'One more' }],
        value: 'One',
      },
    ]);
    expect(await widget('Shop.Live', 0)).toMatchObject({ markdown: 'One line' });
    const { body } = await ask('/api/widget', { dashboard: 'Shop.Live', index: 0, ...range, 'variable.Number': 'No' });
    expect(body).toMatchObject({ markdown: 'No line' });
  });

  test('opens a dashboard over its own range, ending with the newest data', () => {
    const newest = Math.max(...fixture.records.map(({ StoppedAt }) => Date.parse(String(StoppedAt))));
    expect(range.end).toBeGreaterThan(newest);
    expect(range.end - newest).toBeLessThanOrEqual(300_000);
    expect(range.end - range.start).toBe(86_400_000);
  });

  test('counts of a log query and of metrics are those of the records', async () => {
    // GIVEN the records of the range
    const within = fixture.records.filter(({ StoppedAt }) => Date.parse(String(StoppedAt)) >= range.start);
    const counts = ['SUCCEEDED', 'FAILED'].map((status) => within.filter(({ Status }) => Status === status).length);
    // WHEN
    const [logs, metrics] = [await widgetTitled('Succeeded and failed jobs'), await widgetTitled('Jobs finished (jobs)')];
    // THEN
    expect(logs.slices).toEqual(
      expect.arrayContaining([
        { label: 'SUCCEEDED', value: counts[0] },
        { label: 'FAILED', value: counts[1] },
      ]),
    );
    expect(metrics.items).toMatchObject([
      { label: 'Succeeded', value: counts[0] },
      { label: 'Failed', value: counts[1] },
    ]);
  });

  test('an alarm is evaluated by its threshold over the last whole periods; one of another stack is not known', async () => {
    const { alarms } = await widgetTitled('Alarms');
    expect(alarms).toMatchObject([
      { name: 'TooManyFailures', reason: expect.stringMatching(/of 3 data points beyond 1/) },
      { name: 'elsewhere', state: 'INSUFFICIENT_DATA' },
    ]);
  });

  test.each([
    [0, 'error', 'Unsupported command "pattern" (line 1, column 12)'],
    [1, 'error', 'There is no log group "/elsewhere" in the replay\'s output; there are: InstanceRecords, JobRecords'],
    [2, 'error', 'Unsupported metric math function "ANOMALY_DETECTION_BAND"'],
    [3, 'unsupported', 'Widgets of type "explorer" are not shown here.'],
  ])('a widget that cannot be shown gives the reason (%s)', async (index, tone, message) => {
    expect(await widget('Shop.Refused', index)).toEqual({ kind: 'message', tone, message });
  });

  test("metrics of AWS's own services come with the replay's, searched and combined as these are", async () => {
    expect(await widget('Shop.Live', 2)).toMatchObject({ kind: 'gauge', min: 0, max: 100, items: [{ label: 'CPU', value: 50 }] });
    expect(await widget('Shop.Live', 3)).toMatchObject({ kind: 'pie', slices: [{ label: 'a', value: 3 }] });
    expect(await widget('Shop.Live', 5)).toEqual({
      kind: 'message',
      tone: 'empty',
      message: 'ECS/ContainerInsights metrics come from AWS itself; this replay has none of these.',
    });
    expect((await ask('/api/files')).body).toContain('service-metrics.ndjson');
  });

  test('a query reads all log groups that it names', async () => {
    expect(await widget('Shop.Live', 4)).toMatchObject({
      columns: ['@log', 'Records'],
      rows: [
        ['InsightsLogGroup', expect.any(Number)],
        ['InstanceRecords', 7],
      ],
    });
  });

  test('a range without data is a message, no empty chart', async () => {
    const { body } = await ask('/api/widget', { dashboard: 'Shop.Everything', index: 1, start: 0, end: 1000 });
    expect(body).toEqual({ kind: 'message', tone: 'empty', message: 'No data in this time range.' });
  });

  test('a dashboard whose body is broken is reported', async () => {
    expect(await described('Shop.Broken')).toMatchObject({ problem: 'The dashboard body has no list of widgets', widgets: [] });
  });

  test.each([
    ['/api/dashboard', {}, 400, 'The parameter "dashboard" is missing'],
    ['/api/dashboard', { dashboard: 'none' }, 404, 'There is no dashboard "none"'],
    ['/api/widget', { dashboard: 'Shop.Refused', index: 9, start: 0, end: 1 }, 404, 'Dashboard "Shop.Refused" has no widget 9'],
    [
      '/api/widget',
      { dashboard: 'Shop.Refused', index: 0, start: 5, end: 1 },
      400,
      'start and end are milliseconds since 1970, start before end',
    ],
    ['/files/../../../etc/passwd', {}, 404, 'There is nothing at /etc/passwd'],
    ['/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd', {}, 404, 'There is nothing at /files/%2e%2e%2f%2e%2e%2fetc%2fpasswd'],
    ['/files/cloud-assembly%2FShop.template.json', {}, 404, 'There is nothing at /files/cloud-assembly%2FShop.template.json'],
    ['/constructor', {}, 404, 'There is nothing at /constructor'],
    ['/%zz', {}, 400, 'The address is malformed'],
  ])('%s %j is refused', async (path, parameters, status, error) => {
    expect(await ask(path, parameters as Record<string, string | number>)).toMatchObject({ status, body: { error } });
  });

  test('files are downloads, never pages', async () => {
    const response = await fetch(`${view.url}files/${encodeURIComponent('logs/JobRecords.ndjson')}`);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="logs-JobRecords.ndjson"');
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await response.text()).toContain('onerror=alert');
  });

  test('another name for this machine, and anything but reading, is refused', async () => {
    const statusOf = async (options: object) =>
      new Promise((resolve) => {
        request(`${view.url}api/dashboards`, options, (response) => resolve(response.statusCode)).end();
      });
    expect(await statusOf({ headers: { host: 'evil.example' } })).toBe(403);
    expect(await statusOf({ method: 'POST' })).toBe(405);
  });

  test('a port that is taken is reported before the work', async () => {
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const start = async (port: string): Promise<readonly [boolean, string]> => {
      stderr.mockClear();
      return [await isPortFree(port), stderr.mock.calls.join('')];
    };
    const taken = await start(new URL(view.url).port);
    const invalid = await start('many');
    const free = await start('0');
    stderr.mockRestore();
    expect(taken).toEqual([false, expect.stringContaining('choose another with --port')]);
    expect(invalid).toEqual([false, expect.stringContaining('--port takes a number from 0 to 65535, found "many"')]);
    expect(free).toEqual([true, '']);
  });

  test('a folder that is not there is a clear error', async () => {
    await expect(startView({ out: '/nowhere/at/all', port: 0 })).rejects.toThrow('There is no folder "/nowhere/at/all"');
    await expect(startView({ out: __dirname, port: 0 })).rejects.toThrow('holds no summary.json: it is not what a replay wrote');
  });
});
