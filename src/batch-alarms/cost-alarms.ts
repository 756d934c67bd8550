import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { BatchAlarmsProps } from './batch-alarms-props';
import { HOUR, JobAlarm } from './job-alarm';
import { HOURLY_SUM } from './watched-jobs';
import { ICostInsights } from '../cost-insights';

/** What instances cost in an hour of the clock is one value, which is known up to an hour after it. */
const PERIODS_OF_INSTANCES = 3;

/** The alarm on what an hour costs. */
export function costAlarms({ costInsights, hourlyCostThreshold: threshold }: BatchAlarmsProps): JobAlarm[] {
  if (!costInsights || threshold === undefined) return [];
  const what = costInsights.instancesIncluded ? 'The container instances of AWS Batch' : 'The jobs on AWS Batch that ended';
  return [
    {
      id: 'HourlyCost',
      notification: 'HighCost',
      description:
        `${what} cost at least $${threshold} within an hour, by list prices. Look at the costs by job queue and compute environment, at idle capacity, and at ` +
        'who submitted the jobs.',
      threshold,
      metrics: 1,
      ...(costInsights.instancesIncluded ? ofInstances(costInsights) : ofJobs(costInsights)),
    },
  ];
}

const ofInstances = (costInsights: ICostInsights) => ({
  metric: costInsights.metricInstanceCostUsd(HOURLY_SUM),
  evaluationPeriods: PERIODS_OF_INSTANCES,
  datapointsToAlarm: 1,
});

/** Without jobs, an hour costs 0: CloudWatch would look for older values. */
const ofJobs = (costInsights: ICostInsights) => ({
  metric: new MathExpression({
    label: 'Cost of jobs (USD)',
    expression: 'FILL(cost, 0)',
    usingMetrics: { cost: costInsights.metricCostUsd(HOURLY_SUM) },
    period: HOUR,
  }),
  evaluationPeriods: 1,
});
