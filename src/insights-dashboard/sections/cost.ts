import { CostMetric, DimensionName } from '../../domain/names/metrics';
import { COSTED_JOBS, dollars, jobLink, MAX_GROUPS, PARSE_DEFINITION_NAME } from '../record-query';
import { MetricChart, SectionDescription } from '../section-description';

const by = (name: string, dimension: DimensionName): MetricChart => ({
  source: 'metrics',
  view: 'stacked',
  title: `Estimated cost by ${name}`,
  unit: 'USD',
  scope: 'per period',
  width: 12,
  height: 5,
  series: [{ of: 'groups', from: 'costs', label: '', metric: CostMetric.COST_USD, dimension, statistic: 'Sum' }],
});

export const COST: SectionDescription = {
  title: 'Cost',
  explanation:
    'Estimates at list prices, counted when a job ends: the share of the instance that a job requested, for the time that it ran. Without storage, network, idle ' +
    'capacity, discounts, Savings Plans and reserved instances. An empty cell is unknown; jobs without a known price are not in the sums.',
  needs: 'costs',
  charts: [
    by('job queue', DimensionName.JOB_QUEUE),
    by('compute environment', DimensionName.COMPUTE_ENVIRONMENT),
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
        [
          'stats count(*) as Jobs',
          `${dollars('CostUsd')} as Cost`,
          `${dollars('LostCostUsd')} as Lost`,
          `${dollars('OnDemandCostUsd')} as OnDemand`,
          `${dollars('SpotCostUsd')} as Spot by DefinitionName`,
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
