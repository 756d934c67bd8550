import { DimensionName, InFlightMetric, InstanceMetric } from '../../domain/names/metrics';
import { INSTANCE_LINES, MAX_GROUPS, MAX_TIMES, minutes, periodOf } from '../record-query';
import { EitherChart, MetricChart, SectionDescription } from '../section-description';
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

type Texts = Pick<MetricChart, 'title' | 'unit' | 'explanation'>;

const overTime = (texts: Texts, series: MetricChart['series'], width = 8): MetricChart => ({
  source: 'metrics',
  view: 'line',
  ...texts,
  width,
  height: 6,
  series,
});

const changes = ({ name, dimension }: Group, change: string, metric: InstanceMetric, explanation: string): MetricChart => ({
  source: 'metrics',
  view: 'stacked',
  title: `Instances ${change} by ${name}`,
  unit: 'instances per period',
  explanation,
  width: 12,
  height: 6,
  series: [{ of: 'groups', from: 'instances', label: '', metric, dimension, statistic: 'Sum' }],
});

const REGISTERED_AND_NOT = 'sum(Change = "registered") as Registered, sum(Change = "deregistered") as Deregistered';
const CHANGES = [INSTANCE_LINES, 'filter Change in ["registered", "deregistered"]'];

const by = (group: Group): EitherChart => ({
  source: 'either',
  metrics: [
    changes(group, 'registered', InstanceMetric.INSTANCES_REGISTERED, 'Instances that joined an ECS cluster of AWS Batch.'),
    changes(group, 'deregistered', InstanceMetric.INSTANCES_DEREGISTERED, 'Instances that left, including those that did not deregister.'),
  ],
  logs: [
    {
      source: 'records',
      from: 'instances',
      view: 'bar',
      title: `Joined and left by ${group.name}`,
      unit: 'instances',
      explanation: 'For the whole time range. The table below shows the changes over time.',
      width: 8,
      height: 6,
      query: [...CHANGES, ...group.prepare, `stats ${REGISTERED_AND_NOT} by ${group.field}`, 'sort Registered desc', `limit ${MAX_GROUPS}`],
    },
  ],
});

export const INSTANCES: SectionDescription = {
  title: 'Instances',
  explanation:
    'Container instances that join and leave the clusters of AWS Batch, and Spot reclaims. For all job queues, because an instance does not belong to a job queue.',
  needs: 'instances',
  charts: [
    {
      source: 'metrics',
      view: 'number',
      title: 'Instances that joined and left',
      unit: 'instances',
      explanation: 'In the time range.',
      width: 10,
      height: 3,
      series: [REGISTERED, DEREGISTERED],
    },
    {
      source: 'metrics',
      view: 'number',
      title: 'Spot warnings and reclaims, total',
      unit: 'instances',
      explanation: 'A reclaimed instance left after a two-minute warning. Rebalance recommendations come earlier, but not always.',
      width: 14,
      height: 3,
      series: SPOT,
    },
    overTime(
      { title: 'Instances joining and leaving', unit: 'instances per period', explanation: 'If both are high, instances are short-lived.' },
      [REGISTERED, DEREGISTERED],
    ),
    overTime(
      {
        title: 'Spot warnings and reclaims',
        unit: 'instances per period',
        explanation: 'A peak means that a Spot pool ran out of capacity.',
      },
      SPOT,
    ),
    overTime({ title: 'Lifetime of instances', unit: 'hours', explanation: 'Published when an instance leaves.' }, [
      lifetime('Median', 'p50'),
      lifetime('p95', 'p95'),
    ]),
    overTime(
      { title: 'vCPUs registered', unit: 'vCPUs per period', explanation: 'The capacity of instances that joined.' },
      [total('vCPUs', InstanceMetric.REGISTERED_VCPUS)],
      12,
    ),
    overTime(
      { title: 'Memory registered', unit: 'GiB per period', explanation: 'The capacity of instances that joined.' },
      [total('Memory', InstanceMetric.REGISTERED_MEMORY_MIB, { dividedBy: 1024 })],
      12,
    ),
    {
      source: 'metrics',
      view: 'stacked',
      title: 'Instances in service by compute environment',
      unit: 'instances',
      explanation: 'From the snapshots, for all kinds of compute environments.',
      width: 24,
      height: 6,
      series: [
        {
          of: 'groups',
          from: 'in-flight',
          label: '',
          metric: InFlightMetric.INSTANCES_IN_SERVICE,
          dimension: DimensionName.COMPUTE_ENVIRONMENT,
          statistic: 'Average',
          gaps: 'last',
        },
      ],
    },
    by(COMPUTE_ENVIRONMENT),
    by(INSTANCE_TYPE),
    by(AVAILABILITY_ZONE),
    by(PURCHASE_OPTION),
    {
      source: 'records',
      from: 'instances',
      view: 'table',
      title: 'Instances joined and left by time',
      unit: `the latest ${MAX_TIMES} rows, UTC`,
      explanation: 'By period, by the time of the event, and placement, latest first. An empty cell is unknown.',
      width: 24,
      height: 6,
      query: [
        ...CHANGES,
        periodOf('At'),
        `stats ${REGISTERED_AND_NOT}, sum(Reclaimed) as Reclaims by Time, ComputeEnvironment, InstanceType, AvailabilityZone, PurchaseOption`,
        'sort Time desc',
        `limit ${MAX_TIMES}`,
      ],
    },
    {
      source: 'records',
      from: 'instances',
      view: 'table',
      title: 'Latest changes of instances',
      unit: 'newest 50, lifetime in minutes',
      explanation:
        'Includes warnings and recommendations. Cause terminated: the instance was terminated without leaving its cluster first.',
      width: 24,
      height: 6,
      query: [
        INSTANCE_LINES,
        `fields At, Change, Cause, Reclaimed, InstanceId, InstanceType, AvailabilityZone, PurchaseOption, ComputeEnvironment, Vcpus, MemoryMiB, ${minutes('LifetimeSeconds')} as LifetimeMinutes`,
        'sort At desc',
        'limit 50',
      ],
    },
  ],
};
