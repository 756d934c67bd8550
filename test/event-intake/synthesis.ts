import { App, CfnElement, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IConstruct } from 'constructs';

/** A resource as the template has it. */
export interface SynthesizedResource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly Metadata?: object;
}

export interface Synthesis {
  readonly stack: Stack;
  readonly template: Template;
  /** The logical id of the construct at this path below the stack. */
  logicalId(path: string): string;
  /** The resource of the construct at this path below the stack. */
  resource(path: string): SynthesizedResource;
  /** The value that CloudFormation puts for `Fn::GetAtt` of the construct at this path. */
  attribute(path: string, name: string): object;
}

/** Synthesizes a stack with what `build` puts into it. */
export function synthesize(build: (stack: Stack) => void): Synthesis {
  const stack = new Stack(new App(), 'Stack');
  build(stack);
  const template = Template.fromStack(stack);
  const logicalId = (path: string) => stack.getLogicalId(elementAt(stack, path));
  return {
    stack,
    template,
    logicalId,
    resource: (path) => template.toJSON().Resources[logicalId(path)],
    attribute: (path, name) => ({ 'Fn::GetAtt': [logicalId(path), name] }),
  };
}

function elementAt(stack: Stack, path: string): CfnElement {
  const construct = path.split('/').reduce<IConstruct>((scope, id) => scope.node.findChild(id), stack);
  const element = construct.node.defaultChild ?? construct;
  if (!CfnElement.isCfnElement(element)) throw new Error(`${path} is no resource`);
  return element;
}

/** The statements of the policy that a role is made with. */
export function roleStatements(synthesis: Synthesis, path: string): unknown {
  const [policy] = synthesis.resource(path).Properties.Policies as { PolicyDocument: { Statement: unknown } }[];
  return policy.PolicyDocument.Statement;
}

/** The environment variables of a function. */
export function environmentOf(synthesis: Synthesis, path: string): Record<string, unknown> {
  return (synthesis.resource(path).Properties.Environment as { Variables: Record<string, unknown> }).Variables;
}
