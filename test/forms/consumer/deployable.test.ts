import { DeployedStack, problemsOf } from './deployable';

const BOUNDARY = 'boundary';
const role = (PermissionsBoundary?: unknown) => ({ Type: 'AWS::IAM::Role', Properties: { PermissionsBoundary } });
const handler = (VpcConfig?: object) => ({ Type: 'AWS::Lambda::Function', Properties: { VpcConfig } });
const problemsWith = (properties: Partial<DeployedStack>): string[] =>
  problemsOf({ name: 'Stack', bytes: 1, resources: {}, outputs: 0, isInPipeline: true, ...properties }, BOUNDARY);
const many = (count: number): DeployedStack['resources'] =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`R${index}`, { Type: 'AWS::SQS::Queue' }]));

describe('GIVEN a stack of a pipeline WHEN an organization deploys it', () => {
  test('THEN nothing keeps it from that, at the limits too', () => {
    const resources = {
      ...many(498),
      Role: role({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::111111111111:policy/${BOUNDARY}` }),
      Handler: handler({}),
    };
    expect(problemsWith({ bytes: 299_999, resources, outputs: 200 })).toEqual([]);
  });

  test.each<[string, Partial<DeployedStack>, string]>([
    ['a template that is too long', { bytes: 300_000 }, 'has 300000 bytes'],
    ['too many resources', { resources: many(501) }, 'has 501 resources'],
    ['too many outputs', { outputs: 201 }, 'has 201 outputs'],
    ['no action', { isInPipeline: false }, 'is deployed by no action of the pipeline'],
    ['a role without a boundary', { resources: { Role: role() } }, 'role Role has no boundary'],
    [
      'a role with another boundary',
      { resources: { Role: role('arn:aws:iam::1:policy/boundary-of-others') } },
      'role Role has no boundary',
    ],
    ['a function in no VPC', { resources: { Handler: handler() } }, 'function Handler is in no VPC'],
  ])('THEN %s does', (_, properties, problem) => {
    expect(problemsWith(properties)).toEqual([problem]);
  });
});
