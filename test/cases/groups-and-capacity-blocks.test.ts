import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replay } from '../../lab/replay/replay';
import { Summary } from '../../lab/replay/summary';

jest.setTimeout(120_000);

type Line = Record<string, unknown>;

/** Replays a public case through the example app. */
async function replayCase(name: string): Promise<{ summary: Summary; records: Line[]; calls: Line[] }> {
  const file = (ending: string) => join(__dirname, '../fixtures/cases', `${name}.${ending}`);
  const out = mkdtempSync(join(tmpdir(), 'case-'));
  const summary = await replay({ events: file('ndjson'), world: file('world.json'), out });
  const lines = (path: string) =>
    readFileSync(join(out, path), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
  return { summary, records: lines('records.ndjson').filter(({ RecordType }) => RecordType === 'job'), calls: lines('calls.ndjson') };
}

test('GIVEN compute environments with a service role of the user THEN jobs are placed, and group metrics are enabled on their groups alone', async () => {
  const { summary, records, calls } = await replayCase('26-own-service-role-placed');
  expect(records).toEqual([
    expect.objectContaining({
      ComputeEnvironment: 'ComputeEnvironment-CvKLJBQdefogayVQ',
      PurchaseOption: 'ON_DEMAND',
      InstanceType: 'm5.xlarge',
    }),
  ]);
  const enabled = calls.filter(({ action }) => action === 'autoscaling:EnableMetricsCollection').map(({ resource }) => String(resource));
  expect(enabled.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)).sort()).toEqual([
    'AWSBatch-od-asg-640012bd-4e90-3f19-9dd2-c09a23dc923d',
    'ComputeEnvironment-CvKLJBQdefogayVQ-asg-92be90d0-d718-3bba-878c-9f0be8f476e1',
    'custom-metaflow-cpu20220422132353471700000001-asg-59cfd8b7-b102-3b1d-84fe-2c34f232b239',
  ]);
  const launches = Object.entries(summary.eventsMatched).filter(([rule]) => rule.includes('LaunchRule'));
  expect(launches).toEqual([[expect.any(String), 3]]);
});

test('GIVEN a Capacity Block in a managed compute environment THEN its jobs have that purchase option', async () => {
  const { summary, records } = await replayCase('43-capacity-block-managed');
  expect(records).toEqual([expect.objectContaining({ PurchaseOption: 'CAPACITY_BLOCK', InstanceType: 'p5.48xlarge', Gpus: 8 })]);
  expect(summary.errors).toBe(0);
});
