import { Token } from 'aws-cdk-lib';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { HandlerOptions } from './handler-options';
import { checkNotEmpty, checkWholeNumber, reject, rejectWithoutEffect } from '../prop-check/prop-check';

/** What Lambda offers. */
export const MIN_MEMORY_MIB = 128;
export const MAX_MEMORY_MIB = 10_240;
const ARCHITECTURES = [Architecture.ARM_64, Architecture.X86_64].map(({ name }) => name);
/** What the bundles are built for, in .projenrc.ts. */
const MIN_NODE_VERSION = 22;

/**
 * Stops the synthesis at options of a function that Lambda rejects, or with which the function cannot work.
 *
 * @param scope the construct that was given the options
 * @param options what was given
 * @param minConcurrency the number of invocations that may have to run at a time
 */
export function checkHandlerOptions(scope: Construct, options: HandlerOptions, minConcurrency: number): void {
  checkNetwork(scope, options);
  checkWholeNumber(scope, {
    prop: 'memorySize',
    value: options.memorySize,
    min: MIN_MEMORY_MIB,
    max: MAX_MEMORY_MIB,
    fix: 'Those are the bounds of Lambda, in MiB; leave it out for 256.',
  });
  checkArchitecture(scope, options.architecture);
  checkRuntime(scope, options.runtime);
  checkReservedConcurrency(scope, options, minConcurrency, 'Reserve more, or leave it out.');
}

/** Lambda throttles what exceeds the reserved concurrency, and a message that was throttled five times is a dead letter. */
export function checkReservedConcurrency(scope: Construct, options: HandlerOptions, min: number, fix: string): void {
  const { reservedConcurrentExecutions: value } = options;
  if (value === undefined || Token.isUnresolved(value) || Token.isUnresolved(min)) return;
  if (Number.isInteger(value) && value >= min) return;
  const why =
    min > 1
      ? `Up to ${min} batches of messages are processed at a time, and what exceeds the reserved concurrency is throttled and ends up in the dead-letter queue.`
      : 'A function without concurrency never runs.';
  reject(scope, {
    prop: 'reservedConcurrentExecutions',
    value,
    allowed: `a whole number of at least ${min}`,
    fix: `${why} ${fix}`,
  });
}

function checkNetwork(scope: Construct, options: HandlerOptions): void {
  if (options.vpc) {
    checkNotEmpty(scope, 'securityGroups', options.securityGroups, 'Leave it out to create a security group for each function.');
    rejectPublicSubnets(scope, options);
    return;
  }
  for (const prop of ['vpcSubnets', 'securityGroups'] as const) {
    if (options[prop] === undefined) continue;
    rejectWithoutEffect(scope, { prop, value: options[prop], because: 'without vpc', fix: 'Set vpc, or leave it out.' });
  }
}

function rejectPublicSubnets(scope: Construct, { vpc, vpcSubnets }: HandlerOptions): void {
  const open = new Set(vpc?.publicSubnets.map(({ subnetId }) => subnetId));
  if (!vpc?.selectSubnets(vpcSubnets).subnetIds.some((id) => open.has(id))) return;
  const fix =
    'Lambda gives a function no public address, so that it reaches nothing from a public subnet. Select subnets with a NAT gateway or VPC endpoints.';
  reject(
    scope,
    vpcSubnets
      ? { prop: 'vpcSubnets', value: vpcSubnets, allowed: 'a selection of private subnets', fix }
      : { prop: 'vpc', value: vpc, allowed: 'a VPC with private subnets', fix },
  );
}

function checkArchitecture(scope: Construct, architecture: Architecture | undefined): void {
  if (architecture === undefined || ARCHITECTURES.includes(architecture.name)) return;
  reject(scope, {
    prop: 'architecture',
    value: architecture.name,
    allowed: 'Architecture.ARM_64 or Architecture.X86_64',
    fix: 'Lambda offers no other; leave it out for ARM_64.',
  });
}

/** A runtime that is looked up for the Region, as by `determineLatestNodeRuntime`, has no name before deployment. */
function checkRuntime(scope: Construct, runtime: Runtime | undefined): void {
  if (runtime === undefined || Token.isUnresolved(runtime.name)) return;
  const [, version] = /^nodejs(\d+)\.x$/.exec(runtime.name) ?? [];
  if (Number(version) >= MIN_NODE_VERSION) return;
  reject(scope, {
    prop: 'runtime',
    value: runtime.name,
    allowed: `Runtime.NODEJS_${MIN_NODE_VERSION}_X or a later runtime of Node.js`,
    fix: `The functions are built for Node.js ${MIN_NODE_VERSION}; leave it out for Node.js 24.`,
  });
}
