import { statSync } from 'node:fs';
import { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

/** What CloudFormation takes in one stack. */
const MAX_RESOURCES = 500;
const MAX_OUTPUTS = 200;
/** What the library promises; CloudFormation takes 1,000,000. */
const MAX_BYTES = 300_000;

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A stack of a stage, as it is deployed. */
export interface DeployedStack {
  readonly name: string;
  readonly bytes: number;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly outputs: number;
  /** Whether an action of the pipeline deploys it. */
  readonly isInPipeline: boolean;
}

/** The stacks of all stages that the pipeline of the app deploys. */
export function stacksIn(assembly: CloudAssembly): DeployedStack[] {
  const pipelines = JSON.stringify(assembly.stacks.map(({ template }) => template));
  const deployed = ({ stackName, template, templateFullPath, templateFile }: CloudFormationStackArtifact): DeployedStack => ({
    name: stackName,
    bytes: statSync(templateFullPath).size,
    resources: template.Resources,
    outputs: Object.keys(template.Outputs ?? {}).length,
    isInPipeline: pipelines.includes(templateFile),
  });
  return assembly.nestedAssemblies.flatMap(({ nestedAssembly }) => nestedAssembly.stacks.map(deployed));
}

/** What keeps an organization from deploying the stack: limits, a role without the boundary, a function outside of the VPC. */
export function problemsOf(stack: DeployedStack, boundary: string): string[] {
  const { bytes, resources, outputs, isInPipeline } = stack;
  const count = Object.keys(resources).length;
  return [
    ...(bytes < MAX_BYTES ? [] : [`has ${bytes} bytes`]),
    ...(count <= MAX_RESOURCES ? [] : [`has ${count} resources`]),
    ...(outputs <= MAX_OUTPUTS ? [] : [`has ${outputs} outputs`]),
    ...(isInPipeline ? [] : ['is deployed by no action of the pipeline']),
    ...rolesWithout(boundary, stack).map((id) => `role ${id} has no boundary`),
    ...functionsOutside(stack).map((id) => `function ${id} is in no VPC`),
  ];
}

const rolesWithout = (boundary: string, { resources }: DeployedStack): string[] =>
  Object.entries(resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .filter(([, { Properties }]) => !JSON.stringify(Properties?.PermissionsBoundary ?? '').includes(`policy/${boundary}"`))
    .map(([id]) => id);

const functionsOutside = ({ resources }: DeployedStack): string[] =>
  Object.entries(resources)
    .filter(([, { Type, Properties }]) => Type === 'AWS::Lambda::Function' && Properties?.VpcConfig === undefined)
    .map(([id]) => id);
