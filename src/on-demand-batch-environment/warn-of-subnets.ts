import { Annotations, Aspects, Token } from 'aws-cdk-lib';
import { CfnRoute, CfnSubnet, ISubnet, Subnet } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { BatchCapacity } from './batch-capacity';
import { JobSubnets } from './job-subnets';
import { OnDemandBatchEnvironmentProps } from './on-demand-batch-environment-props';

const NO_ROUTE = 'cdk-batch-insights:subnets-without-route';
const WITHOUT_ROUTE =
  'have no route to the internet. Jobs start there only if VPC endpoints lead to the image registry, Amazon CloudWatch Logs and Amazon ECS.';
const WITHOUT_ADDRESS =
  'are public and give instances no public address, so that these cannot reach Amazon ECS. Set mapPublicIpOnLaunch, or use private subnets.';

const JOBS_WITHOUT_ADDRESS =
  'are public, and publicIpRequired is false, so that jobs there reach nothing outside the VPC. Leave it out, use private subnets, or VPC endpoints that lead to the image registry and Amazon CloudWatch Logs.';

/** Of what is known: an imported VPC states which of its subnets are isolated, and nothing else. */
export function warnOfSubnets(
  scope: Construct,
  { publicSubnets, isolatedSubnets }: JobSubnets,
  { isFargate, publicIpRequired }: Pick<BatchCapacity, 'isFargate'> & Pick<OnDemandBatchEnvironmentProps, 'publicIpRequired'>,
): void {
  warn(scope, isolatedSubnets, WITHOUT_ROUTE);
  if (!isFargate) warn(scope, publicSubnets.filter(givesNoAddress), WITHOUT_ADDRESS);
  if (publicIpRequired === false) warn(scope, publicSubnets, JOBS_WITHOUT_ADDRESS);
  const made = publicSubnets.filter((subnet): subnet is Subnet => subnet instanceof Subnet);
  if (made.length > 0) Aspects.of(scope).add({ visit: (node) => void (node === scope && warn(scope, withoutRoute(made), WITHOUT_ROUTE)) });
}

/** Looked for at synth: an app may add the gateway of a VPC, and routes to it, after the environment. */
function withoutRoute(subnets: readonly Subnet[]): Subnet[] {
  const [{ node }] = subnets;
  const routes = node.root.node.findAll().filter((each) => each instanceof CfnRoute);
  const tables = routes.filter(isDefault).map(({ routeTableId }) => routeTableId);
  return subnets.filter(({ routeTable }) => !tables.includes(routeTable.routeTableId));
}

/** A destination that is known at deployment may be one. */
const isDefault = ({ destinationCidrBlock, destinationIpv6CidrBlock }: CfnRoute): boolean =>
  [destinationCidrBlock, destinationIpv6CidrBlock].some(
    (destination) => destination !== undefined && (Token.isUnresolved(destination) || /^(0\.0\.0\.0|::)\/0$/.test(destination)),
  );

const givesNoAddress = ({ node: { defaultChild } }: ISubnet): boolean =>
  defaultChild instanceof CfnSubnet && defaultChild.mapPublicIpOnLaunch === false;

function warn(scope: Construct, subnets: readonly ISubnet[], text: string): void {
  if (subnets.length === 0) return;
  const paths = subnets.map(({ node }) => node.path).join(', ');
  Annotations.of(scope).addWarningV2(NO_ROUTE, `The subnets ${paths} ${text}`);
}
