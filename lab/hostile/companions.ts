/** Good messages that share the batches of hostile ones: what becomes of them must be what becomes of them alone. */
import { alike } from './inputs';
import { HandlerName, Subject, subjectOf } from './subjects';
import { isObject, JsonObject } from '../aws/json';
import { AwsEvent } from '../simulate/events/envelope';
import { Random } from '../simulate/random';

export interface Companions {
  readonly bodies: readonly string[];
  /** Identifies their lines among those of other batches. */
  readonly names: readonly string[];
}

const PLACE = 'good-companions';

/** The events of whole jobs of each shape, instances from their first event to their last, and calls; by handler. */
export class CompanionMaker {
  private readonly byHandler: ReadonlyMap<HandlerName, readonly Subject[]>;
  private readonly random: Random;

  constructor(events: Iterable<AwsEvent>, seed: number) {
    this.random = new Random(seed, 'companions');
    this.byHandler = sequences(events);
  }

  /** The same messages each time, about others. */
  of(handler: HandlerName, batch: number): Companions {
    if (handler === 'groups') return this.groupCheck(batch);
    const subjects = this.byHandler.get(handler) ?? [];
    const own = new Map([...new Set(subjects.flatMap(({ identities }) => identities))].map((id) => [id, alike(id, this.random)]));
    const name = `${PLACE}-${handler}-${batch}`;
    const bodies = subjects.map(({ message, identities }) =>
      identities.reduce((body, id) => body.replaceAll(id, own.get(id) as string), JSON.stringify(message)).replaceAll(PLACE, name),
    );
    return { bodies, names: [name, ...own.values()] };
  }

  /** One for each batch: a message that has all groups checked must not reach those of later ones. */
  scalingGroups(count: number): JsonObject[] {
    return Array.from({ length: count }, (_, batch) => ({
      Name: groupName(batch),
      CreatedAt: new Date(bornAt(batch)).toISOString(),
      Tags: {},
      EnabledMetrics: [],
    }));
  }

  private groupCheck(batch: number): Companions {
    const name = groupName(batch);
    return {
      names: [name],
      bodies: [JSON.stringify({ 'detail-type': 'EC2 Instance Launch Successful', detail: { AutoScalingGroupName: name } })],
    };
  }
}

/** When the group of a batch comes to be, on the clock of the stand-ins. */
export const bornAt = (batch: number): number => Date.UTC(2026, 0, 1) + batch * 3_600_000;
const groupName = (batch: number): string => `AWSBatch-good-asg-00000000-0000-4000-8000-${String(batch).padStart(12, '0')}`;

const JOBS_OF_A_SHAPE = 1;
/** A small family: an array of hundreds would be most of each batch. */
const MAX_EVENTS = 40;

function sequences(events: Iterable<AwsEvent>): Map<HandlerName, Subject[]> {
  const subjects = [...events].flatMap((event) => subjectOf(event as unknown as JsonObject) ?? []);
  const jobs = groupByIdentity(subjects.filter(({ handler, type }) => handler === 'collector' && type.startsWith('job, ')));
  const perShape = new Map<string, number>();
  const takenJobs = jobs.filter((ofJob) => {
    const shape = `${ofJob[0].type.split(', ')[1]} ${ofJob.at(-1)?.type.split(', ')[2] ?? ''}`;
    const isWhole = ofJob.length <= MAX_EVENTS && /SUCCEEDED|FAILED/.test(ofJob.at(-1)?.type ?? '');
    perShape.set(shape, (perShape.get(shape) ?? 0) + (isWhole ? 1 : 0));
    return isWhole && (perShape.get(shape) ?? 0) <= JOBS_OF_A_SHAPE;
  });
  const instances = groupByIdentity(subjects.filter(({ type }) => type.startsWith('container instance'))).slice(0, 3);
  return new Map<HandlerName, Subject[]>([
    ['collector', takenJobs.flat().map(inQueue)],
    ['registry', instances.flat()],
    [
      'run-task',
      ['placed', 'failures', 'refused']
        .flatMap((outcome) => subjects.find(({ type }) => type === `RunTask, ${outcome}`) ?? [])
        .map(ofQueue),
    ],
  ]);
}

function groupByIdentity(subjects: readonly Subject[]): Subject[][] {
  const groups = new Map<string, Subject[]>();
  for (const subject of subjects) groups.set(subject.identities[0], [...(groups.get(subject.identities[0]) ?? []), subject]);
  return [...groups.values()];
}

/** In a queue of their own, which separates their metrics from those of other jobs. */
const inQueue = (subject: Subject): Subject => ({
  ...subject,
  message: {
    ...subject.message,
    detail: { ...(subject.message.detail as JsonObject), jobQueue: `arn:aws:batch:eu-west-1:1:job-queue/${PLACE}` },
  },
});

function ofQueue(subject: Subject): Subject {
  const detail = subject.message.detail as JsonObject;
  const request = isObject(detail.requestParameters) ? detail.requestParameters : {};
  const tags = [{ key: 'aws:batch:job-queue', value: PLACE }];
  return { ...subject, message: { ...subject.message, detail: { ...detail, requestParameters: { ...request, tags } } } };
}
