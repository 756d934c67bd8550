import { App, Aspects, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, NagPackSuppression, NagSuppressions } from 'cdk-nag';
import { fullRunTaskMonitoring } from './full-run-task-monitoring';
import { RunTaskMonitoring } from '../../src/run-task-monitoring';

/** Exceptions from the rules, each with its reason. */
const EXCEPTIONS: NagPackSuppression[] = [
  { id: 'AwsSolutions-DDB3', reason: 'The table holds a day of data that expires by itself.' },
  { id: 'AwsSolutions-S1', reason: 'The bucket holds what CloudTrail logs, for days; a log of who read it would need a bucket of its own.' },
  {
    id: 'AwsSolutions-IAM5',
    reason: 'The families of data key and re-encryption actions, on the given key and through DynamoDB and SQS alone.',
    appliesTo: ['Action::kms:GenerateDataKey*', 'Action::kms:ReEncrypt*'],
  },
];

function findings(build: (stack: Stack) => void, exceptions: NagPackSuppression[]): unknown[] {
  const stack = new Stack(new App(), 'Stack');
  build(stack);
  Aspects.of(stack).add(new AwsSolutionsChecks());
  NagSuppressions.addStackSuppressions(stack, exceptions);
  const annotations = Annotations.fromStack(stack);
  const ofTheRules = Match.stringLikeRegexp('AwsSolutions-.*');
  return [...annotations.findError('*', ofTheRules), ...annotations.findWarning('*', ofTheRules)].map(({ id, entry }) => ({ id, finding: entry.data }));
}

describe('the AWS Solutions rules of cdk-nag', () => {
  test.each<[string, (stack: Stack) => RunTaskMonitoring]>([
    ['without props', (stack) => new RunTaskMonitoring(stack, 'RunTask')], ['with every prop', fullRunTaskMonitoring],
  ])('find nothing but the exceptions in run-task monitoring %s', (_, build) => {
    expect(findings(build, EXCEPTIONS)).toEqual([]);
  });

  test('would find something: each exception is needed', () => {
    const rules = JSON.stringify(findings(fullRunTaskMonitoring, []));
    for (const { id } of EXCEPTIONS) expect(rules).toContain(id);
  });
});
