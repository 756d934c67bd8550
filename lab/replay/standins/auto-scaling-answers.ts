/** How EC2 Auto Scaling writes its answers. */
import { AutoScalingGroup } from './world';
import { element, XML_HEADERS } from './xml';
import { Answer } from '../servers/answer';

const NAMESPACE = 'http://autoscaling.amazonaws.com/doc/2011-01-01/';
/** The only one there is. */
export const GRANULARITY = '1Minute';
const UUID_LENGTH = 36;

/** A group as DescribeAutoScalingGroups returns it, with the metrics that are collected. */
export function groupElement(group: AutoScalingGroup, metrics: readonly string[]): string {
  return (
    `<member>${element('AutoScalingGroupName', group.Name)}${element('AutoScalingGroupARN', group.Arn)}${launchTemplateOf(group)}` +
    '<MinSize>0</MinSize><MaxSize>100</MaxSize><DesiredCapacity>0</DesiredCapacity><DefaultCooldown>300</DefaultCooldown>' +
    '<AvailabilityZones/><LoadBalancerNames/><TargetGroupARNs/><HealthCheckType>EC2</HealthCheckType><HealthCheckGracePeriod>0</HealthCheckGracePeriod>' +
    `<Instances/>${element('CreatedTime', group.CreatedAt ?? new Date(0).toISOString())}<SuspendedProcesses/>` +
    `<EnabledMetrics>${metrics.map((metric) => `<member>${element('Metric', metric)}${element('Granularity', GRANULARITY)}</member>`).join('')}</EnabledMetrics>` +
    `<Tags>${Object.entries(group.Tags ?? {})
      .map(([key, value]) => tagOf(group, key, value))
      .join('')}</Tags>` +
    '<TerminationPolicies><member>Default</member></TerminationPolicies></member>'
  );
}

/** With instances of several types, the template stands inside of their policy. AWS Batch makes one for each of its groups, where the world names none. */
function launchTemplateOf({ Name, LaunchTemplateName, ComputeEnvironment, HasMixedInstancesPolicy }: AutoScalingGroup): string {
  const name = LaunchTemplateName ?? (ComputeEnvironment === undefined ? undefined : `Batch-lt-${Name.slice(-UUID_LENGTH)}`);
  if (name === undefined) return '';
  const template = `${element('LaunchTemplateName', name)}<Version>$Latest</Version>`;
  if (HasMixedInstancesPolicy !== true) return `<LaunchTemplate>${template}</LaunchTemplate>`;
  return `<MixedInstancesPolicy><LaunchTemplate><LaunchTemplateSpecification>${template}</LaunchTemplateSpecification><Overrides/></LaunchTemplate></MixedInstancesPolicy>`;
}

const tagOf = ({ Name }: AutoScalingGroup, key: string, value: string): string =>
  `<member>${element('Key', key)}${element('Value', value)}<PropagateAtLaunch>true</PropagateAtLaunch>${element('ResourceId', Name)}` +
  '<ResourceType>auto-scaling-group</ResourceType></member>';

export const answer = (action: string, result: string): Answer => ({
  status: 200,
  headers: XML_HEADERS,
  body: `<${action}Response xmlns="${NAMESPACE}">${result}<ResponseMetadata><RequestId>replay</RequestId></ResponseMetadata></${action}Response>`,
});

export const refuse = (code: string, message: string): Answer => ({
  status: 400,
  headers: XML_HEADERS,
  body: `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type>${element('Code', code)}${element('Message', message)}</Error><RequestId>replay</RequestId></ErrorResponse>`,
});
