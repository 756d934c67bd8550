import { Fn, Token } from 'aws-cdk-lib';
import { CfnComputeEnvironment, IComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';
import { PurchaseOption } from './purchase-option';
import { InstanceRegistryProps } from './registry-props';
import { firstDuplicate, reject, rejectDuplicate } from '../prop-check/prop-check';

/** Types of managed compute environments as CloudFormation writes them. */
const OPTION_BY_TYPE: { readonly [type: string]: PurchaseOption } = {
  EC2: PurchaseOption.ON_DEMAND,
  SPOT: PurchaseOption.SPOT,
  FARGATE: PurchaseOption.FARGATE,
  FARGATE_SPOT: PurchaseOption.FARGATE_SPOT,
};

/** A compute environment's name and its purchase option. */
type Entry = [name: string, purchaseOption: string];

/** Lambda takes 4 KB for all environment variables; this leaves room for the others. */
const MAX_JSON_LENGTH = 3000;

/** The purchase options in the props, by compute environment name. Names may be tokens. */
export function purchaseOptionsByName(scope: Construct, props: InstanceRegistryProps): { [name: string]: string } {
  const entries = [
    ...(props.computeEnvironments ?? []).map((environment, index) => ofEnvironment(scope, environment, index)),
    ...(props.purchaseOptions ?? []).map((given): Entry => [given.computeEnvironmentName, given.purchaseOption.value]),
  ];
  checkNames(
    scope,
    entries.map(([name]) => name),
  );
  checkLength(scope, entries);
  return Object.fromEntries(entries);
}

function ofEnvironment(scope: Construct, environment: IComputeEnvironment, index: number): Entry {
  const resource = environment.node.defaultChild;
  const option = resource instanceof CfnComputeEnvironment ? OPTION_BY_TYPE[managedType(resource) ?? ''] : undefined;
  if (resource instanceof CfnComputeEnvironment && option) return [nameOf(resource), option.value];
  return reject(scope, {
    prop: `computeEnvironments[${index}]`,
    value: environment.node.path,
    allowed: 'a managed compute environment that is made in this app',
    fix: 'Name an imported one in purchaseOptions; leave an unmanaged one out, its instances are looked up one by one.',
  });
}

/** The only place where every kind of managed compute environment states how its capacity is bought. */
function managedType({ computeResources }: CfnComputeEnvironment): string | undefined {
  return computeResources && 'type' in computeResources ? computeResources.type.toUpperCase() : undefined;
}

/** Not `computeEnvironmentName` of the construct, which is the ARN once it is deployed: that is what `Ref` gives. */
function nameOf(resource: CfnComputeEnvironment): string {
  return resource.computeEnvironmentName ?? Fn.select(1, Fn.split('/', resource.attrComputeEnvironmentArn));
}

function checkNames(scope: Construct, names: string[]): void {
  for (const name of names.filter((each) => !Token.isUnresolved(each))) {
    if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(name)) continue;
    reject(scope, {
      prop: 'computeEnvironmentName',
      value: name,
      allowed: 'a name of 1 to 128 letters, digits, hyphens and underscores',
      fix: 'Give the name, not the ARN.',
    });
  }
  const duplicate = firstDuplicate(names);
  if (duplicate !== undefined) rejectDuplicate(scope, 'purchaseOptions', duplicate, 'Name each compute environment once.');
}

function checkLength(scope: Construct, entries: Entry[]): void {
  if (JSON.stringify(Object.fromEntries(entries)).length <= MAX_JSON_LENGTH) return;
  reject(scope, {
    prop: 'purchaseOptions',
    value: entries.map(([name]) => name),
    allowed: `a list of at most ${MAX_JSON_LENGTH} characters as JSON`,
    fix: "Name fewer compute environments and have AWS Batch asked for the others: Lambda's environment variables hold 4 KB.",
  });
}
