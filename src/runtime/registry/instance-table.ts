import { AttributeValue, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { InstanceReading } from '../../domain/instance/instance-reading';
import { SpotWarning } from '../../domain/instance/spot-warning';
import { PurchaseOption } from '../../domain/names/records';
import { computeEnvironmentKey, InstanceAttribute } from '../../domain/names/tables';
import { passOverRefusal } from '../aws/dynamodb';

export interface InstanceTableSettings {
  readonly tableName: string;
  readonly registeredTtlSeconds: number;
  readonly goneTtlSeconds: number;
}

/** An environment's type can change, by an infrastructure update, and no event tells: it is asked for again after a day. */
const ENVIRONMENT_TTL_SECONDS = 86_400;

type Values = Readonly<Record<string, string | number | undefined>>;

/** The table of instances. Nothing is deleted when an instance leaves: records ask for it later, and expiry cleans up. */
export class InstanceTable {
  constructor(private readonly client: DynamoDBClient, private readonly settings: InstanceTableSettings, private readonly now: () => number) {}

  /** Writes an instance, unless a newer version of it is there. */
  async writeInstance(instance: InstanceReading, purchaseOption: PurchaseOption | undefined): Promise<void> {
    const ttl = instance.goneAt ? this.settings.goneTtlSeconds : this.settings.registeredTtlSeconds;
    const values = { ...instanceValues(instance), [InstanceAttribute.PURCHASE_OPTION]: purchaseOption };
    await this.write(instance.containerInstanceArn, values, ttl, instance.version).catch(passOverRefusal);
  }

  async writeWarning(warning: SpotWarning): Promise<void> {
    const attribute = warning.kind === 'interruption' ? InstanceAttribute.INTERRUPTION_WARNING_AT : InstanceAttribute.REBALANCE_RECOMMENDED_AT;
    await this.write(warning.instanceId, { [attribute]: warning.at }, this.settings.goneTtlSeconds);
  }

  async writeComputeEnvironment(name: string, purchaseOption: PurchaseOption | undefined): Promise<void> {
    await this.write(computeEnvironmentKey(name), { [InstanceAttribute.PURCHASE_OPTION]: purchaseOption }, ENVIRONMENT_TTL_SECONDS);
  }

  /** A newer version overwrites, the same one changes nothing, an older one is refused. */
  private async write(key: string, values: Values, ttlSeconds: number, version?: number): Promise<void> {
    const expiresAt = Math.floor(this.now() / 1000) + ttlSeconds;
    const assignments = Object.entries({ ...values, [InstanceAttribute.EXPIRES_AT]: expiresAt }).filter(([, value]) => value !== undefined);
    await this.client.send(new UpdateItemCommand({
      TableName: this.settings.tableName,
      Key: { [InstanceAttribute.KEY]: { S: key } },
      UpdateExpression: `SET ${assignments.map((_, i) => `#${i} = :${i}`).join(', ')}`,
      ConditionExpression: version === undefined ? undefined : 'attribute_not_exists(#version) OR #version <= :version',
      ExpressionAttributeNames: {
        ...Object.fromEntries(assignments.map(([name], i) => [`#${i}`, name])),
        ...(version === undefined ? {} : { '#version': InstanceAttribute.VERSION }),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(assignments.map(([, value], i) => [`:${i}`, attributeOf(value as string | number)])),
        ...(version === undefined ? {} : { ':version': { N: String(version) } }),
      },
    }));
  }
}

const attributeOf = (value: string | number): AttributeValue => typeof value === 'number' ? { N: String(value) } : { S: value };

function instanceValues(instance: InstanceReading): Values {
  return {
    [InstanceAttribute.INSTANCE_ID]: instance.instanceId,
    [InstanceAttribute.INSTANCE_TYPE]: instance.instanceType,
    [InstanceAttribute.AVAILABILITY_ZONE]: instance.availabilityZone,
    [InstanceAttribute.ARCHITECTURE]: instance.architecture,
    [InstanceAttribute.AMI_ID]: instance.amiId,
    [InstanceAttribute.VCPUS]: instance.vcpus,
    [InstanceAttribute.MEMORY_MIB]: instance.memoryMiB,
    [InstanceAttribute.ECS_CLUSTER]: instance.ecsCluster,
    [InstanceAttribute.COMPUTE_ENVIRONMENT]: instance.computeEnvironment,
    [InstanceAttribute.STATUS]: instance.status,
    [InstanceAttribute.REGISTERED_AT]: instance.registeredAt,
    [InstanceAttribute.GONE_AT]: instance.goneAt,
    [InstanceAttribute.VERSION]: instance.version,
  };
}
