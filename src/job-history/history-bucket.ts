import { Annotations, Duration } from 'aws-cdk-lib';
import { Bucket, CfnBucket, IBucket, LifecycleRule, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ERRORS, QUERY_RESULTS } from './folders';
import { JobHistoryProps } from './job-history-props';
import { foldersOf, HistoryPlace } from './query-statements';
import { privateBucket } from '../event-intake/private-bucket';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { BUCKET_OF_HISTORY, BUCKET_WITH_AWS_KEY } from '../reviewed-findings/reviews';

/** Long enough to find out what was wrong, and to import the records again. */
const ERROR_EXPIRY = Duration.days(90);
/** Results are read once, right after the query. */
const RESULT_EXPIRY = Duration.days(7);

/** The given bucket, or a new one that keeps the history and forgets the rest. */
export function historyBucket(scope: Construct, props: JobHistoryProps, place: Pick<HistoryPlace, 'prefix' | 'datasets'>): IBucket {
  if (!props.bucket) return newBucket(scope, props, place);
  noteNotifications(scope);
  return props.bucket;
}

function newBucket(scope: Construct, props: JobHistoryProps, place: Pick<HistoryPlace, 'prefix' | 'datasets'>): Bucket {
  const { encryptionKey, removalPolicy } = props;
  const bucket = privateBucket(scope, { encryptionKey, removalPolicy, lifecycleRules: lifecycle(props, place) });
  sendNotifications(bucket);
  carryReviews(bucket, [BUCKET_OF_HISTORY, !encryptionKey && BUCKET_WITH_AWS_KEY]);
  return bucket;
}

/** To EventBridge, by the property of CloudFormation: aws-cdk-lib would set it by a function of its own. */
function sendNotifications(bucket: Bucket): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) return;
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}

function lifecycle({ retention, archiveAfter }: JobHistoryProps, { prefix, datasets }: Pick<HistoryPlace, 'prefix' | 'datasets'>) {
  const kept = retention || archiveAfter ? foldersOf({ prefix, datasets }) : [];
  return [
    ...kept.map((folder): LifecycleRule => ({ prefix: folder, expiration: retention, transitions: archived(archiveAfter) })),
    { prefix: `${prefix}${ERRORS}`, expiration: ERROR_EXPIRY },
    { prefix: `${prefix}${QUERY_RESULTS}`, expiration: RESULT_EXPIRY },
  ];
}

const archived = (after: Duration | undefined): LifecycleRule['transitions'] =>
  after && [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: after }];

/** A given bucket keeps its configuration. */
function noteNotifications(scope: Construct): void {
  Annotations.of(scope).addInfoV2(
    'cdk-batch-insights:history-bucket',
    'The alarm on rejected records needs the notifications of the given bucket in Amazon EventBridge, for example with eventBridgeEnabled: true; objects ' +
      `under ${ERRORS} and ${QUERY_RESULTS} need a lifecycle rule that expires them. If the bucket has both, acknowledge this with ` +
      "Annotations.of(...).acknowledgeInfo('cdk-batch-insights:history-bucket').",
  );
}
