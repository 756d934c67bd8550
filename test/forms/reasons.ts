/**
 * Why findings of cfn-lint and checkov are accepted. A reason that no finding needs fails too. Reasons that cdk-nag asks for as well are those that the
 * constructs carry.
 */
import { Judge, Reason } from './judges/findings';
import {
  BUCKET_OF_COSTS,
  BUCKET_OF_HISTORY,
  BUCKET_OF_TRAIL,
  LOGS_WITH_AWS_KEY,
  NO_BACKUP,
  NO_DEAD_LETTERS_OF_FUNCTION,
  NO_RESERVED_CONCURRENCY,
  NO_VPC,
  TOPIC_WITHOUT_KEY,
} from '../../src/reviewed-findings/reviews';

const of = (judge: Judge, rules: readonly string[], why: string, where: Pick<Reason, 'at' | 'withoutKey'> = {}): Reason[] =>
  rules.map((rule) => ({ judge, rule, why, ...where }));

export const REASONS: readonly Reason[] = [
  ...of('cfn-lint', ['W3005'], 'aws-cdk-lib writes explicit dependencies that references already imply.'),

  ...of('checkov', ['CKV_AWS_26'], TOPIC_WITHOUT_KEY.reason, { withoutKey: true }),
  ...of('checkov', ['CKV_AWS_28'], NO_BACKUP.reason),
  ...of('checkov', ['CKV_AWS_115'], NO_RESERVED_CONCURRENCY.reason),
  ...of('checkov', ['CKV_AWS_116'], NO_DEAD_LETTERS_OF_FUNCTION.reason),
  ...of('checkov', ['CKV_AWS_117'], NO_VPC.reason),
  ...of('checkov', ['CKV_AWS_119', 'CKV_AWS_158', 'CKV_AWS_35'], LOGS_WITH_AWS_KEY.reason, { withoutKey: true }),
  ...of(
    'checkov',
    ['CKV_AWS_27'],
    'Encrypted with SQS-managed keys (SSE-SQS), which the check does not recognize. encryptionKey selects your own key.',
    { withoutKey: true },
  ),
  ...of(
    'checkov',
    ['CKV_AWS_173'],
    'The variables hold names, numbers and addresses, but no secrets. Lambda encrypts them with a key that AWS manages.',
  ),
  ...of('checkov', ['CKV_AWS_18', 'CKV_AWS_21'], BUCKET_OF_TRAIL.reason, { at: /TrailBucket/ }),
  ...of('checkov', ['CKV_AWS_18', 'CKV_AWS_21'], BUCKET_OF_COSTS.reason, { at: /CostReport.*Bucket/ }),
  ...of('checkov', ['CKV_AWS_18', 'CKV_AWS_21'], BUCKET_OF_HISTORY.reason, { at: /History.*Bucket/ }),
  ...of(
    'checkov',
    ['CKV_AWS_67'],
    'AWS Batch calls RunTask in the Region of the job queue. The trail logs the same Region that the constructs monitor.',
  ),
];
