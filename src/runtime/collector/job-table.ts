import { JobUpdate } from '../../domain/collect/observe';
import { JobReading, uncountedKind } from '../../domain/event/job-reading';
import { decodeFacts, encodeFact, ENDED, JobFacts, markOf, OwnFacts } from '../../domain/job/facts';
import { JobAttribute } from '../../domain/names/tables';
import { AttributeValue, DynamoDb, ignoreConditionFailure, isConditionFailure, Item, UpdateItemCommandInput } from '../aws/dynamodb';
import { pauseBeforeRetry } from '../aws/pause';
import { Deadline } from '../deadline';

export interface JobTableSettings {
  readonly tableName: string;
  readonly inFlightTtlSeconds: number;
  readonly finishedTtlSeconds: number;
}

/** The number of tries to take facts back. Each makes up to five requests. */
const TAKE_BACK_TRIES = 4;
/** No try starts later than this. */
const TAKE_BACK_MILLIS = 15_000;
/** Keeps the item below one kilobyte, above which each write consumes two write units. */
const MAX_BLOCKED_REASON_LENGTH = 120;

type Assignment = readonly [name: string, value: AttributeValue];

interface Setting {
  /** Facts: a value is only set if the attribute does not exist yet. */
  readonly once: readonly Assignment[];
  readonly always: readonly Assignment[];
}

interface Guard {
  readonly condition: string;
  readonly names: Record<string, string>;
}

/** The table of jobs in flight. Each batch updates a job once, without reading it first. */
export class JobTable {
  constructor(
    private readonly client: DynamoDb,
    private readonly settings: JobTableSettings,
    private readonly now: () => number,
    private readonly deadline: Deadline,
  ) {}

  /** Adds the facts that a batch has about a job. Returns the facts that were known before. */
  async add(update: JobUpdate): Promise<JobFacts> {
    const setting = this.settingOf(update);
    if (update.facts.ended !== undefined) {
      return this.update(update.jobId, { ...setting, always: [...setting.always, this.expiry(this.settings.finishedTtlSeconds)] });
    }
    const inFlight = this.expiry(this.settings.inFlightTtlSeconds);
    try {
      const guard = { condition: 'attribute_not_exists(#ended)', names: { '#ended': ENDED } };
      return await this.update(update.jobId, { ...setting, always: [...setting.always, inFlight] }, guard);
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      // This is a late event of a job that ended. The expiry stays as the end of the job set it, unless the item has just expired.
      return this.update(update.jobId, { ...setting, once: [...setting.once, inFlight] });
    }
  }

  /**
   * Removes the facts that an update added, because the update could not be completed. SQS delivers its messages again. After a redrive from
   * the dead-letter queue they have new ids, and facts left in the table would make them look like duplicates.
   *
   * A fact that an earlier delivery may have emitted leaves a mark, so that it is emitted as redelivered. A job whose end is taken back
   * is in flight again, with the expiry of a job in flight. This write has more retries than others: if it fails, the facts stay, and
   * look as if they had been emitted.
   */
  async takeBack(jobId: string, own: OwnFacts): Promise<void> {
    const added = [...own.facts.map(encodeFact), ...(own.ended === undefined ? [] : [[ENDED, own.ended] as const])];
    if (added.length === 0) return;
    const set: Assignment[] = [
      ...own.possiblyEmitted.map((name): Assignment => [markOf(name), { N: '1' }]),
      ...(own.ended === undefined ? [] : [this.expiry(this.settings.inFlightTtlSeconds)]),
    ];
    await this.updateWithRetries(
      {
        TableName: this.settings.tableName,
        Key: keyOf(jobId),
        UpdateExpression: `REMOVE ${added.map((_, i) => `#${i}`).join(', ')}${set.length > 0 ? ` SET ${set.map((_, i) => `#s${i} = :s${i}`).join(', ')}` : ''}`,
        ConditionExpression: added.map((_, i) => `#${i} = :${i}`).join(' AND '),
        ExpressionAttributeNames: Object.fromEntries([
          ...added.map(([name], i) => [`#${i}`, name]),
          ...set.map(([name], i) => [`#s${i}`, name]),
        ]),
        ExpressionAttributeValues: Object.fromEntries([
          ...added.map(([, value], i) => [`:${i}`, { S: value }]),
          ...set.map(([, value], i) => [`:s${i}`, value]),
        ]),
      },
      this.now() + TAKE_BACK_MILLIS,
    );
  }

