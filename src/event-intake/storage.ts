import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ITable, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { FieldIndexPolicy, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { through } from './encryption';
import { ExpiringTableOptions } from '../handler-options/expiring-table-options';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { LOGS_WITH_AWS_KEY, NO_BACKUP, NO_POINT_IN_TIME_RECOVERY } from '../reviewed-findings/reviews';

export interface ExpiringTableProps extends ExpiringTableOptions {
  readonly partitionKey: string;
  readonly expiryAttribute: string;
  readonly encryptionKey?: IKey;
  readonly removalPolicy?: RemovalPolicy;
}

/** A table of short-lived rows: it pays for what is used, forgets by itself, and is not worth a backup unless an organization demands one. */
export function expiringTable(scope: Construct, props: ExpiringTableProps): Table {
  const table = new Table(scope, 'Table', {
    partitionKey: { name: props.partitionKey, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: props.expiryAttribute,
    encryption: props.encryptionKey ? TableEncryption.CUSTOMER_MANAGED : TableEncryption.AWS_MANAGED,
    encryptionKey: props.encryptionKey,
    removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
    pointInTimeRecoverySpecification: props.pointInTimeRecovery ? { pointInTimeRecoveryEnabled: true } : undefined,
  });
  carryReviews(table, [NO_BACKUP, !props.pointInTimeRecovery && NO_POINT_IN_TIME_RECOVERY]);
  return table;
}

/** Exactly what it takes to read rows: the grant of the table itself adds streams and more, and lets the key be used for all. */
export function grantReadTable(table: ITable, grantee: IGrantable): Grant {
  const read = Grant.addToPrincipal({
    grantee,
    actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
    resourceArns: [table.tableArn],
  });
  if (!table.encryptionKey) return read;
  return read.combine(
    Grant.addToPrincipal({
      grantee,
      actions: ['kms:Decrypt'],
      resourceArns: [table.encryptionKey.keyArn],
      conditions: through(table, 'dynamodb'),
    }),
  );
}

export interface DedicatedLogGroupProps {
  readonly retention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly encryptionKey?: IKey;
  /**
   * Names of the fields to index, at most 20.
   *
   * @default - none
   */
  readonly indexedFields?: readonly string[];
}

export function dedicatedLogGroup(scope: Construct, { indexedFields, ...props }: DedicatedLogGroupProps): LogGroup {
  const fieldIndexPolicies = indexedFields && [new FieldIndexPolicy({ fields: [...indexedFields] })];
  const logGroup = new LogGroup(scope, 'LogGroup', { ...props, fieldIndexPolicies });
  carryReviews(logGroup, [!props.encryptionKey && LOGS_WITH_AWS_KEY]);
  return logGroup;
}
