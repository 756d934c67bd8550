import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { JobEventCollectorProps } from './collector-props';
import { JobEventCollectorBase } from './job-event-collector-base';
import { silenceAlarm, silencePeriod } from '../health-alarms/silence-alarm';
import { IInstanceRegistry } from '../instance-registry/instance-registry-base';
import { rejectWithoutEffect } from '../prop-check/prop-check';

/**
 * An instance joins because a job wants it, and the job then starts on it: AWS Batch sends events for both. Amazon ECS reports the instance through
 * the registry's own rules and queue. Silence while jobs run proves nothing, because a job can run for days.
 */
export function collectorSilenceAlarm(collector: JobEventCollectorBase, props: JobEventCollectorProps): Alarm | undefined {
  const period = silencePeriod(collector, props.silencePeriod);
  const { instanceRegistry, silenceAlarmEnabled } = props;
  if (silenceAlarmEnabled && !instanceRegistry) {
    rejectWithoutEffect(collector, {
      prop: 'silenceAlarmEnabled',
      value: true,
      because: 'without an instanceRegistry',
      fix: 'Give the collector an instanceRegistry, which reports that instances join.',
    });
  }
  if (props.silencePeriod && !(instanceRegistry && (silenceAlarmEnabled ?? watchesAll(props)))) {
    rejectWithoutEffect(collector, {
      prop: 'silencePeriod',
      value: props.silencePeriod,
      because: 'without silenceAlarm',
      fix: 'Leave it out, or give the collector an instanceRegistry and set silenceAlarmEnabled to true.',
    });
  }
  if (!instanceRegistry || !(silenceAlarmEnabled ?? (watchesAll(props) && publishesTotals(instanceRegistry)))) return undefined;
  return silenceAlarm(collector, {
    id: 'SilenceAlarm',
    description:
      'Instances join the clusters of AWS Batch, but no job event has arrived: records, metrics and counts of jobs in flight have stopped. Events that are not delivered ' +
      'within a day are lost. Check that the rule is enabled, that its pattern matches, and that it has permission to send to the queue.',
    section: 'silence',
    period,
    evidence: (each) => instanceRegistry.metricInstancesRegistered({ period: each }),
    events: (each) => collector.metricEventsProcessed({ period: each }),
    actions: props,
  });
}

/** The registry counts the instances of all queues. With a collector of some queues, a new instance proves nothing. */
export const watchesAll = ({ jobQueues, jobDefinitions }: Pick<JobEventCollectorProps, 'jobQueues' | 'jobDefinitions'>): boolean =>
  !jobQueues && !jobDefinitions;

/** One that was made elsewhere may not, and an alarm on a metric that does not exist never enters ALARM. */
const publishesTotals = ({ dimensionSets }: IInstanceRegistry): boolean =>
  dimensionSets.some(({ dimensionNames }) => dimensionNames.length === 0);
