import { CfnParameter, Stack } from 'aws-cdk-lib';
import { IJobQueue, JobQueue } from 'aws-cdk-lib/aws-batch';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { InFlightSnapshot, JobState } from '../../src/in-flight-snapshot';
import { JobEventCollector } from '../../src/job-event-collector';
import { RunTaskMonitoring } from '../../src/run-task-monitoring';

const ARN = 'arn:aws:batch:eu-west-1:123456789012:job-queue';
const imported = (stack: Stack, name: string): IJobQueue => JobQueue.fromJobQueueArn(stack, name, `${ARN}/${name}`);
const newStack = () => new Stack(undefined, 'S');

describe('GIVEN a metric by job queue', () => {
  const stack = newStack();
  const [urgent, nightly] = ['urgent', 'nightly'].map((name) => imported(stack, name));
  const named = new JobQueue(stack, 'Named', { jobQueueName: 'named' });
  const unnamed = new JobQueue(stack, 'Unnamed');
  const ofParameter = JobQueue.fromJobQueueArn(stack, 'OfParameter', new CfnParameter(stack, 'Arn').valueAsString);
  const some = new JobEventCollector(stack, 'Some', { jobQueues: [urgent, named] });
  const all = new JobEventCollector(stack, 'All', { metricNamespace: 'All' });
  const generated = new JobEventCollector(stack, 'Generated', { jobQueues: [unnamed], metricNamespace: 'Generated' });
  const snapshot = new InFlightSnapshot(stack, 'Snapshot', { collector: some });
  const calls = new RunTaskMonitoring(stack, 'Calls');
  const elsewhere = JobEventCollector.fromJobEventCollectorAttributes(stack, 'Elsewhere', {
    logGroup: LogGroup.fromLogGroupName(stack, 'Log', 'jobs'),
    table: all.table,
  });

  test.each<[string, () => Metric, object]>([
    ['a queue', () => some.metricJobsFailed({ jobQueue: urgent }), { JobQueue: 'urgent' }],
    ['a queue of the app', () => some.metric('RunnableSeconds', { jobQueue: named }), { JobQueue: named.jobQueueName }],
    [
      'a queue that is imported once more',
      () => some.metricJobsFailed({ jobQueue: imported(newStack(), 'urgent') }),
      { JobQueue: 'urgent' },
    ],
    ['a queue that is known at deployment', () => some.metricJobsFailed({ jobQueue: ofParameter }), { JobQueue: ofParameter.jobQueueName }],
    ['any queue, where all are watched', () => all.metricJobsFailed({ jobQueue: nightly }), { JobQueue: 'nightly' }],
    ['any queue, where a collector is imported', () => elsewhere.metricJobsFailed({ jobQueue: nightly }), { JobQueue: 'nightly' }],
    ['a name', () => some.metricJobsFailed({ dimensionsMap: { JobQueue: 'named' } }), { JobQueue: 'named' }],
    ['a name that CloudFormation may give', () => generated.metricJobsFailed({ dimensionsMap: { JobQueue: 'a' } }), { JobQueue: 'a' }],
    [
      'a name that is known at deployment',
      () => some.metricJobsFailed({ dimensionsMap: { JobQueue: unnamed.jobQueueName } }),
      { JobQueue: unnamed.jobQueueName },
    ],
    [
      'a queue and a state',
      () => snapshot.metricJobsInState(JobState.RUNNABLE, { jobQueue: urgent }),
      { JobQueue: 'urgent', JobState: 'RUNNABLE' },
    ],
    ['a queue of a gauge', () => snapshot.metricWaitingVcpus({ jobQueue: urgent }), { JobQueue: 'urgent' }],
    ['a queue of calls', () => calls.metricTasksNotPlaced({ jobQueue: nightly }), { JobQueue: 'nightly' }],
  ])('WHEN it is of %s THEN it has the dimension', (_, metric, dimensions) => {
    expect(metric().dimensions).toEqual(dimensions);
  });

  const WATCHED = 'but it must be one of the job queues that are watched (urgent, named). Correct it, or add the queue to jobQueues.';
  test.each<[string, () => Metric, string]>([
    [
      'a name that is misspelled',
      () => some.metricJobsFailed({ dimensionsMap: { JobQueue: 'urgnet' } }),
      `S/Some: dimensionsMap.JobQueue is "urgnet", ${WATCHED}`,
    ],
    ['another queue', () => some.metricJobsFailed({ jobQueue: nightly }), `S/Some: jobQueue is "S/nightly", ${WATCHED}`],
    [
      'another queue of the app',
      () => generated.metricJobsFailed({ jobQueue: new JobQueue(stack, 'Other') }),
      'S/Generated: jobQueue is "S/Other", but it must be one of the job queues that are watched (S/Unnamed). Correct it, or add the queue to jobQueues.',
    ],
    [
      'another queue of a snapshot',
      () => snapshot.metricWaitingVcpus({ jobQueue: nightly }),
      `S/Snapshot: jobQueue is "S/nightly", ${WATCHED}`,
    ],
    [
      'an ARN',
      () => all.metricJobsFailed({ dimensionsMap: { JobQueue: `${ARN}/urgent` } }),
      `S/All: dimensionsMap.JobQueue is "${ARN}/urgent", but it must be the name of a job queue. Give the part after the slash, or the job queue as jobQueue.`,
    ],
    [
      'an ARN of calls',
      () => calls.metricTasksPlaced({ dimensionsMap: { JobQueue: `${ARN}/urgent` } }),
      `S/Calls: dimensionsMap.JobQueue is "${ARN}/urgent", but it must be the name of a job queue. Give the part after the slash, or the job queue as jobQueue.`,
    ],
    [
      'a name and a queue',
      () => some.metricJobsFailed({ jobQueue: urgent, dimensionsMap: { JobQueue: 'named' } }),
      'S/Some: dimensionsMap.JobQueue is "named", but it has no effect when jobQueue is given. Leave one of the two out.',
    ],
    [
      'a name for a queue, as languages without types let through',
      () => some.metricJobsFailed({ jobQueue: 'urgent' as unknown as IJobQueue }),
      'S/Some: jobQueue is "urgent", but it must be a job queue. Use new JobQueue, or JobQueue.fromJobQueueArn for one that exists.',
    ],
  ])('WHEN it is of %s THEN that is an error', (_, metric, message) => {
    expect(metric).toThrow(message);
  });
});
