import { CostMetric, DimensionName } from '../../domain/names/metrics';
import { COSTED_JOBS, dollars, jobLink, MAX_GROUPS, PARSE_DEFINITION_NAME } from '../record-query';
import { MetricChart, SectionDescription } from '../section-description';

const by = (title: string, metric: CostMetric, dimension: DimensionName, view: 'stacked' | 'line' = 'stacked'): MetricChart => ({
  source: 'metrics',
  view,
  title,
  unit: 'USD',
  scope: 'per period',
  width: 12,
  height: 5,
  series: [{ of: 'groups', from: 'costs', label: '', metric, dimension, statistic: 'Sum' }],
});

export const COST: SectionDescription = {
  title: 'Cost',
  explanation:
    'Estimates at list prices, counted when a job ends: the share of the instance that a job requested, for the time that it ran. Idle capacity is the cost of instances less that ' +
    'of jobs in the hours in which they ran: the last two hours, and hours of jobs that still run, are not complete. Without storage, network, discounts, Savings Plans ' +
    'and reserved instances. An empty cell is unknown; jobs without a known price are not in the sums. ' +
    'Saved is what jobs cost less than On-Demand, Missed what they cost more than on Spot, where both prices are known.',
  needs: 'costs',
  charts: [
    by('Estimated cost by job queue', CostMetric.COST_USD, DimensionName.JOB_QUEUE),
    by('Estimated cost by compute environment', CostMetric.COST_USD, DimensionName.COMPUTE_ENVIRONMENT),
    by('Instances in service by compute environment', CostMetric.INSTANCE_COST_USD, DimensionName.COMPUTE_ENVIRONMENT),
    // Lines, because the last hours can be below zero.
    by('Idle capacity by compute environment', CostMetric.IDLE_COST_USD, DimensionName.COMPUTE_ENVIRONMENT, 'line'),
    {
      source: 'records',
      view: 'table',
      title: 'Cost by job definition',
      scope: `the ${MAX_GROUPS} most expensive, USD`,
      width: 12,
      height: 6,
      query: [
        COSTED_JOBS,
        'filter ispresent(CostUsd)',
        PARSE_DEFINITION_NAME,
        // Differences of each job: sums of different jobs cannot be compared.
        'fields OnDemandCostUsd - CostUsd as SavedUsd, CostUsd - SpotCostUsd as MissedUsd',
        [
          'stats count(*) as Jobs',
          `${dollars('CostUsd')} as Cost`,
          `${dollars('LostCostUsd')} as Lost`,
          `${dollars('OnDemandCostUsd')} as OnDemand`,
          `${dollars('SpotCostUsd')} as Spot`,
          `${dollars('SavedUsd')} as Saved`,
          `${dollars('MissedUsd')} as Missed by DefinitionName`,
        ].join(', '),
        'sort Cost desc',
        `limit ${MAX_GROUPS}`,
      ],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Most expensive jobs',
      scope: `the first ${MAX_GROUPS}, USD, UTC`,
      width: 12,
      height: 6,
      query: [
        COSTED_JOBS,
        'filter CostUsd > 0',
        `fields StoppedAt, JobName, JobId, CostUsd, LostCostUsd, OnDemandCostUsd, SpotCostUsd, JobQueue, InstanceType, PurchaseOption, ${jobLink('JobId')}`,
        'sort CostUsd desc',
        `limit ${MAX_GROUPS}`,
      ],
    },
  ],
};
