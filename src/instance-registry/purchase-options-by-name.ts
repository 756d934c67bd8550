import { Token } from 'aws-cdk-lib';
import { CfnComputeEnvironment, IComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';
import { firstDouble, refuse } from '../event-intake/prop-check';
import { PurchaseOption } from './purchase-option';
import { InstanceRegistryProps } from './registry-props';

/** Types of managed compute environments as CloudFormation writes them. */
const OPTION_BY_TYPE: { readonly [type: string]: PurchaseOption } = {
  EC2: PurchaseOption.ON_DEMAND,
  SPOT: PurchaseOption.SPOT,
  FARGATE: PurchaseOption.FARGATE,
  FARGATE_SPOT: PurchaseOption.FARGATE_SPOT,
};

/** What the props say of purchase options, by compute environment name. Names may be tokens. */
export function purchaseOptionsByName(scope: Construct, props: InstanceRegistryProps): { [name: string]: string } {
  const entries = [
    ...(props.computeEnvironments ?? []).map((environment, index): [string, string] => [
      environment.computeEnvironmentName, optionOf(scope, environment, index).value,
    ]),
    ...(props.purchaseOptions ?? []).map((given): [string, string] => [given.computeEnvironmentName, given.purchaseOption.value]),
  ];
  checkNames(scope, entries.map(([name]) => name));
  return Object.fromEntries(entries);
}

function optionOf(scope: Construct, environment: IComputeEnvironment, index: number): PurchaseOption {
  const option = OPTION_BY_TYPE[managedType(environment) ?? ''];
  return option ?? refuse(scope, {
    prop: `computeEnvironments[${index}]`,
    value: environment.node.path,
    allowed: 'a managed compute environment that is made in this app',
    mend: 'Name an imported one in purchaseOptions; leave an unmanaged one out, its instances are looked up one by one.',
  });
}

/** The only place where every kind of managed compute environment says how its capacity is bought. */
function managedType(environment: IComputeEnvironment): string | undefined {
  const resource = environment.node.defaultChild;
  if (!(resource instanceof CfnComputeEnvironment)) return undefined;
  const { computeResources } = resource;
  return computeResources && 'type' in computeResources ? computeResources.type.toUpperCase() : undefined;
}

function checkNames(scope: Construct, names: string[]): void {
  for (const name of names.filter((each) => !Token.isUnresolved(each))) {
    if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(name)) continue;
    refuse(scope, {
      prop: 'computeEnvironmentName', value: name, allowed: '1 to 128 letters, digits, hyphens and underscores', mend: 'Give the name, not the ARN.',
    });
  }
  const double = firstDouble(names);
  if (double !== undefined) {
    refuse(scope, { prop: 'purchaseOptions', value: names, allowed: 'given once for each compute environment', mend: `Name ${double} once.` });
  }
}
