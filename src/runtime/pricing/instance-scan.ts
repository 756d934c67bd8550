import { TimeRange } from '../../domain/cost/hours';
import { Service, serviceWithin } from '../../domain/cost/instance-cost';
import { GONE_STATUSES } from '../../domain/instance/instance-reading';
import { InstanceAttribute } from '../../domain/names/tables';
import { DynamoDb } from '../aws/dynamodb';
import { scanTable } from '../aws/scan-table';
import { knownInstance } from '../registry/instance-row';

/** There are far fewer instances than jobs, and one page of a scan holds about two thousand. */
const SEGMENTS = { segments: 1 };
const READ = {
  '#key': InstanceAttribute.KEY,
  '#environment': InstanceAttribute.COMPUTE_ENVIRONMENT,
  '#type': InstanceAttribute.INSTANCE_TYPE,
  '#zone': InstanceAttribute.AVAILABILITY_ZONE,
  '#option': InstanceAttribute.PURCHASE_OPTION,
  '#registered': InstanceAttribute.REGISTERED_AT,
  '#gone': InstanceAttribute.GONE_AT,
} as const;

/** Reads the lifetimes of instances from the instance table. */
export class InstanceScan {
  constructor(
    private readonly client: DynamoDb,
    private readonly tableName: string,
  ) {}

  /** The instances that were in service within an interval. Those that left at a time that is not known are left out, and those that nothing was heard of until they expired. */
  async servicesWithin(interval: TimeRange): Promise<Service[]> {
    const found: Service[] = [];
    const statuses = GONE_STATUSES.map((status) => `:${status}`);
    await scanTable(
      this.client,
      {
        TableName: this.tableName,
        FilterExpression: `begins_with(#key, :arn) AND (attribute_exists(#gone) OR (NOT #status IN (${statuses.join(', ')}) AND #expires > :until))`,
        ProjectionExpression: Object.keys(READ).join(', '),
        ExpressionAttributeNames: { ...READ, '#status': InstanceAttribute.STATUS, '#expires': InstanceAttribute.EXPIRES_AT },
        ExpressionAttributeValues: {
          ':arn': { S: 'arn:' },
          ':until': { N: String(interval.toMillis / 1000) },
          ...Object.fromEntries(GONE_STATUSES.map((status) => [`:${status}`, { S: status }])),
        },
      },
      SEGMENTS,
      (item) => {
        const service = serviceWithin(knownInstance(item), interval);
        if (service) found.push(service);
      },
    );
    return found;
  }
}
