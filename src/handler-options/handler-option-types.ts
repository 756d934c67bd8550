import { ExpiringTableOptions } from './expiring-table-options';
import { HandlerOptions } from './handler-options';
import { BOOLEAN, NUMBER, STRUCT } from '../prop-check/cdk-types';
import { listOf, objectWith, PropTypes } from '../prop-check/prop-types';

const SECURITY_GROUP = objectWith(
  'securityGroupId',
  'string',
  'a security group',
  'Use new SecurityGroup, or SecurityGroup.fromSecurityGroupId for one that exists.',
);

export const HANDLER_OPTION_TYPES: PropTypes<HandlerOptions> = {
  vpc: objectWith('selectSubnets', 'function', 'a VPC', 'Use new Vpc, or Vpc.fromLookup for one that exists.'),
  vpcSubnets: { ...STRUCT, allowed: 'a selection of subnets', fix: 'Use for example { subnetType: SubnetType.PRIVATE_WITH_EGRESS }.' },
  securityGroups: listOf('security groups', SECURITY_GROUP),
  memorySize: NUMBER,
  architecture: objectWith(
    'name',
    'string',
    'Architecture.ARM_64 or Architecture.X86_64',
    'Lambda offers no other; leave it out for ARM_64.',
  ),
  runtime: objectWith('name', 'string', 'Runtime.NODEJS_22_X or a later runtime of Node.js', 'Leave it out for Node.js 24.'),
  reservedConcurrentExecutions: NUMBER,
};

export const TABLE_OPTION_TYPES: PropTypes<ExpiringTableOptions> = { pointInTimeRecovery: BOOLEAN };
