import { LogLines } from './log-lines';
import { Stage } from './stage';
import { encodeFact, ENDED, Fact, TimedState } from '../../../src/domain/job/facts';
import { makeSnapshot } from '../../../src/runtime/in-flight/make-snapshot';

/** A job as a test wants it in the table: seconds before the snapshot at which it entered each state of its last attempt. */
export interface StoredJob {
  readonly jobId: string;
  readonly queue?: string;
  readonly vcpus?: number;
  readonly states?: Partial<Record<TimedState, number>>;
  readonly facts?: readonly Fact[];
  readonly ended?: boolean;
  readonly more?: Readonly<Record<string, string | number>>;
  /** Seconds from the snapshot on. */
  readonly expiresIn?: number;
}

/** A snapshot on the stage, with tables of its own. */
export class DeployedSnapshot {
  readonly lines: LogLines;

  constructor(
    readonly stage: Stage,
    readonly variables: Record<string, string>,
  ) {
    this.lines = new LogLines(() => stage.now);
  }

  /** A run at the stage's time. */
  async take(time = new Date(this.stage.now).toISOString()): Promise<void> {
    await this.run({ source: 'aws.events', 'detail-type': 'Scheduled Event', time });
  }

  /** A run in another execution environment: it knows what the table holds and nothing else. */
  async run(event: object): Promise<void> {
    await makeSnapshot(
      { ...process.env, ...this.variables },
      () => this.stage.now,
      (line) => this.lines.raw.push(line),
    ).take(event);
  }

  /** A run of which nothing came before. */
  async takeAnew(): Promise<void> {
    this.lines.clear();
    await this.take();
  }

  async store(...jobs: readonly StoredJob[]): Promise<void> {
    await Promise.all(jobs.map((job) => this.stage.put(this.variables.JOB_TABLE, this.itemOf(job))));
  }

  async storeInstance(key: string, row: Readonly<Record<string, string | number>> = {}, expiresIn = 86_400): Promise<void> {
    const values = Object.entries({ ...row, ExpiresAt: this.stage.now / 1000 + expiresIn }).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: value },
    ]);
    await this.stage.put(this.variables.INSTANCE_TABLE, { ContainerInstanceArn: { S: key }, ...Object.fromEntries(values) });
  }

  /** The gauges of the last run, as `Name dimension=value …`. */
  get gauges(): Record<string, number> {
    return Object.fromEntries(
      this.lines.dataPoints.map(({ Name, Dimensions, Values }) => {
        if (Values.length !== 1) throw new Error(`${Name} was told ${Values.length} times`);
        return [
          [
            Name,
            ...Object.entries(Dimensions)
              .map(([name, value]) => `${name}=${value}`)
              .sort(),
          ].join(' '),
          Values[0],
        ];
      }),
    );
  }

  private itemOf({ jobId, queue, vcpus, states = {}, facts = [], ended, more = {}, expiresIn = 86_400 }: StoredJob) {
    const told = Object.entries(states).map(([state, seconds]): Fact => ({
      state: state as TimedState,
      atMillis: this.stage.now - seconds * 1000,
      attempt: 1,
      token: 'k3f9z',
    }));
    const texts = {
      ...Object.fromEntries([...told, ...facts].map(encodeFact)),
      ...(queue && { JobQueue: queue }),
      ...(ended && { [ENDED]: 'k3f9z' }),
      ...more,
    };
    return {
      JobId: { S: jobId },
      ExpiresAt: { N: String(this.stage.now / 1000 + expiresIn) },
      ...(vcpus === undefined ? {} : { Vcpus: { N: String(vcpus) } }),
      ...Object.fromEntries(
        Object.entries(texts).map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: value }]),
      ),
    };
  }
}

export async function deploySnapshot(stage: Stage, variables: Record<string, string> = {}): Promise<DeployedSnapshot> {
  return new DeployedSnapshot(stage, {
    JOB_TABLE: await stage.newTable('JobId'),
    METRIC_NAMESPACE: 'BatchInsights',
    SCAN_SEGMENTS: '4',
    EMPTY_QUEUE_SECONDS: '604800',
    ...variables,
  });
}
