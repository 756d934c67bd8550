import { DeployedResource } from './deployed-stack';
import { listOf, objectOf } from './glue-tables';
import { compileFilterPattern, FilterPattern } from '../../aws/filter-patterns/filter-pattern';
import { isObject, Json, JsonObject } from '../../aws/json';
import { MeasuredPoint } from '../logs/embedded-metrics';
import { messageOf, ReplayProblem } from '../replay-problem';

/** Counts the log events of a group that pass its pattern as a metric. */
export interface MetricFilter {
  readonly id: string;
  /** Name of the log group. */
  readonly group: string;
  readonly passes: FilterPattern;
  /** Nothing where the log event lacks a field that is a dimension. */
  pointOf(document: JsonObject, at: number): MeasuredPoint | undefined;
}

export const readMetricFilter = (resource: DeployedResource): MetricFilter[] =>
  listOf(resource.property('MetricTransformations')).map((transformation) => {
    const { MetricNamespace, MetricName, MetricValue, Dimensions } = objectOf(transformation);
    if (MetricValue !== '1') {
      throw new ReplayProblem(`Metric filter ${resource.id}: replay counts, and does not run the value ${String(MetricValue)}`);
    }
    const fields = listOf(Dimensions).map((dimension) => [String(objectOf(dimension).Key), String(objectOf(dimension).Value)] as const);
    return {
      id: resource.id,
      group: String(resource.property('LogGroupName')),
      passes: compile(resource),
      pointOf: (document, at) => {
        const values = fields.map(([name, selector]) => [name, fieldOf(document, selector)] as const);
        if (values.some(([, value]) => value === undefined)) return undefined;
        return {
          Namespace: String(MetricNamespace),
          Name: String(MetricName),
          Dimensions: Object.fromEntries(values.map(([name, value]) => [name, String(value)])),
          // CloudWatch Logs adds up what it counts in a minute.
          Timestamp: Math.floor(at / 60_000) * 60_000,
          Values: [1],
          Counts: [1],
          Unit: 'None',
        };
      },
    };
  });

const fieldOf = (document: JsonObject, selector: string): Json | undefined =>
  selector
    .replace(/^\$\./, '')
    .split('.')
    .reduce<Json | undefined>((value, name) => (isObject(value) ? value[name] : undefined), document);

function compile(resource: DeployedResource): FilterPattern {
  try {
    return compileFilterPattern(String(resource.property('FilterPattern') ?? ''));
  } catch (error) {
    throw new ReplayProblem(`Metric filter ${resource.id}: ${messageOf(error)}`);
  }
}
