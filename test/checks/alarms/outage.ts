/**
 * The story of the collector itself: what CloudWatch has of a site on which its function crashes at each invocation, and the alarms of the template over it.
 * Events are put into the queue as usual, so that each of them is tried five times within half an hour, and then is a dead letter.
 */
import { Story, SMALL } from './story';
import { StateChange, evaluateAlarms } from '../../../lab/alarms/index';
import type { DataPoint } from '../../../lab/aws/metrics/index';
import { loadAssembly } from '../../../lab/replay/assembly/load-assembly';
import { Deployment, readDeployment } from '../../../lab/replay/template/deployment';
import { HOUR, MINUTE } from '../../../lab/simulate/model';
import { DEFAULT_METRIC_NAMESPACE, METRIC_CATALOGUE } from '../../../src/domain/names/metrics';

export const OUTAGE: Story = {
  name: 'The collector itself fails',
  at: 2,
  jobs: 0,
  ...SMALL,
  attempts: [],
  rings: {
    CollectorErrorAlarm: [0.1, 0.4],
    CollectorDeadLetterAlarm: [0.5, 0.7],
    NoSuccess: [5.5, 7],
    MissingJobs: [5.5, 7],
    CollectorSilenceAlarm: [5.5, 7],
  },
  messages: {},
};

const FIXED = 10;
/** Hours after the begin at which the dead letters are sent back into the queue. */
const REDRIVEN = 11;
const HOURS = 20;

/** The changes of state over the outage, of the alarms of a cloud assembly. */
export function changesOfOutage(assembly: string, start: number): StateChange[] {
  const deployment = readDeployment(loadAssembly(assembly), {
    account: '123456789012',
    region: 'us-east-1',
    queueEndpoint: 'http://localhost',
  });
  const points = Array.from({ length: (HOURS * HOUR) / (5 * MINUTE) }, (_, index) => start + index * 5 * MINUTE).flatMap((at) =>
    pointsAt(at, (at - start) / HOUR, deployment),
  );
  return evaluateAlarms(deployment, points, { start, end: start + HOURS * HOUR });
}

function pointsAt(at: number, hour: number, { functions, queues }: Deployment): DataPoint[] {
  const named = (all: readonly { readonly id: string; readonly name: string }[], id: RegExp): string =>
    all.find((each) => id.test(each.id))!.name;
  const isDead = hour >= OUTAGE.at && hour < FIXED;
  const service = (Namespace: string, Name: string, Dimensions: Record<string, string>, value: number): DataPoint => ({
    Namespace,
    Name,
    Dimensions,
    Timestamp: at,
    Values: [value],
    Unit: 'Count',
  });
  const queue = { QueueName: named(queues, /CollectorQueue/) };
  const deadLetters = { QueueName: named(queues, /CollectorDeadLetterQueue/) };
  return [
    service('AWS/Lambda', 'Errors', { FunctionName: named(functions, /CollectorHandler/) }, isDead ? 4 : 0),
    service('AWS/SQS', 'NumberOfMessagesReceived', queue, 4),
    service('AWS/SQS', 'NumberOfMessagesDeleted', queue, isDead ? 0 : 4),
    service('AWS/SQS', 'ApproximateNumberOfMessagesVisible', deadLetters, hour >= OUTAGE.at + 0.5 && hour < REDRIVEN ? 8 : 0),
    ...ownPoints(at, isDead),
  ];
}

/** Snapshots and the instance registry go on. The collector publishes nothing while it fails. */
function ownPoints(at: number, isDead: boolean): DataPoint[] {
  const { collector, instances, 'in-flight': inFlight } = METRIC_CATALOGUE;
  const own = ({ name }: { readonly name: string }, value: number, Unit = 'Count'): DataPoint => ({
    Namespace: DEFAULT_METRIC_NAMESPACE,
    Name: name,
    Dimensions: {},
    Timestamp: at,
    Values: [value],
    Unit,
  });
  const isOf = (minutes: number): boolean => at % (minutes * MINUTE) === 0;
  return [
    ...(isOf(15) ? [own(inFlight.OLDEST_RUNNABLE_SECONDS, 0, 'Seconds')] : []),
    ...(isOf(60) ? [own(instances.INSTANCES_REGISTERED, 1)] : []),
    ...(isOf(15) && !isDead ? [own(collector.EVENTS_PROCESSED, 4), own(collector.JOBS_SUCCEEDED, 1)] : []),
  ];
}
