/** Series of the gauges of jobs in flight. A gauge holds until the next snapshot. */
import { InFlightMetric } from '../../domain/names/metrics';
import { TotalSeries } from '../series-description';
import { CAPACITY_COLOR, RUNNING_COLOR, STATE_COLOR, WAITING_COLOR } from './colors';

/** Jobs stay in SUBMITTED for an instant: no snapshot is likely to find one. */
export const STATES = ['PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'];

const gauge = (label: string, metric: InFlightMetric, color: string): TotalSeries => ({
  of: 'total',
  from: 'in-flight',
  label,
  metrics: [metric],
  statistic: 'Average',
  gaps: 'last',
  addsUp: true,
  color,
});

export const inState = (jobState: string): TotalSeries => ({
  ...gauge(jobState, InFlightMetric.JOBS_IN_STATE, STATE_COLOR[jobState]),
  jobState,
});

export const oldest = (state: string, metric: InFlightMetric): TotalSeries => ({
  of: 'total',
  from: 'in-flight',
  label: `Oldest in ${state}`,
  metrics: [metric],
  statistic: 'Maximum',
  dividedBy: 60,
  gaps: 'last',
  color: STATE_COLOR[state],
});

export const WAITING_VCPUS = gauge('Waiting', InFlightMetric.WAITING_VCPUS, WAITING_COLOR);
export const RUNNING_VCPUS = gauge('Running', InFlightMetric.RUNNING_VCPUS, RUNNING_COLOR);
export const VCPUS_IN_SERVICE = gauge('In service', InFlightMetric.IN_SERVICE_VCPUS, CAPACITY_COLOR);
