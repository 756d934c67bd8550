import { JobExplorerProps } from './job-explorer-props';
import { HANDLER_OPTION_TYPES } from '../handler-options/handler-option-types';
import { COLLECTOR } from '../job-event-collector/collector-prop-types';
import { BOOLEAN, DURATION, NUMBER, STORAGE_TYPES, TEXT } from '../prop-check/cdk-types';
import { objectWith, PropTypes, required } from '../prop-check/prop-types';

const SIZE = objectWith('toKibibytes', 'function', 'a Size', 'Use Size of aws-cdk-lib, for example Size.gibibytes(10).');
const SNAPSHOT = objectWith(
  'metric',
  'function',
  'an InFlightSnapshot',
  'Make one with new InFlightSnapshot(scope, "InFlight", { collector }).',
);

export const EXPLORER_PROP_TYPES: PropTypes<JobExplorerProps> = {
  ...HANDLER_OPTION_TYPES,
  collector: required(COLLECTOR, 'Make one with new JobEventCollector(scope, "Collector").'),
  inFlightSnapshot: SNAPSHOT,
  dashboardEnabled: BOOLEAN,
  dashboardName: TEXT,
  title: TEXT,
  defaultInterval: DURATION,
  maxRows: NUMBER,
  maxTimeRange: DURATION,
  bytesScannedLimit: SIZE,
  maxTableItems: NUMBER,
  pageTimeout: DURATION,
  ...STORAGE_TYPES,
};
