import { Surroundings } from '../around/surroundings';
import { Day } from '../engine/day';
import { Entry, Job } from '../model';
import { Random } from '../random';
import { Site } from '../site';
import { aroundHappenings } from './around-events';
import { Content, Happening } from './envelope';
import { instanceHappenings } from './instance-events';
import { jobDetail } from './job-events';
import { jobArn, queueArn } from './names';
import { noise } from './noise';
import { DetailType, EventSource } from '../../../src/domain/names/events';

/** One foreign event for so many jobs. */
const JOBS_PER_NOISE = 20;

/** All events of the day in the order of time. */
export function happenings(day: Day, around: Surroundings, seed: number): Happening[] {
  const random = new Random(seed, 'events');
  const all: Happening[] = [];
  const silent = new Set(around.lives.filter(({ departure }) => departure?.silent).map(({ host }) => host));
  const add = (at: number, content: () => Content, isEmitted = true) => {
    const id = random.uuid();
    if (isEmitted) all.push({ at, id, content });
  };
  for (const job of day.jobs) for (const entry of job.entries) add(entry.at, () => jobEvent(day.site, job, entry));
  for (const host of day.hosts) {
    for (const { at, content, isEnd } of instanceHappenings(host)) add(at, content, !isEnd || !silent.has(host));
  }
  addNoise(day, random, add);
  return [...all, ...aroundHappenings(day, around, seed)].sort((one, other) => one.at - other.at);
}

/** The events of some jobs alone, in the order of time. */
export function jobHappenings(site: Site, jobs: readonly Job[], seed: number): Happening[] {
  const random = new Random(seed, 'job-events');
  const all = jobs.flatMap((job) =>
    job.entries.map((entry) => ({ at: entry.at, id: random.uuid(), content: () => jobEvent(site, job, entry) })),
  );
  return all.sort((one, other) => one.at - other.at);
}

function jobEvent(site: Site, job: Job, entry: Entry): Content {
  const blocked = entry.blockedReason !== undefined;
  const arn = jobArn(site, job);
  return {
    type: blocked ? DetailType.JOB_QUEUE_BLOCKED : DetailType.JOB_STATE_CHANGE,
    source: EventSource.BATCH,
    resources: blocked ? [arn, queueArn(site, job)] : [arn],
    detail: jobDetail(site, job, entry),
  };
}

function addNoise({ site, jobs }: Day, random: Random, add: (at: number, content: () => Content) => void): void {
  for (let index = 0; index < jobs.length; index += JOBS_PER_NOISE) {
    const job = jobs[index];
    const content = noise(site, job, random);
    add(job.entries[0].at + random.milliseconds(0, 2), () => content);
  }
}
