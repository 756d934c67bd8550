import { CostReportProps } from './cost-report-props';
import { DURATION, KEY, REMOVAL_POLICY } from '../prop-check/cdk-types';
import { objectWith, PropTypes, required } from '../prop-check/prop-types';

const HISTORY = objectWith(
  'workGroupName',
  'string',
  'a job history',
  'Use new JobHistory, or JobHistory.fromJobHistoryAttributes for one that exists.',
);
const SOURCE = objectWith(
  'folder',
  'string',
  'a CostReportSource',
  'Use CostReportSource.dataExport or CostReportSource.legacyReport, or leave it out for a new export.',
);

export const COST_REPORT_PROP_TYPES: PropTypes<CostReportProps> = {
  history: required(HISTORY, 'Make one with new JobHistory(scope, "History", { collector }).'),
  source: SOURCE,
  retention: DURATION,
  encryptionKey: KEY,
  removalPolicy: REMOVAL_POLICY,
};
