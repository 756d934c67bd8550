import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningView, startView } from '../../../lab/view/start-view';

const widget = (properties: object): object => ({ type: 'custom', x: 0, y: 0, width: 8, height: 5, properties });
const dashboard = (properties: object): object => ({
  Type: 'AWS::CloudWatch::Dashboard',
  Properties: {
    DashboardBody: JSON.stringify({
      widgets: [widget({ endpoint: 'arn:aws:lambda:us-east-1:111111111111:function:Explorer', ...properties })],
    }),
  },
});
const TEMPLATE = {
  Resources: {
    Jobs: dashboard({ title: 'Next run', params: { view: 'scheduled-job', expression: 'rate(1 hour)' } }),
    Explorer: dashboard({ title: 'Explorer' }),
  },
};

describe('custom widgets', () => {
  let out: string;
  let view: RunningView;

  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'custom-widgets-'));
    mkdirSync(join(out, 'cloud-assembly'));
    writeFileSync(join(out, 'cloud-assembly', 'Shop.template.json'), JSON.stringify(TEMPLATE));
    writeFileSync(join(out, 'summary.json'), '{}');
    view = await startView({ out, port: 0 });
  });
  afterAll(async () => {
    await view.close();
    rmSync(out, { recursive: true });
  });

  const ask = async (path: string): Promise<Record<string, unknown>> =>
    (await fetch(`${view.url}api/${path}`)).json() as Promise<Record<string, unknown>>;
  const questionOf = async (id: string, place: string): Promise<unknown> =>
    (await ask(`widget?${new URLSearchParams({ dashboard: id, index: '0', start: '0', end: '1000', place })}`)).question;

  test('with parameters show no job: the explorer is the one without', async () => {
    expect((await ask('dashboards')).explorer).toBe('Shop.Explorer');
  });

  test('begin with their own parameters, or else where a viewer went', async () => {
    const place = JSON.stringify({ view: 'job', id: 'a' });
    expect(await questionOf('Shop.Jobs', place)).toMatchObject({ place: '{"view":"scheduled-job","expression":"rate(1 hour)"}' });
    expect(await questionOf('Shop.Explorer', place)).toMatchObject({ place });
  });
});
