/** Messages that are large, long or contradictory, and yet valid: they must be accepted and recorded as they are. */
import { Judge } from './judge';
import { HostileStage, Message } from './stage';
import { Subject } from './subjects';
import { Json, JsonObject } from '../aws/json';

export interface CaseResult {
  readonly name: string;
  readonly messages: number;
  readonly batches: number;
  readonly result: string;
}

/** One attempt: epoch milliseconds. */
interface Life {
  readonly createdAt: number;
  readonly attempts: readonly Attempt[];
}
interface Attempt {
  readonly runnable: number;
  readonly starting: number;
  readonly started: number;
  readonly stopped: number;
}

const SECOND = 1_000;
const DAY = 86_400_000;
const MAX_ITEM_BYTES = 1_024;

export class Cases {
  readonly results: CaseResult[] = [];
  private readonly checks: (() => void)[] = [];
  private readonly detail: JsonObject;
  private readonly now = Math.floor(Date.now() / SECOND) * SECOND - 3_600 * SECOND;
  private ids = 0;

  constructor(
    private readonly stage: HostileStage,
    private readonly judge: Judge,
    private readonly watch: (name: string) => void,
    subjects: readonly Subject[],
  ) {
    this.detail = subjects.find(({ type }) => type === 'job, EC2, SUCCEEDED')?.message.detail as JsonObject;
  }

  async run(): Promise<void> {
    await this.megabytes();
    await this.thousand();
    await this.array();
    await this.tenAttempts();
    await this.fortyDays();
    await this.clocks();
    await this.stage.settle(() => {});
  }

  /** When all lines are there. */
  conclude(): void {
    this.checks.forEach((check) => check());
  }

  private async megabytes(): Promise<void> {
    const jobs = Array.from({ length: 5 }, (_, index) => this.job(`1 MiB ${index}`));
    const value = Array.from({ length: 20_000 }, (_, index) => ({ name: `N${index}`, value: `value-of-variable-${index}` }));
    const events = jobs.map((id) =>
      this.event(id, 'FAILED', this.now, this.life(this.now), {
        container: { environment: value as unknown as Json, reason: 'CannotStartContainerError: value-of-variable-7' },
        statusReason: 'It said value-of-variable-7',
      }),
    );
    const bytes = await this.deliver([events]);
    this.expect('messages of 1 MiB, one batch', 5, 1, `${Math.round(bytes / 1e5) / 10} MB, ${jobs.length} records, masked`, () =>
      jobs.every((id) => {
        const record = JSON.stringify(this.record(id) ?? null);
        return record !== 'null' && !record.includes('value-of-variable');
      }),
    );
  }

  private async thousand(): Promise<void> {
    const queue = this.queue('thousand');
    await this.deliver([
      Array.from({ length: 1_000 }, (_, index) =>
        this.event(this.job(`thousand ${index}`), 'RUNNABLE', this.now, this.life(this.now), { jobQueue: queue }),
      ),
    ]);
    this.expect('a batch of 1,000 jobs', 1_000, 1, '1,000 counted', () => this.total(queue, 'JobsRunnable') === 1_000);
  }

  private async array(): Promise<void> {
    const queue = this.queue('array');
    const parent = this.job('array');
    const life = this.life(this.now);
    const children = Array.from({ length: 10_000 }, (_, index) => `${parent}:${index}`);
    const batches = Array.from({ length: 30 }, (_, batch) =>
      children
        .slice(batch * 334, (batch + 1) * 334)
        .flatMap((id) =>
          this.whole(id, life, { jobQueue: queue, arrayProperties: { index: Number(id.split(':')[1]), statusSummary: {} } }),
        ),
    );
    await this.deliver(batches);
    this.expect(
      'an array of 10,000 children that end in one second',
      batches.flat().length,
      batches.length,
      '10,000 records and counts',
      () => children.every((id) => this.record(id)?.TotalRunningSeconds === 300) && this.total(queue, 'JobsSucceeded') === 10_000,
    );
  }

  private async tenAttempts(): Promise<void> {
    const id = this.job('ten attempts');
    const attempts = Array.from({ length: 10 }, (_, index) => this.life(this.now - (10 - index) * 1_000 * SECOND).attempts[0]);
    const life = { createdAt: attempts[0].runnable - 10 * SECOND, attempts };
    for (const event of this.whole(id, life, {
      jobName: 'a-name-of-thirty-two-characters-',
      jobQueue: this.queue('a-queue-of-thirty-two-characters'),
    })) {
      await this.deliver([[event]]);
    }
    let bytes = 0;
    for await (const [, item] of this.stage.items()) if ((item.JobId as JsonObject | undefined)?.S === id) bytes = this.judge.bytesOf(item);
    this.expect(
      '10 attempts',
      31,
      31,
      `10 attempts in the record, an item of ${bytes} bytes`,
      () =>
        bytes > 0 &&
        bytes <= MAX_ITEM_BYTES &&
        this.record(id)?.AttemptCount === 10 &&
        this.record(id)?.TotalRunningSeconds === 3_000 &&
        this.record(id)?.LostSeconds === 2_700,
    );
  }

  private async fortyDays(): Promise<void> {
    const id = this.job('forty days');
    const [first] = this.life(this.now - 40 * DAY).attempts;
    await this.deliver([
      this.whole(id, { createdAt: first.runnable - 10 * SECOND, attempts: [{ ...first, stopped: first.started + 40 * DAY }] }),
    ]);
    this.expect('a job of 40 days', 4, 1, '3,456,000 s of running time', () => this.record(id)?.TotalRunningSeconds === 3_456_000);
  }

