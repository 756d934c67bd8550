import { Stack } from 'aws-cdk-lib';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { InstanceMetric } from '../../src/domain/names/metrics';
import { InstanceRegistry } from '../../src/instance-registry';
import { LevelOfDetail, MetricDimension, MetricDimensions } from '../../src/level-of-detail';

const stack = new Stack();
const registry = new InstanceRegistry(stack, 'Instances');
const setsOf = ({ dimensionSets }: { dimensionSets: MetricDimensions[] }) => dimensionSets.map(({ dimensionNames }) => dimensionNames);

type MetricMethod = (options?: MetricOptions) => Metric;
const methodOf = (name: string): MetricMethod => (registry as unknown as Record<string, MetricMethod>)[`metric${name}`].bind(registry);

describe('the metrics of instances', () => {
  test.each(Object.values(InstanceMetric))('%s has a method, which finds it with what suits it', (name) => {
    const unit = { InstanceLifetimeSeconds: 'Seconds', RegisteredMemoryMiB: 'None' }[String(name)] ?? 'Count';
    const statistic = name === InstanceMetric.INSTANCE_LIFETIME_SECONDS ? 'Average' : 'Sum';
    expect(methodOf(name)()).toMatchObject({ namespace: 'BatchInsights', metricName: name, dimensions: undefined, statistic, unit });
    expect(registry.metric(name).metricName).toBe(name);
  });

  test('obey options', () => {
    expect(registry.metricInstanceLifetimeSeconds({ statistic: 'p50', dimensionsMap: { ComputeEnvironment: 'spot' } })).toMatchObject({
      statistic: 'p50',
      dimensions: { ComputeEnvironment: 'spot' },
    });
  });

  test.each<[string, () => unknown, string]>([
    [
      'a name that is none',
      () => registry.metric('InstancesLost'),
      'Instances: metricName is "InstancesLost", but it must be a metric of instances. Those are InstancesRegistered, InstancesDeregistered, ',
    ],
    [
      'dimensions that nothing is published with',
      () => registry.metricInstancesReclaimed({ dimensionsMap: { InstanceType: 'c7g.large' } }),
      'dimensionsMap of InstancesReclaimed is ["InstanceType"], but it must be one of the sets that InstancesReclaimed is published with: ' +
        '[] (the total), ["ComputeEnvironment"]. Name the dimensions of such a set, or choose another levelOfDetail.',
    ],
  ])('refuse %s', (_, metricOf, message) => {
    expect(metricOf).toThrow(message);
  });
});

describe('the level of detail', () => {
  test.each([
    [LevelOfDetail.TOTALS, [[]]],
    [LevelOfDetail.STANDARD, [[], ['ComputeEnvironment']]],
    [LevelOfDetail.FULL, [[], ['ComputeEnvironment'], ['InstanceType'], ['AvailabilityZone'], ['PurchaseOption']]],
  ])('$name gives what instances have of it', (levelOfDetail, sets) => {
    expect(setsOf(new InstanceRegistry(stack, levelOfDetail.name, { levelOfDetail }))).toEqual(sets);
  });
});

describe('an imported registry', () => {
  const table = Table.fromTableName(stack, 'Table', 'instances');
  const logGroup = LogGroup.fromLogGroupName(stack, 'Log', 'instances');

  test('has the defaults of a new one', () => {
    const imported = InstanceRegistry.fromInstanceRegistryAttributes(stack, 'Imported', { table, logGroup });
    expect(imported).toMatchObject({ metricNamespace: 'BatchInsights', logGroup });
    expect(setsOf(imported)).toEqual([[], ['ComputeEnvironment']]);
  });

  test('is as told', () => {
    const dimensionSets = [MetricDimensions.of(MetricDimension.INSTANCE_TYPE)];
    const imported = InstanceRegistry.fromInstanceRegistryAttributes(stack, 'Told', {
      table,
      logGroup,
      metricNamespace: 'Farm',
      dimensionSets,
    });
    expect(imported).toMatchObject({ logGroup, metricNamespace: 'Farm', dimensionSets });
  });
});
