import { Annotations } from 'aws-cdk-lib';
import { Policy, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CollectorFunction } from './collector-function';
import { PriceSource } from './job-event-collector-base';
import { CollectorVariable } from '../domain/names/environment';
import { keyStatements } from '../event-intake/encryption';
import { sendStatement, tableStatement } from '../event-intake/handler';
import { reject } from '../prop-check/prop-check';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { INLINE_POLICY } from '../reviewed-findings/reviews';
import { wildcardReviews } from '../reviewed-findings/wildcard-reviews';

/** What the costs of jobs depend on, besides prices. */
export interface PriceFacts {
  /** Whether jobs wait for what is not known yet: a price is asked for when a job needs it. */
  readonly canWait: boolean;
  /** Whether there is a registry, which knows the instance types. */
  readonly knowsInstances: boolean;
}

/** Refuses a collector that could never have a price, and warns of one that has those of AWS Fargate alone. */
export function checkPriceFacts(collector: Construct, { canWait, knowsInstances }: PriceFacts): void {
  if (!canWait) {
    reject(collector, {
      prop: 'waitForLateFacts',
      value: '[]',
      allowed: 'at least one wait, where CostInsights has the prices',
      fix: 'Leave the prop out, or add Duration.seconds(30): a price is read when the first job needs it.',
    });
  }
  if (!knowsInstances) {
    Annotations.of(collector).addWarningV2(
      'cdk-batch-insights:costs-without-registry',
      'The collector has no instanceRegistry, so the instance types of jobs are not known: only jobs on AWS Fargate can have a cost.',
    );
  }
}

/** Lets the function of a collector read prices and ask for them, by a policy of its own, so that everything else stays as it is. */
export function usePrices(collector: Construct, handler: CollectorFunction, { table, lookUpQueue, countsInstances }: PriceSource): void {
  handler.addEnvironment(CollectorVariable.PRICE_TABLE, table.tableName);
  handler.addEnvironment(CollectorVariable.PRICE_LOOKUP_QUEUE_URL, lookUpQueue.queueUrl);
  if (countsInstances) handler.addEnvironment(CollectorVariable.INSTANCES_COUNTED, 'true');
  const statements = [
    tableStatement('ReadPrices', table, 'dynamodb:BatchGetItem'),
    sendStatement('AskForPrices', lookUpQueue),
    ...keyStatements(collector, { ofTables: [table.encryptionKey], ofQueuesSentTo: [lookUpQueue.encryptionMasterKey] }),
  ];
  const policy = new Policy(collector, 'PricePolicy', { statements, roles: [handler.role as Role] });
  carryReviews(policy, [INLINE_POLICY, ...wildcardReviews(collector, statements)]);
}
