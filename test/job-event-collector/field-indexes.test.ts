import { Stack } from 'aws-cdk-lib';
import { BatchInsights, JobEventCollector } from '../../src';
import { INDEXED_FIELDS } from '../../src/domain/names/indexed-fields';
import { JOB_FIELDS } from '../../src/domain/names/job-record-fields';
import { synthesize } from '../event-intake/synthesis';

/** As CloudWatch Logs documents them. */
const MAX_INDEXED_FIELDS = 20;
const MAX_NAME_LENGTH = 100;

const policiesOf = (build: (stack: Stack) => void): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(synthesize(build).template.findResources('AWS::Logs::LogGroup'))
      .filter(([, { Properties }]) => 'FieldIndexPolicies' in Properties)
      .map(([id, { Properties }]) => [id, Properties.FieldIndexPolicies]),
  );

const EXPECTED = [
  'JobName',
  'JobId',
  'JobQueue',
  'JobDefinition',
  'Status',
  'InstanceId',
  'RecordType',
  'FailureCategory',
  'ComputeEnvironment',
  'ArrayParentId',
];

describe('field indexes', () => {
  test('are on the fields that people compare with one value', () => {
    expect(INDEXED_FIELDS).toEqual(EXPECTED);
  });

  test('are what CloudWatch Logs takes: few fields with short names, each a text', () => {
    expect(INDEXED_FIELDS.length).toBeLessThanOrEqual(MAX_INDEXED_FIELDS);
    for (const name of INDEXED_FIELDS) {
      expect(name.length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
      expect(JOB_FIELDS[name as keyof typeof JOB_FIELDS].type).toBe('string');
    }
  });

  test.each<[string, (stack: Stack) => void]>([
    ['a collector', (stack) => new JobEventCollector(stack, 'Collector')],
    ['a collector with the prop', (stack) => new JobEventCollector(stack, 'Collector', { fieldIndexesEnabled: true })],
    ['batch insights, on no other log group', (stack) => new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true })],
  ])('are on the log group of %s', (_, build) => {
    const policies = policiesOf(build);
    expect(Object.values(policies)).toEqual([[{ Fields: EXPECTED }]]);
    expect(Object.keys(policies)[0]).toMatch(/Collector/);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['a collector', (stack) => new JobEventCollector(stack, 'Collector', { fieldIndexesEnabled: false })],
    ['batch insights', (stack) => new BatchInsights(stack, 'Insights', { fieldIndexesEnabled: false })],
  ])('can be left out of %s', (_, build) => {
    expect(policiesOf(build)).toEqual({});
  });
});
