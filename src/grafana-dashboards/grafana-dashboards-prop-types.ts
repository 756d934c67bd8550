import { GrafanaDashboardsProps } from './grafana-dashboards-props';
import { SOURCE_TYPES } from '../insights-dashboard/dashboard-prop-types';
import { COLLECTOR } from '../job-event-collector/collector-prop-types';
import { TEXT } from '../prop-check/cdk-types';
import { objectWith, PropTypes, required } from '../prop-check/prop-types';

const BUCKET = objectWith('bucketName', 'string', 'a bucket', 'Use new Bucket, or Bucket.fromBucketName for one that exists.');
const HISTORY = objectWith(
  'databaseName',
  'string',
  'a job history',
  'Use new JobHistory, or JobHistory.fromJobHistoryAttributes for one that exists.',
);

const COST_REPORT = objectWith('grantQuery', 'function', 'a cost report', 'Use new CostReport(scope, "CostReport", { history }).');

export const GRAFANA_PROP_TYPES: PropTypes<GrafanaDashboardsProps> = {
  ...SOURCE_TYPES,
  collector: required(COLLECTOR),
  history: HISTORY,
  costReport: COST_REPORT,
  uidPrefix: TEXT,
};

/** What `writeFiles` is given. */
export const FILES_TYPES = { bucket: required(BUCKET), prefix: TEXT };
