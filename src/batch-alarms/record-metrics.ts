import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, IFilterPattern, JsonPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { CountedRecords, HOUR } from './job-alarm';
import { DimensionName } from '../domain/names/metrics';
import { RecordMetric } from '../domain/names/record-metric';
import { FailureCategory, RecordType } from '../domain/names/records';
import { IJobEventCollector } from '../job-event-collector';

/** Failures that are not the fault of the job. A job that depends on a failed one is no second failure. */
const NOT_OWN: readonly FailureCategory[] = [FailureCategory.CANCELLED, FailureCategory.TERMINATED, FailureCategory.DEPENDENCY_FAILED];

/** Array parents and nodes are left out as in the metrics of the collector. */
const PATTERNS: Readonly<Record<RecordMetric, () => IFilterPattern>> = {
  [RecordMetric.OWN_FAILURES]: () =>
    FilterPattern.all(
      isOf(RecordType.JOB),
      FilterPattern.stringValue('$.Status', '=', 'FAILED'),
      ...NOT_OWN.map((category) => FilterPattern.stringValue('$.FailureCategory', '!=', category)),
      FilterPattern.notExists('$.ArraySize'),
      FilterPattern.notExists('$.NodeParentId'),
    ),
  [RecordMetric.QUEUES_BLOCKED]: () => isOf(RecordType.QUEUE_BLOCKED),
};

const isOf = (type: string): JsonPattern => FilterPattern.stringValue('$.RecordType', '=', type);

/**
 * Counts records by job queue, at $0.30 a month for each queue that has such records; or all of them, at $0.30 a month. The filter belongs to the log group, so that
 * several `BatchAlarms` of a collector share it and no record is counted twice.
 */
export function countRecords(collector: IJobEventCollector, { metricName, isByQueue }: CountedRecords): void {
  const id = `${metricName}${isByQueue ? 'ByQueue' : ''}`;
  if (collector.node.tryFindChild(id)) return;
  new MetricFilter(collector, id, {
    logGroup: collector.logGroup,
    filterPattern: PATTERNS[metricName](),
    metricNamespace: collector.metricNamespace,
    metricName,
    metricValue: '1',
    ...(isByQueue ? { dimensions: { [DimensionName.JOB_QUEUE]: `$.${DimensionName.JOB_QUEUE}` } } : {}),
  });
}

/** The hourly sum of a count. */
export const countedRecords = (
  collector: IJobEventCollector,
  metricName: RecordMetric,
  dimensionsMap: { [name: string]: string },
): Metric => new Metric({ namespace: collector.metricNamespace, metricName, dimensionsMap, statistic: Stats.SUM, period: HOUR });
