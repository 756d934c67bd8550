import { tallyInstances } from './instances-in-service';
import { tallyJobs } from './jobs-in-flight';
import { Memory, MemoryRow } from './memory-row';
import { Fields } from '../../domain/event/fields';
import { inFlightRecord } from '../../domain/in-flight/in-flight-record';
import { InstanceTally } from '../../domain/in-flight/instance-tally';
import { KnownNames, areEqual, updateKnownNames } from '../../domain/in-flight/known-names';
import { measureInstances, measureJobs } from '../../domain/in-flight/measure-snapshot';
import { JobTally, NO_JOBS } from '../../domain/in-flight/queue-tally';
import { DynamoDb } from '../aws/dynamodb';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Output } from '../output/output';
import { reportFailure } from '../rejection';

export interface SnapshotSettings {
  readonly jobTable: string;
  /** Absent if there is no instance registry. */
  readonly instanceTable?: string;
  readonly segments: number;
  /** How long an empty job queue or compute environment is still reported, with zero. */
  readonly emptySeconds: number;
}

/** The result of one run. */
interface Findings {
  readonly jobs: JobTally;
  readonly instances?: InstanceTally;
  readonly memory: Memory;
}

/** Takes a snapshot of the jobs in flight and the instances in service from the tables. */
export class Snapshot {
  private readonly row: MemoryRow;

  constructor(
    private readonly client: DynamoDb,
    private readonly settings: SnapshotSettings,
    private readonly output: Output,
    readonly deadline: Deadline,
  ) {
    this.row = new MemoryRow(client, settings.jobTable);
  }

  /** Takes one snapshot, for the scheduled time of its event. It publishes nothing unless all reads succeed: missing numbers are better than wrong ones. */
  async take(scheduledEvent: unknown): Promise<void> {
    const atMillis = instantOf(scheduledEvent);
    this.deadline.keep(KEPT_FOR_THE_END);
    try {
      this.publish(await this.look(Math.floor(atMillis / 1000)), atMillis);
    } catch (error) {
      reportFailure('snapshot', error, this.output);
      throw new Error('The snapshot could not be taken: the log record above has the reason');
    }
  }

  private async look(atSeconds: number): Promise<Findings> {
    const { jobTable, instanceTable, segments } = this.settings;
    const [known, jobs, instances] = await Promise.all([
      this.row.read(),
      tallyJobs(this.client, jobTable, segments, atSeconds),
      instanceTable === undefined ? undefined : tallyInstances(this.client, instanceTable, atSeconds),
    ]);
    const after = (before: KnownNames, found: ReadonlyMap<string, unknown>) =>
      updateKnownNames(before, found.keys(), atSeconds, this.settings.emptySeconds);
    const memory = {
      queues: after(known.queues, jobs.byQueue),
      environments: instances && after(known.environments, instances.byEnvironment),
    };
    if (!isSame(known, memory)) await this.row.write(memory, atSeconds);
    return { jobs, instances, memory };
  }

  private publish({ jobs, instances, memory }: Findings, atMillis: number): void {
    for (const queue of memory.queues.keys()) this.output.record(inFlightRecord(queue, jobs.byQueue.get(queue) ?? NO_JOBS, atMillis));
    this.output.measure([
      ...measureJobs(jobs, memory.queues.keys(), atMillis),
      ...(instances && memory.environments ? measureInstances(instances, memory.environments.keys(), atMillis) : []),
    ]);
  }
}

const isSame = (known: Required<Memory>, { queues, environments }: Memory): boolean =>
  areEqual(known.queues, queues) && (!environments || areEqual(known.environments, environments));

/** The scheduled time of the run, which can be earlier than its actual time. */
function instantOf(event: unknown): number {
  const fields = Fields.of(event, '');
  return fields.instant('time') ?? fields.fail('time', 'is missing: a snapshot needs the time of its scheduled event');
}
