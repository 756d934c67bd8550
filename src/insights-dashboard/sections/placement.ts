import { JOB_RUNS, LARGEST_GROUPS, MAX_GROUPS, percent } from '../record-query';
import { LogChart, SectionDescription } from '../section-description';

/** Where so many jobs ran, and how they ended there. */
const jobsPer = (name: string, field: string, ...more: readonly string[]): LogChart => ({
  source: 'records',
  view: 'table',
  title: `Jobs per ${name}`,
  scope: `the ${MAX_GROUPS} with the most`,
  width: 8,
  height: 5,
  query: [
    JOB_RUNS,
    `filter ispresent(${field})`,
    `stats count(*) as Jobs, sum(Status = "FAILED") as Failed, ${percent('sum(Status = "SUCCEEDED")', 'count(*)')} as SuccessRate by ${[field, ...more].join(', ')}`,
    ...LARGEST_GROUPS,
  ],
});

export const PLACEMENT: SectionDescription = {
  title: 'Placement',
  explanation:
    'Where jobs ran, by the placement of the last attempt. Jobs whose placement is unknown are not included. Jobs on Fargate have no instance type.',
  charts: [
    jobsPer('instance type', 'InstanceType', 'Architecture'),
    jobsPer('Availability Zone', 'AvailabilityZone'),
    jobsPer('compute environment', 'ComputeEnvironment', 'PurchaseOption'),
  ],
};
