import { App, Aspects, CfnElement, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, NagSuppressions } from 'cdk-nag';
import { Construct } from 'constructs';
import { BatchInsights } from '../../src';
import { carryReviews } from '../../src/reviewed-findings/carry-reviews';
import { Review } from '../../src/reviewed-findings/reviews';
import { wildcardReviews } from '../../src/reviewed-findings/wildcard-reviews';

const WHOLE: Review = { rules: ['Pack-One', 'Pack-Two'], reason: 'A queue of a test.' };
const NARROW: Review = { rules: ['Pack-Three'], reason: 'It has one wildcard.', findings: ['Action::a:*', 'Resource::*'] };

function reviewed(reviews: readonly (Review | false)[], context: Record<string, unknown> = {}) {
  const stack = new Stack(new App({ context }), 'Stack');
  const queue = new Queue(stack, 'Queue');
  carryReviews(queue, reviews);
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::SQS::Queue'));
  const recorded = queue.node.defaultChild?.node.metadata.filter(({ type }) => type === 'aws:cdk:acknowledged-rules');
  return { ofTemplate: resource.Metadata, ofConstruct: recorded?.map(({ data }) => data as unknown) };
}

describe('GIVEN reviews of a resource', () => {
  test('WHEN synthesized THEN cdk-nag 2 finds them in the template, and cdk-nag 3 in the construct', () => {
    expect(reviewed([WHOLE, false, NARROW])).toEqual({
      ofTemplate: {
        cdk_nag: {
          rules_to_suppress: [
            { id: 'Pack-One', reason: WHOLE.reason },
            { id: 'Pack-Two', reason: WHOLE.reason },
            { id: 'Pack-Three', reason: NARROW.reason, applies_to: ['Action::a:*', 'Resource::*'] },
          ],
        },
      },
      ofConstruct: [
        {
          'Pack-One': WHOLE.reason,
          'Pack-Two': WHOLE.reason,
          'Pack-Three[Action::a:*]': NARROW.reason,
          'Pack-Three[Resource::*]': NARROW.reason,
        },
      ],
    });
  });

  test.each<[string, readonly (Review | false)[], Record<string, unknown>]>([
    ['none applies', [false], {}],
    ['the app leaves them out', [WHOLE], { 'cdk-batch-insights:reviewed-findings': false }],
    ['the command line leaves them out', [WHOLE], { 'cdk-batch-insights:reviewed-findings': 'false' }],
  ])('WHEN %s THEN the resource carries nothing', (_, reviews, context) => {
    expect(reviewed(reviews, context)).toEqual({ ofTemplate: undefined, ofConstruct: [] });
  });
});

describe('GIVEN statements with wildcards WHEN reviewed THEN the findings are named as cdk-nag names them', () => {
  const statement = (sid: string, action: string, resource: string) =>
    new PolicyStatement({ sid, actions: [action, 'a:Get'], resources: [resource, 'arn:aws:a:::b'] });
  const findingsIn = (stack: Stack) =>
    wildcardReviews(stack, [
      statement('LookUpInstances', 'ecs:Describe', stack.formatArn({ service: 'ecs', resource: 'a', resourceName: '*' })),
      statement('FindGroups', 'a:Find', '*'),
      statement('FindNetwork', 'b:Find', '*'),
      statement('UseTableKeys', 'kms:ReEncrypt*', 'arn:aws:kms:::key/1'),
      statement('NotReviewed', 'c:*', '*'),
    ]).map(({ findings }) => findings);

  test.each([
    ['known at deployment', undefined, '<AWS::Region>:<AWS::AccountId>'],
    ['known', { region: 'eu-west-1', account: '123456789012' }, 'eu-west-1:123456789012'],
  ])('in an environment that is %s', (_, env, place) => {
    expect(findingsIn(new Stack(new App(), 'Stack', { env }))).toEqual([
      [`Resource::arn:<AWS::Partition>:ecs:${place}:a/*`],
      ['Resource::*'],
      ['Action::kms:ReEncrypt*'],
    ]);
  });
});

test('GIVEN suppressions of a user WHEN they are added to those of the constructs THEN both hold', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const insights = new BatchInsights(stack, 'Insights');
  NagSuppressions.addResourceSuppressions(insights, [{ id: 'AwsSolutions-IAM5', reason: 'Reviewed by the user.' }], true);
  Aspects.of(app).add(new AwsSolutionsChecks({ reports: false }));
  const table = insights.jobEventCollector.node.findChild('Table');
  const rules = Template.fromStack(stack).findResources('AWS::DynamoDB::Table')[stack.getLogicalId(resourceOf(table))].Metadata.cdk_nag
    .rules_to_suppress as { readonly id: string }[];
  expect(new Set(rules.map(({ id }) => id))).toEqual(
    new Set(['NIST.800.53.R5-DynamoDBInBackupPlan', 'AwsSolutions-DDB3', 'NIST.800.53.R5-DynamoDBPITREnabled', 'AwsSolutions-IAM5']),
  );
});

function resourceOf(construct: unknown) {
  const resource = (construct as Construct).node.defaultChild;
  if (!CfnElement.isCfnElement(resource)) throw new Error('no resource');
  return resource;
}
