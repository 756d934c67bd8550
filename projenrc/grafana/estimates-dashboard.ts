import { GraphDrawStyle } from '@grafana/grafana-foundation-sdk/common';
import { athenaSection, athenaTable, stackedOverTime } from './athena-panels';
import { JOB_QUEUE_VARIABLE } from './chosen-values';
import { dashboardTemplate } from './dashboard-frame';
import {
  ESTIMATE_BY_DEFINITION_SQL,
  ESTIMATE_BY_JOB_SQL,
  ESTIMATE_BY_QUEUE_SQL,
  ESTIMATE_OVER_TIME_SQL,
  ESTIMATE_QUEUES_SQL,
  LOSS_SQL,
} from './estimates-sql';
import { JOB_CELL_LINKS } from './links';
import { sectionTemplate } from './section-template';
import { CHECKPOINT_VARIABLE } from './variable-names';
import { ATHENA_SOURCE, checkpointMinutes, CLOUDWATCH_SOURCE, fromHistory } from './variables';
import { DashboardTemplate, PanelTemplate } from '../../src/grafana-dashboards/dashboard-template';
import { Placeholder } from '../../src/grafana-dashboards/placeholders';
import { COST } from '../../src/insights-dashboard/sections/cost';

const RANGE_DAYS = 7;

const table = (title: string, sql: string, height: number): PanelTemplate =>
  athenaTable({ title, width: 24, height }, sql, { job_id: JOB_CELL_LINKS });

export const ESTIMATES: DashboardTemplate = dashboardTemplate('estimates', {
  description: 'What jobs and idle capacity cost by estimate, what Spot saved or would have saved, and what failed attempts lost.',
  from: `now-${RANGE_DAYS}d`,
  variables: [
    CLOUDWATCH_SOURCE,
    ATHENA_SOURCE,
    fromHistory(JOB_QUEUE_VARIABLE, 'Job queue', ESTIMATE_QUEUES_SQL).allValue(Placeholder.NAMESPACE),
    checkpointMinutes(),
  ],
  sections: [
    athenaSection(
      'Estimated costs',
      'Estimates at list prices in US dollars, on the UTC days on which jobs stopped. `saved_usd` is On-Demand less cost: what Spot saved. `missed_usd` is cost less Spot: what it ' +
        'would have saved in addition. Sums leave out jobs whose cost is not known. Without storage, network, discounts, Savings Plans and reserved instances.',
      [
        stackedOverTime(
          { title: 'Estimated cost per day by job queue', width: 24, height: 8 },
          ESTIMATE_OVER_TIME_SQL,
          GraphDrawStyle.Bars,
        ),
        table('Estimated cost by job queue and compute environment', ESTIMATE_BY_QUEUE_SQL, 8),
        table('Estimated cost by job definition (the 100 largest)', ESTIMATE_BY_DEFINITION_SQL, 8),
        table('Most expensive jobs by estimate (the 100 largest)', ESTIMATE_BY_JOB_SQL, 10),
      ],
    ),
    athenaSection(
      'Lost time and money',
      'Attempts that failed, by cause. `kept_hours` and `kept_usd` are the whole intervals between checkpoints, which a retry need not repeat: choose the interval above.',
      [table(`Lost by cause, and kept by a checkpoint every \${${CHECKPOINT_VARIABLE}} minutes`, LOSS_SQL, 8)],
    ),
    sectionTemplate(COST, RANGE_DAYS * 24 * 3600),
  ],
});
