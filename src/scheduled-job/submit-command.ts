import { Aws, CfnMapping, Fn, Stack, Token } from 'aws-cdk-lib';
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { Submission } from './submission';
import { consoleDomain } from '../insights-dashboard/console-address';

const DOMAINS = 'BatchInsightsConsoleDomains';

/** The command that submits the job, ready to paste. It names the definition without a revision. */
export function submitCommand(scope: Construct, { props, jobName, jobDefinitionName, jobQueue, consumableResource }: Submission): string {
  const { parameters, arraySize, arraySequential, shareIdentifier } = props;
  const options: readonly (readonly [name: string, value: string | undefined])[] = [
    ['region', Stack.of(scope).region],
    ['job-name', jobName],
    ['job-queue', jobQueue.jobQueueArn],
    ['job-definition', jobDefinitionName],
    ['parameters', parameters && quotedText(JSON.stringify(parameters))],
    ['array-properties', arraySize === undefined ? undefined : `size=${arraySize}`],
    ['depends-on', arraySequential ? 'type=SEQUENTIAL' : undefined],
    ['share-identifier', shareIdentifier && quotedText(shareIdentifier)],
    [
      'consumable-resource-properties-override',
      consumableResource && `'consumableResourceList=[{consumableResource=${consumableResource.attrConsumableResourceArn},quantity=1}]'`,
    ],
  ];
  const given = options.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`]));
  return ['aws batch submit-job', ...given].join(' ');
}

/** For a POSIX shell, in which nothing but a quote ends what is quoted. A token in the text stays as it is, and CloudFormation puts its value there. */
const quotedText = (text: string): string => `'${text.replace(/'/g, "'\\''")}'`;

/** Where the console shows the jobs of the queue, for a text in the stack of the scope. */
export function jobsUrl(scope: Construct, jobQueue: IJobQueue): string {
  const { region } = Stack.of(scope);
  return `https://${domainOf(scope, region)}/batch/home?region=${region}#queues/detail/${jobQueue.jobQueueArn}`;
}

/** Where the Region is only known at deployment, CloudFormation looks the domain up. */
function domainOf(scope: Construct, region: string): string {
  if (!Token.isUnresolved(region)) return consoleDomain(region);
  return Fn.findInMap(domainsIn(Stack.of(scope)).logicalId, Aws.PARTITION, 'Domain');
}

/** One for all jobs of a stack, with each partition that aws-cdk-lib knows: a deployment fails where one is missing. */
function domainsIn(stack: Stack): CfnMapping {
  const existing = stack.node.tryFindChild(DOMAINS) as CfnMapping | undefined;
  const regions = RegionInfo.regions.map(({ name, partition = 'aws' }) => [partition, { Domain: consoleDomain(name) }] as const);
  return existing ?? new CfnMapping(stack, DOMAINS, { mapping: Object.fromEntries(regions) });
}
