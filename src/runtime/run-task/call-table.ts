import { Call } from './read-calls';
import { CallAttribute } from '../../domain/names/run-task';
import { AttributeValue, DynamoDb } from '../aws/dynamodb';

export interface CallTableSettings {
  readonly tableName: string;
  readonly ttlSeconds: number;
}

/** The parts of a call that the current messages must count. */
export interface Claim {
  readonly call: boolean;
  readonly placed: boolean;
  /** The token of the message that claimed the call in an earlier delivery. Absent if this is the first claim. */
  readonly redelivered?: string;
}

/**
 * The table of counted RunTask calls. The first message about a call claims it. If that message is delivered again, it counts again, because its
 * first delivery may have crashed before it wrote its output. Any other copy of the event is a duplicate.
 *
 * A claim is never taken back. Callers build their output before the claim, so that no later step can fail.
 */
export class CallTable {
  constructor(
    private readonly client: DynamoDb,
    private readonly settings: CallTableSettings,
    private readonly now: () => number,
  ) {}

  /** Claims a call in one write. Retries of a call share a row: each counts as a call, and the first successful response counts the placed tasks. */
  async claim({ reading, tokens }: Call): Promise<Claim> {
    const facts = [nameOf(reading.eventId), ...(reading.placed > 0 ? [CallAttribute.PLACED] : [])];
    const { Attributes = {} } = await this.client.updateItem({
      TableName: this.settings.tableName,
      Key: { [CallAttribute.KEY]: { S: reading.callKey } },
      UpdateExpression: `SET #expiry = :expiry, ${facts.map((_, i) => `#${i} = if_not_exists(#${i}, :token)`).join(', ')}`,
      ExpressionAttributeNames: { '#expiry': CallAttribute.EXPIRES_AT, ...Object.fromEntries(facts.map((name, i) => [`#${i}`, name])) },
      ExpressionAttributeValues: { ':expiry': this.expiry(), ':token': { S: tokens[0] } },
      ReturnValues: 'ALL_OLD',
    });
    const isClaimed = (name: string): boolean => !Attributes[name] || tokens.includes(Attributes[name].S as string);
    const call = nameOf(reading.eventId);
    return { call: isClaimed(call), placed: isClaimed(CallAttribute.PLACED), redelivered: Attributes[call]?.S };
  }

  private expiry(): AttributeValue {
    return { N: String(Math.floor(this.now() / 1000) + this.settings.ttlSeconds) };
  }
}

/** The attribute of one call. The prefix prevents a conflict with the names in `CallAttribute`. */
const nameOf = (eventId: string): string => `call:${eventId}`;
