import { GraphDrawStyle } from '@grafana/grafana-foundation-sdk/common';
import { athenaSection, athenaTable, stackedOverTime } from './athena-panels';
import { ALL, JOB_QUEUE_VARIABLE } from './chosen-values';
import {
  COST_BY_DEFINITION_SQL,
  COST_BY_ENVIRONMENT_SQL,
  COST_BY_QUEUE_SQL,
  COST_BY_TAG_SQL,
  COST_OVER_TIME_SQL,
  COST_QUEUES_SQL,
  INCOMPLETE_COSTS_SQL,
  MOST_EXPENSIVE_JOBS_SQL,
  TAGS_SQL,
} from './costs-sql';
import { dashboardTemplate } from './dashboard-frame';
import { JOB_CELL_LINKS } from './links';
import { TAG_VARIABLE } from './variable-names';
import { ATHENA_SOURCE, fromHistory } from './variables';
import { DashboardTemplate, PanelTemplate } from '../../src/grafana-dashboards/dashboard-template';
import { Placeholder } from '../../src/grafana-dashboards/placeholders';

const costTable = (title: string, sql: string, width: number, height: number): PanelTemplate =>
  athenaTable({ title, width, height }, sql, { job_id: JOB_CELL_LINKS });

export const COSTS: DashboardTemplate = dashboardTemplate('costs', {
  description:
    'What jobs cost by the bill of AWS, with split cost allocation data: about a day late, and for the past month up to two weeks unfinished.',
  from: 'now-30d',
  variables: [
    ATHENA_SOURCE,
    fromHistory(JOB_QUEUE_VARIABLE, 'Job queue', COST_QUEUES_SQL).allValue(Placeholder.NAMESPACE),
    fromHistory(TAG_VARIABLE, 'Tag', TAGS_SQL).allValue(ALL),
  ],
  sections: [
    athenaSection(
      'Costs',
      'Amortized costs in the currency of the bill, on the UTC days of the usage, of tasks of AWS Batch alone. `unused_cost` is what nothing used on the instances ' +
        'while tasks ran there; it is part of `cost`. Where `is_complete` is false, the costs are a lower bound: see the last table.',
      [
        stackedOverTime({ title: 'Cost per day by job queue', width: 24, height: 8 }, COST_OVER_TIME_SQL, GraphDrawStyle.Bars),
        costTable('Cost by job queue', COST_BY_QUEUE_SQL, 12, 8),
        costTable('Cost by compute environment', COST_BY_ENVIRONMENT_SQL, 12, 8),
        costTable('Cost by job definition (the 100 largest)', COST_BY_DEFINITION_SQL, 24, 8),
      ],
    ),
    athenaSection(
      'Projects and jobs',
      'Costs of whole jobs, on the day on which they stopped. Jobs have the tags that `tagKeys` of the collector names; a job with several tags is in the row of each.',
      [
        costTable('Cost by tag (100 rows)', COST_BY_TAG_SQL, 24, 8),
        costTable('Most expensive jobs (the 100 largest)', MOST_EXPENSIVE_JOBS_SQL, 24, 10),
      ],
    ),
    athenaSection(
      'Costs that are not whole',
      'Attempts whose costs are a lower bound or not known, by reason. NOT_REPORTED and HOURS_MISSING are normal for about a day. GPU: AWS does not split the cost ' +
        'of GPUs of ECS tasks.',
      [costTable('Incomplete costs by reason', INCOMPLETE_COSTS_SQL, 24, 6)],
    ),
  ],
});
