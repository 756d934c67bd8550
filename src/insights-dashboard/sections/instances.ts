import { InstanceMetric } from '../../domain/names/metrics';
import { INSTANCE_LINES, MAX_TIMES, maxBarGroups, minutes, periodOf } from '../record-query';
import { EitherChart, LogChart, MetricChart, SectionDescription } from '../section-description';
import { Statistic, TotalSeries } from '../series-description';
import { FAILURE_COLOR, WARNING_COLOR } from './colors';
import { AVAILABILITY_ZONE, COMPUTE_ENVIRONMENT, Group, INSTANCE_TYPE, PURCHASE_OPTION } from './groups';

const total = (label: string, metric: InstanceMetric, more: Partial<TotalSeries> = {}): TotalSeries => ({
  of: 'total',
  from: 'instances',
  label,
  metrics: [metric],
  statistic: 'Sum',
  ...more,
});
const REGISTERED = total('Registered', InstanceMetric.INSTANCES_REGISTERED);
const DEREGISTERED = total('Deregistered', InstanceMetric.INSTANCES_DEREGISTERED);
const SPOT = [
  total('Rebalance recommendations', InstanceMetric.REBALANCE_RECOMMENDATIONS),
  total('Interruption warnings', InstanceMetric.INTERRUPTION_WARNINGS, { color: WARNING_COLOR }),
  total('Reclaimed', InstanceMetric.INSTANCES_RECLAIMED, { color: FAILURE_COLOR }),
];
const lifetime = (label: string, statistic: Statistic): TotalSeries =>
  total(label, InstanceMetric.INSTANCE_LIFETIME_SECONDS, { statistic, dividedBy: 3600 });

type Texts = Pick<MetricChart, 'title' | 'unit' | 'scope'>;

const overTime = (texts: Texts, series: MetricChart['series'], width: number): MetricChart => ({
  source: 'metrics',
  view: 'line',
  ...texts,
  width,
  height: 5,
  series,
});

const changes = ({ name, dimension }: Group, change: string, metric: InstanceMetric): MetricChart => ({
  source: 'metrics',
  view: 'stacked',
  title: `Instances ${change} by ${name}`,
  unit: 'instances',
  scope: 'per period',
  width: 12,
  height: 5,
  series: [{ of: 'groups', from: 'instances', label: '', metric, dimension, statistic: 'Sum' }],
});

const REGISTERED_AND_NOT = 'sum(Change = "registered") as Registered, sum(Change = "deregistered") as Deregistered';
const CHANGES = [INSTANCE_LINES, 'filter Change in ["registered", "deregistered"]'];

const by = (group: Group): EitherChart => ({
  source: 'either',
  metrics: [
    changes(group, 'registered', InstanceMetric.INSTANCES_REGISTERED),
    changes(group, 'deregistered', InstanceMetric.INSTANCES_DEREGISTERED),
  ],
  otherwise: [
    {
      source: 'records',
      from: 'instances',
      view: 'bar',
      title: `Joined and left by ${group.name}`,
      unit: 'instances',
      scope: 'of the range',
      width: 12,
      height: 5,
      query: [
        ...CHANGES,
        ...group.prepare,
        `stats ${REGISTERED_AND_NOT} by ${group.field}`,
        'sort Registered desc',
        `limit ${maxBarGroups(2)}`,
      ],
    },
  ],
});

const LATEST_CHANGES: LogChart = {
  source: 'records',
  from: 'instances',
  view: 'table',
  title: 'Latest changes of instances',
  scope: 'the newest 50, lifetime in minutes, UTC',
  width: 24,
  height: 6,
  query: [
    INSTANCE_LINES,
    `fields At, Change, Cause, Reclaimed, InstanceId, InstanceType, AvailabilityZone, PurchaseOption, ComputeEnvironment, Vcpus, MemoryMiB, ${minutes('LifetimeSeconds')} as Lifetime`,
    'sort At desc',
    'limit 50',
  ],
};

const CHANGES_BY_TIME: LogChart = {
  source: 'records',
  from: 'instances',
  view: 'table',
  title: 'Instances joined and left by time',
  scope: `the latest ${MAX_TIMES}, event time, UTC`,
  width: 24,
  height: 6,
  query: [
    ...CHANGES,
    periodOf('At'),
    `stats ${REGISTERED_AND_NOT}, sum(Reclaimed) as Reclaims by Time, ComputeEnvironment, InstanceType, AvailabilityZone, PurchaseOption`,
    'sort Time desc',
    `limit ${MAX_TIMES}`,
  ],
};

export const INSTANCES: SectionDescription = {
  title: 'Instances',
  explanation:
    'Instances that join and leave the clusters of AWS Batch, for all job queues. A peak of reclaims means that a Spot pool ran out of capacity.',
  needs: 'instances',
  charts: [
    {
      source: 'metrics',
      view: 'number',
      title: 'Instances that joined and left',
      unit: 'instances',
      width: 10,
      height: 3,
      series: [REGISTERED, DEREGISTERED],
    },
    {
      source: 'metrics',
      view: 'number',
      title: 'Spot warnings and reclaims, total',
      unit: 'instances',
      width: 14,
      height: 3,
      series: SPOT,
    },
    overTime({ title: 'Instances joining and leaving', unit: 'instances', scope: 'per period' }, [REGISTERED, DEREGISTERED], 12),
    overTime({ title: 'Spot warnings and reclaims', unit: 'instances', scope: 'per period' }, SPOT, 12),
    LATEST_CHANGES,
  ],
};

export const INSTANCES_BY_GROUP: SectionDescription = {
  title: 'Instances by group',
  explanation:
    'Where instances join and leave, what capacity they bring and how long they live, for all job queues. Lifetimes are published when an instance leaves. ' +
    'In the table, an empty cell is unknown.',
  needs: 'instances',
  charts: [
    overTime({ title: 'Lifetime of instances', unit: 'hours' }, [lifetime('Median', 'p50'), lifetime('p95', 'p95')], 8),
    overTime({ title: 'vCPUs registered', unit: 'vCPUs', scope: 'per period' }, [total('vCPUs', InstanceMetric.REGISTERED_VCPUS)], 8),
    overTime(
      { title: 'Memory registered', unit: 'GiB', scope: 'per period' },
      [total('Memory', InstanceMetric.REGISTERED_MEMORY_MIB, { dividedBy: 1024 })],
      8,
    ),
    by(COMPUTE_ENVIRONMENT),
    by(INSTANCE_TYPE),
    by(AVAILABILITY_ZONE),
    by(PURCHASE_OPTION),
    CHANGES_BY_TIME,
  ],
};