  /** Stores why the job blocks its job queue. Changes nothing if the job ended, its item expired, or a later reason is known. */
  async block(jobId: string, reason: string, atMillis: number): Promise<void> {
    const blocked: Assignment[] = [
      [JobAttribute.BLOCKED_AT, { N: String(atMillis) }],
      [JobAttribute.BLOCKED_REASON, { S: reason.slice(0, MAX_BLOCKED_REASON_LENGTH) }],
    ];
    const isNew = 'attribute_exists(#id) AND attribute_not_exists(#ended) AND (attribute_not_exists(#0) OR #0 <= :0)';
    const names = { '#ended': ENDED, '#id': JobAttribute.JOB_ID };
    await this.update(jobId, { once: [], always: blocked }, { condition: isNew, names }).catch(ignoreConditionFailure);
  }

  /** The known facts of a waiting job. The read is eventually consistent, because the job has waited for at least half a minute. */
  async get(jobId: string): Promise<JobFacts> {
    const { Item: item } = await this.client.getItem({ TableName: this.settings.tableName, Key: keyOf(jobId) });
    return knownFrom(item);
  }

  /** Opens a connection during the function's initialization. The result of the read does not matter. */
  async prime(): Promise<void> {
    await this.get('-').catch(() => undefined);
  }

  private settingOf(update: JobUpdate): Setting {
    const once = update.facts.facts.map(encodeFact).map(([name, value]): Assignment => [name, { S: value }]);
    const ended: Assignment[] = update.facts.ended === undefined ? [] : [[ENDED, { S: update.facts.ended }]];
    return { once: [...once, ...ended], always: identityOf(update.observations[0].reading) };
  }

  /** Updates an item with retries. A failed condition is no error: another delivery wrote meanwhile, or an earlier try took effect and its response was lost. */
  private async updateWithRetries(input: UpdateItemCommandInput, until: number, tried = 1): Promise<void> {
    try {
      await this.client.updateItem(input).catch(ignoreConditionFailure);
    } catch (error) {
      if (tried === TAKE_BACK_TRIES || this.now() >= until || this.deadline.millis === 0) throw error;
      await pauseBeforeRetry(tried, this.deadline.millis);
      await this.updateWithRetries(input, until, tried + 1);
    }
  }

  private expiry(ttlSeconds: number): Assignment {
    return [JobAttribute.EXPIRES_AT, { N: String(Math.floor(this.now() / 1000) + ttlSeconds) }];
  }

  private async update(jobId: string, { once, always }: Setting, guard?: Guard): Promise<JobFacts> {
    const all = [...once, ...always];
    const { Attributes } = await this.client.updateItem({
      TableName: this.settings.tableName,
      Key: keyOf(jobId),
      UpdateExpression: `SET ${all.map((_, i) => (i < once.length ? `#${i} = if_not_exists(#${i}, :${i})` : `#${i} = :${i}`)).join(', ')}`,
      ConditionExpression: guard?.condition,
      ExpressionAttributeNames: { ...guard?.names, ...Object.fromEntries(all.map(([name], i) => [`#${i}`, name])) },
      ExpressionAttributeValues: Object.fromEntries(all.map(([, value], i) => [`:${i}`, value])),
      ReturnValues: 'ALL_OLD',
    });
    return knownFrom(Attributes);
  }
}

const keyOf = (jobId: string): Item => ({ [JobAttribute.JOB_ID]: { S: jobId } });

function knownFrom(item: Item | undefined): JobFacts {
  return decodeFacts(Object.fromEntries(Object.entries(item ?? {}).map(([name, value]) => [name, value.S])));
}

/** The attributes that stay the same for the life of a job, so that writing them again changes nothing. */
function identityOf(reading: JobReading): Assignment[] {
  const values: readonly (readonly [string, string | number | undefined])[] = [
    [JobAttribute.JOB_NAME, reading.jobName],
    [JobAttribute.JOB_QUEUE, reading.jobQueue],
    [JobAttribute.JOB_DEFINITION, reading.jobDefinition],
    [JobAttribute.CREATED_AT, reading.createdAt],
    [JobAttribute.VCPUS, reading.vcpus],
    [JobAttribute.MEMORY_MIB, reading.memoryMiB],
    [JobAttribute.GPUS, reading.gpus],
    [JobAttribute.UNCOUNTED, uncountedKind(reading)],
  ];
  return values.flatMap(([name, value]): Assignment[] =>
    value === undefined ? [] : [[name, typeof value === 'number' ? { N: String(value) } : { S: value }]],
  );
}
