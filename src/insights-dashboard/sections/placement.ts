import { JOB_RUNS, MAX_GROUPS } from '../record-query';
import { LogChart, SectionDescription } from '../section-description';

const jobsPer = (field: string, chart: Pick<LogChart, 'title' | 'view' | 'explanation' | 'width'>): LogChart => ({
  source: 'records',
  unit: 'jobs',
  height: 6,
  ...chart,
  query: [JOB_RUNS, `filter ispresent(${field})`, `stats count(*) as Jobs by ${field}`, 'sort Jobs desc', `limit ${MAX_GROUPS}`],
});

export const PLACEMENT: SectionDescription = {
  title: 'Placement',
  explanation:
    'Where jobs ran, by the placement of the last attempt. Jobs that were never placed, or whose placement is unknown, are not included.',
  charts: [
    jobsPer('InstanceType', {
      view: 'bar',
      title: 'Jobs per instance type',
      width: 24,
      explanation: `The ${MAX_GROUPS} instance types with the most jobs. Fargate jobs have no instance type.`,
    }),
    jobsPer('AvailabilityZone', {
      view: 'pie',
      title: 'Jobs per Availability Zone',
      width: 6,
      explanation: 'One large slice means that only one zone had capacity.',
    }),
    jobsPer('Architecture', {
      view: 'pie',
      title: 'Jobs per CPU architecture',
      width: 6,
      explanation: 'How many jobs ran on x86_64 and on arm64.',
    }),
    jobsPer('PurchaseOption', {
      view: 'pie',
      title: 'Jobs per purchase option',
      width: 6,
      explanation: 'On-Demand, Spot or Fargate.',
    }),
    jobsPer('ComputeEnvironment', {
      view: 'bar',
      title: 'Jobs per compute environment',
      width: 6,
      explanation: 'The compute environments that ran the jobs.',
    }),
  ],
};
