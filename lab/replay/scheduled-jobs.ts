import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StackTemplate } from './assembly/stack-template';
import { EmulatedServices } from './emulated-services';
import { Events } from './events/place-of-events';
import { MeasuredPoint } from './logs/embedded-metrics';
import { World } from './standins/world';
import { describeRun } from '../scheduler/describe-run';
import { withScheduledEvents } from '../scheduler/merge-events';
import { ScheduledRuns, ScheduledSpan, runSchedules } from '../scheduler/run-schedules';

/** What became of each run of a schedule, and the records and the totals of metrics that are true of their jobs. */
export const SCHEDULED_FILES = {
  runs: 'scheduled-runs.ndjson',
  truth: 'scheduled-truth.ndjson',
  metrics: 'scheduled-truth-metrics.ndjson',
} as const;

/** The schedules of a deployment beside the events of a replay. */
export class ScheduledJobs {
  private readonly ran?: ScheduledRuns;

  constructor(templates: readonly StackTemplate[], { Account, Region }: World, span: ScheduledSpan | undefined) {
    if (span) this.ran = runSchedules(templates, { account: Account, region: Region }, span);
  }

  get points(): readonly MeasuredPoint[] {
    return this.ran?.points ?? [];
  }

  /** With the compute environments that the jobs run in. */
  worldOf(known: World): World {
    if (!this.ran) return known;
    const { site, prices } = this.ran;
    const added = [...site.environments.values()].map(({ name, arn, type, uuid, clusterArn }) => ({
      Name: name,
      Arn: arn,
      Type: type,
      Uuid: uuid,
      EcsClusterArn: clusterArn,
    }));
    return { ...known, Prices: known.Prices ?? prices, ComputeEnvironments: [...known.ComputeEnvironments, ...added] };
  }

  among(events: Events): Events {
    return this.ran ? withScheduledEvents(events, this.ran.events) : events;
  }

  /** Dead letters reach their queues, and calls their log. */
  async setAside({ broker, calls }: EmulatedServices): Promise<void> {
    for (const { function: functionId, count, ...call } of this.ran?.calls ?? []) calls.note({ functionId }, call, count);
    for (const { queueArn, body, attributes } of this.ran?.deadLetters ?? []) {
      const queue = broker.byArn(queueArn);
      if (queue !== undefined) await broker.sendDeadLetter(queue, body, attributes);
    }
  }

  write(out: string): void {
    if (!this.ran) return;
    const lines = (values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');
    writeFileSync(join(out, SCHEDULED_FILES.runs), lines(this.ran.runs.map(describeRun)));
    writeFileSync(join(out, SCHEDULED_FILES.truth), lines(this.ran.truth));
    writeFileSync(join(out, SCHEDULED_FILES.metrics), lines(this.ran.metrics));
  }
}
