import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { JOB_QUEUE_VARIABLE } from './chosen-values';
import { JOB_VARIABLE } from './variable-names';
import { DASHBOARD_NAMES, DashboardName } from '../../src/grafana-dashboards/dashboard-template';
import { Placeholder } from '../../src/grafana-dashboards/placeholders';

export const DASHBOARDS: Readonly<Record<DashboardName, { readonly title: string; readonly uid: Placeholder }>> = {
  jobs: { title: 'AWS Batch: jobs', uid: Placeholder.JOBS_UID },
  costs: { title: 'AWS Batch: costs', uid: Placeholder.COSTS_UID },
  estimates: { title: 'AWS Batch: estimated costs', uid: Placeholder.ESTIMATES_UID },
  history: { title: 'AWS Batch: history', uid: Placeholder.HISTORY_UID },
  live: { title: 'AWS Batch: now', uid: Placeholder.LIVE_UID },
  details: { title: 'AWS Batch: details', uid: Placeholder.DETAILS_UID },
};

/** Links to the other dashboards, which keep the time range and the chosen job queues. */
export const linksToOthers = (name: DashboardName): DashboardLinkBuilder[] =>
  DASHBOARD_NAMES.filter((other) => other !== name).map((other) =>
    new DashboardLinkBuilder(DASHBOARDS[other].title)
      .type(DashboardLinkType.Link)
      .url(`/d/${DASHBOARDS[other].uid}`)
      .icon('dashboard')
      .tooltip('')
      .tags([])
      .keepTime(true)
      .includeVars(true),
  );

type CellLink = readonly [title: string, url: string];

/** The cell as a parameter of an address: the id of a node of a multi-node job has a `#`, which would end the parameters. */
export const CELL_PARAMETER = '${__value.raw:percentencode}';

/** What the cells of a column lead to. `${__value.raw}` is the cell itself, `${__url_time_range}` the range of the dashboard. */
export const cellLinks = (...links: readonly CellLink[]): { readonly id: string; readonly value: readonly object[] } => ({
  id: 'links',
  value: links.map(([title, url]) => ({ title, url, targetBlank: !url.startsWith('/') })),
});

/** Cells of these columns are addresses. */
export const ADDRESS_COLUMNS = ['JobLink', 'LogLink'] as const;
export const OPEN_ADDRESS = [cellLinks(['Open', '${__value.raw}'])];

const CELL = '${__value.raw}';
/** The links of a job id on another dashboard than that of jobs. */
export const JOB_CELL_LINKS = cellLinks(
  [
    'Show this job',
    `/d/${Placeholder.JOBS_UID}?\${__url_time_range}&\${${JOB_QUEUE_VARIABLE}:queryparam}&var-${JOB_VARIABLE}=${CELL_PARAMETER}`,
  ],
  ['Open in AWS Batch', `https://${Placeholder.CONSOLE_DOMAIN}/batch/home?region=${Placeholder.REGION}#jobs/detail/${CELL}`],
);
