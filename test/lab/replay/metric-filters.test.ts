import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StackTemplate } from '../../../lab/replay/assembly/stack-template';
import { LogGroups } from '../../../lab/replay/logs/log-groups';
import { readDeployment } from '../../../lab/replay/template/deployment';

const TARGET = { account: '123456789012', region: 'eu-west-1', queueEndpoint: 'http://sqs' };
const filterOf = (more: object = {}, transformation: object = {}) => ({
  Type: 'AWS::Logs::MetricFilter',
  Properties: {
    LogGroupName: { Ref: 'Records' },
    FilterPattern: '{ $.RecordType = "queue-blocked" }',
    MetricTransformations: [
      {
        MetricNamespace: 'Batch',
        MetricName: 'Blocked',
        MetricValue: '1',
        Dimensions: [{ Key: 'JobQueue', Value: '$.JobQueue' }],
        ...transformation,
      },
    ],
    ...more,
  },
});
const deploymentOf = (filter: object) =>
  readDeployment(
    [
      {
        stackName: 'Stack',
        templateFile: 'template.json',
        assets: new Map(),
        template: { Resources: { Records: { Type: 'AWS::Logs::LogGroup', Properties: {} }, Filter: filter } },
      } as unknown as StackTemplate,
    ],
    TARGET,
  );

describe('a metric filter', () => {
  let out: string;
  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), 'metric-filters-'));
  });
  afterEach(() => rmSync(out, { recursive: true, force: true }));

  /** The data points that lines become. */
  async function countedIn(filter: object, ...lines: object[]): Promise<object[]> {
    const { logGroups, metricFilters } = deploymentOf(filter);
    const logs = new LogGroups(out, logGroups, undefined, metricFilters);
    for (const line of lines) logs.append({ id: 'Handler', logging: { group: logGroups[0].name } } as never, JSON.stringify(line));
    await logs.close();
    return readFileSync(join(out, 'metrics.ndjson'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }
  const blocked = (more: object = {}) => ({
    RecordType: 'queue-blocked',
    JobQueue: 'render',
    BlockedAt: '2026-03-02T00:00:59.000Z',
    ...more,
  });

  test('counts each line that passes its pattern, by the fields that are dimensions, at its minute', async () => {
    expect(await countedIn(filterOf(), blocked(), { RecordType: 'job', JobQueue: 'render' }, blocked({ JobQueue: 'nightly' }))).toEqual(
      ['render', 'nightly'].map((JobQueue) => ({
        Namespace: 'Batch',
        Name: 'Blocked',
        Dimensions: { JobQueue },
        Timestamp: Date.UTC(2026, 2, 2),
        Values: [1],
        Counts: [1],
        Unit: 'None',
      })),
    );
  });

  test('has no data point of a line without the field of a dimension', async () => {
    expect(await countedIn(filterOf(), blocked({ JobQueue: undefined }))).toEqual([]);
  });

  test('counts no lines of other log groups', async () => {
    expect(await countedIn(filterOf({ LogGroupName: 'elsewhere' }), blocked())).toEqual([]);
  });

  test('of something else than a count is an error, and so is a pattern that replay does not run', () => {
    expect(() => deploymentOf(filterOf({}, { MetricValue: '$.Seconds' }))).toThrow('replay counts, and does not run the value $.Seconds');
    expect(() => deploymentOf(filterOf({ FilterPattern: 'ERROR' }))).toThrow(/Metric filter .*Filter: .*ERROR is not supported/);
  });
});
