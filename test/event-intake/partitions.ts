import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Json } from '../../lab/aws/json';
import { Intrinsics } from '../../lab/replay/template/intrinsics';

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly urlSuffix: string;
}

export const ACCOUNT = '123456789012';
export const PLACES: readonly Place[] = [
  { partition: 'aws', region: 'eu-west-1', urlSuffix: 'amazonaws.com' },
  { partition: 'aws-cn', region: 'cn-north-1', urlSuffix: 'amazonaws.com.cn' },
  { partition: 'aws-us-gov', region: 'us-gov-west-1', urlSuffix: 'amazonaws.com' },
];

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, Json>;
}

/** Synthesizes for an environment that is known or not, and resolves what only CloudFormation knows as it would in that place. */
export function resourcesIn(
  { partition, region, urlSuffix }: Place,
  isKnown: boolean,
  build: (stack: Stack) => void,
): Record<string, Resource> {
  const stack = new Stack(new App(), 'Stack', isKnown ? { env: { account: ACCOUNT, region } } : {});
  build(stack);
  const template = Template.fromStack(stack).toJSON();
  const pseudoParameters = {
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::AccountId': ACCOUNT,
    'AWS::URLSuffix': urlSuffix,
    'AWS::StackName': 'Stack',
    'AWS::StackId': 'stack',
  };
  const surroundings = {
    template,
    pseudoParameters,
    attributeOf: (id: string, attribute: string | undefined) => {
      // Others take names from these ARNs.
      const kind = attribute && { JobQueueArn: 'job-queue', ComputeEnvironmentArn: 'compute-environment' }[attribute];
      if (kind) return `arn:${partition}:batch:${region}:${ACCOUNT}:${kind}/${id}`;
      if (attribute) return `${id}.${attribute}`;
      // Its reference is its ARN, and others take their name from it.
      const isDefinition = template.Resources[id]?.Type === 'AWS::Batch::JobDefinition';
      return isDefinition ? `arn:${partition}:batch:${region}:${ACCOUNT}:job-definition/${id}:7` : id;
    },
    importValue: () => undefined,
  };
  return new Intrinsics(surroundings, 'template').resolve(template.Resources) as unknown as Record<string, Resource>;
}