  /** Times as clocks of hosts can report them; a duration between two of them that would be negative is zero. */
  private async clocks(): Promise<void> {
    const [plain] = this.life(this.now).attempts;
    const odd: readonly (readonly [string, Life])[] = [
      ['RUNNING before STARTING', { createdAt: plain.runnable, attempts: [{ ...plain, started: plain.starting - 30 * SECOND }] }],
      ['stopped before started', { createdAt: plain.runnable, attempts: [{ ...plain, stopped: plain.started - 5 * SECOND }] }],
      ['created in the future', { createdAt: plain.runnable + 10 * DAY, attempts: [plain] }],
      ['STARTING before RUNNABLE', { createdAt: plain.runnable, attempts: [{ ...plain, starting: plain.runnable - 90 * SECOND }] }],
      [
        'a clock set back between two attempts',
        { createdAt: plain.runnable, attempts: [plain, { ...plain, runnable: plain.stopped - 600 * SECOND }] },
      ],
    ];
    const jobs = odd.map(([name, life]) => [this.job(name), life] as const);
    await this.deliver([jobs.flatMap(([id, life]) => this.whole(id, life))]);
    this.expect('clocks that disagree in five ways', 23, 1, 'no negative duration, every other duration as reported', () =>
      jobs.every(([id, life]) => this.isHonest(this.record(id), life)),
    );
  }

  private isHonest(record: JsonObject | undefined, { createdAt, attempts }: Life): boolean {
    const between = (from: number, to: number): number => Math.max(0, to - from) / SECOND;
    const running = attempts.reduce((sum, { started, stopped }) => sum + between(started, stopped), 0);
    return (
      record !== undefined &&
      record.TotalRunningSeconds === running &&
      record.TotalSeconds === between(createdAt, attempts[attempts.length - 1].stopped)
    );
  }

  private expect(name: string, messages: number, batches: number, result: string, holds: () => boolean): void {
    this.results.push({ name, messages, batches, result });
    this.checks.push(() => {
      if (!holds()) this.judge.violate(`${name}: does not hold: ${result}`);
    });
  }

  private record(id: string): JsonObject | undefined {
    return this.judge.records.get(id)?.[0];
  }

  private total(queue: string, metric: string): number {
    return this.judge
      .of(queue.split('/')[1])
      .filter((line) => line.startsWith(`metric ${metric} `))
      .flatMap((line) => JSON.parse(line.slice(line.indexOf('[['))) as [number, number][])
      .reduce((sum, [value, count]) => sum + value * count, 0);
  }

  private queue(name: string): string {
    this.watch(name);
    return `arn:aws:batch:eu-west-1:1:job-queue/${name}`;
  }

  /** A job that nothing else is about. */
  private job(_: string): string {
    return `00000000-0000-4000-9000-${String((this.ids += 1)).padStart(12, '0')}`;
  }

  private life(runnable: number): Life {
    const started = runnable + 61 * SECOND;
    return {
      createdAt: runnable - 10 * SECOND,
      attempts: [{ runnable, starting: runnable + 30 * SECOND, started, stopped: started + 300 * SECOND }],
    };
  }

  /** RUNNABLE, STARTING and RUNNING of each attempt, and the end. */
  private whole(id: string, life: Life, more: JsonObject = {}): string[] {
    return [
      ...life.attempts.flatMap(({ runnable, starting, started }, index) => {
        const before = { ...life, attempts: life.attempts.slice(0, index) };
        return [
          this.event(id, 'RUNNABLE', runnable, before, more),
          this.event(id, 'STARTING', starting, before, more),
          this.event(id, 'RUNNING', started, before, { ...more, startedAt: started }),
        ];
      }),
      this.event(id, 'SUCCEEDED', life.attempts[life.attempts.length - 1].stopped, life, more),
    ];
  }

  private event(id: string, status: string, at: number, { createdAt, attempts }: Life, more: JsonObject = {}): string {
    const last = attempts[attempts.length - 1];
    const isEnd = status === 'SUCCEEDED' || status === 'FAILED';
    const { startedAt: _, stoppedAt: __, statusReason: ___, ...detail } = this.detail;
    const container = { ...(detail.container as JsonObject), ...(more.container as JsonObject | undefined) };
    const times = isEnd && last ? { startedAt: last.started, stoppedAt: last.stopped } : {};
    const over = attempts.map(({ started, stopped }) => ({
      startedAt: started,
      stoppedAt: stopped,
      statusReason: 'Essential container in task exited',
      container: { taskArn: container.taskArn },
    }));
    return JSON.stringify({
      'detail-type': 'Batch Job State Change',
      source: 'aws.batch',
      account: '1',
      region: 'eu-west-1',
      time: new Date(Math.floor(at / SECOND) * SECOND).toISOString(),
      detail: { ...detail, ...times, ...more, container, jobId: id, status, createdAt, attempts: over },
    });
  }

  private async deliver(batches: readonly (readonly string[])[]): Promise<number> {
    let bytes = 0;
    for (const batch of batches) {
      const messages = batch.map((body): Message => ({ id: `case-${(this.ids += 1)}`, body }));
      for (const { body } of messages) {
        this.judge.noteEnd(body);
        bytes += Buffer.byteLength(body);
      }
      const { failed, crash } = await this.stage.deliver('collector', messages);
      if (crash || failed.size > 0) this.judge.violate(`${failed.size} true messages failed: ${crash?.errorMessage ?? ''}`);
    }
    return bytes;
  }
}
