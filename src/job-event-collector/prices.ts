import { Policy, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CollectorFunction } from './collector-function';
import { PriceSource } from './job-event-collector-base';
import { CollectorVariable } from '../domain/names/environment';
import { keyStatements } from '../event-intake/encryption';
import { sendStatement, tableStatement } from '../event-intake/handler';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { INLINE_POLICY } from '../reviewed-findings/reviews';
import { wildcardReviews } from '../reviewed-findings/wildcard-reviews';

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
