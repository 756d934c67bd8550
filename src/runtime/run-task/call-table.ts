import { AttributeValue, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { Call } from './read-calls';
import { CallAttribute } from '../../domain/names/run-task';

export interface CallTableSettings {
  readonly tableName: string;
  readonly ttlSeconds: number;
}

/** What of a call is to be counted by those who tell of it now. */
export interface Claim {
  readonly call: boolean;
  readonly placed: boolean;
  /** Where the call was claimed before, by a message that tells of it again: that message's token. */
  readonly redelivered?: string;
}

/**
 * The table of calls that were counted. The first message that tells of a call keeps it, and gives its counts again when it is delivered again,
 * because its first delivery may have crashed before it wrote them. Another copy of the event is a duplicate.
 *
 * Nothing is ever taken back: what is written to the log is made before the claim, so that nothing can fail after it.
 */
export class CallTable {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly settings: CallTableSettings,
    private readonly now: () => number,
  ) {}

  /** One write, without a read before it. Tries of the same call share a row: each counts as a call, and the first answer counts as placed. */
  async claim({ reading, tokens }: Call): Promise<Claim> {
    const facts = [nameOf(reading.eventId), ...(reading.placed > 0 ? [CallAttribute.PLACED] : [])];
    const { Attributes = {} } = await this.client.send(
      new UpdateItemCommand({
        TableName: this.settings.tableName,
        Key: { [CallAttribute.KEY]: { S: reading.callKey } },
        UpdateExpression: `SET #expiry = :expiry, ${facts.map((_, i) => `#${i} = if_not_exists(#${i}, :token)`).join(', ')}`,
        ExpressionAttributeNames: { '#expiry': CallAttribute.EXPIRES_AT, ...Object.fromEntries(facts.map((name, i) => [`#${i}`, name])) },
        ExpressionAttributeValues: { ':expiry': this.expiry(), ':token': { S: tokens[0] } },
        ReturnValues: 'ALL_OLD',
      }),
    );
    const isOurs = (name: string): boolean => !Attributes[name] || tokens.includes(Attributes[name].S as string);
    const call = nameOf(reading.eventId);
    return { call: isOurs(call), placed: isOurs(CallAttribute.PLACED), redelivered: Attributes[call]?.S };
  }

  private expiry(): AttributeValue {
    return { N: String(Math.floor(this.now() / 1000) + this.settings.ttlSeconds) };
  }
}

/** The attribute of one call; the prefix keeps it apart from those of `CallAttribute`. */
const nameOf = (eventId: string): string => `call:${eventId}`;
