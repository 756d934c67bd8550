import { CollectorVariable, RegistryVariable } from '../../src/domain/names/environment';
import { COLLECTOR_METRICS, DEFAULT_DIMENSION_SETS, DEFAULT_METRIC_NAMESPACE, DimensionName, MetricName, UNPLACED_METRICS } from '../../src/domain/names/metrics';
import { FailureCategory, PurchaseOption } from '../../src/domain/names/records';
import { InstanceAttribute, JobAttribute } from '../../src/domain/names/tables';

test.each([
  ['CollectorVariable', CollectorVariable], ['RegistryVariable', RegistryVariable], ['FailureCategory', FailureCategory], ['PurchaseOption', PurchaseOption],
])('%s is named as it is written', (_, names) => {
  expect(Object.keys(names)).toEqual(Object.values(names));
});

test.each<[string, Record<string, string>]>([
  ['MetricName', MetricName], ['DimensionName', DimensionName], ['JobAttribute', JobAttribute], ['InstanceAttribute', InstanceAttribute],
])('%s holds no name twice, and each in pascal case', (_, names) => {
  expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
  expect(Object.values(names).filter(name => !/^([A-Z][a-z]+|MiB)+$/.test(name))).toEqual([]);
});

test('no variable is one that Lambda keeps for itself', () => {
  expect([...Object.values(CollectorVariable), ...Object.values(RegistryVariable)].filter(name => /^(AWS_|LAMBDA_|_)/.test(name))).toEqual([]);
});

test('an attribute of a job is no fact', () => {
  expect(Object.values(JobAttribute).filter(name => /^[uprsg][0-9a-z]+$/.test(name))).toEqual([]);
});

test('what CloudWatch takes as a namespace and as dimensions', () => {
  expect(DEFAULT_METRIC_NAMESPACE).not.toMatch(/^AWS\//);
  expect(DEFAULT_DIMENSION_SETS).toEqual([[], ['JobQueue'], ['ComputeEnvironment']]);
  expect(UNPLACED_METRICS.filter(name => COLLECTOR_METRICS.includes(name))).toEqual([]);
});
