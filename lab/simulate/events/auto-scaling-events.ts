import { withoutAbsent } from '../../../src/domain/event/without-absent';
import { ScalingGroup } from '../around/groups';
import { toSecond } from '../model';
import { Site, ZONES } from '../site';
import { Content } from './envelope';
import { batchIdentity, trailFields } from './run-task-events';
import { DetailType, EventSource } from '../../../src/domain/names/events';

/** The CloudTrail event of a group that is created. */
export function groupCreated(site: Site, group: ScalingGroup, eventId: string): Content {
  const template = { launchTemplateName: group.launchTemplate, version: '$Latest' };
  return {
    type: DetailType.API_CALL,
    source: EventSource.AUTO_SCALING,
    resources: [],
    detail: {
      ...trailFields(site, group.createdAt, eventId),
      eventSource: 'autoscaling.amazonaws.com',
      eventName: 'CreateAutoScalingGroup',
      userIdentity: group.environment
        ? batchIdentity(site)
        : { type: 'IAMUser', arn: `arn:aws:iam::${site.account}:user/operator`, accountId: site.account },
      requestParameters: withoutAbsent({
        autoScalingGroupName: group.name,
        minSize: 0,
        maxSize: 100,
        desiredCapacity: group.standing,
        ...(group.mixed
          ? { mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: template, overrides: [] } } }
          : { launchTemplate: template }),
        tags: Object.entries(group.tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      }),
      responseElements: null,
    },
  };
}

export interface Launch {
  readonly instanceId: string;
  readonly zone: string;
  readonly begun: number;
  readonly done: number;
  readonly activityId: string;
}

/** An instance that a group launched: the event has neither its type nor its purchase option. */
export function instanceLaunched(site: Site, group: ScalingGroup, { instanceId, zone, begun, done, activityId }: Launch): Content {
  const time = (at: number) => new Date(toSecond(at)).toISOString();
  return {
    type: DetailType.INSTANCE_LAUNCHED,
    source: EventSource.AUTO_SCALING,
    resources: [group.arn, `arn:aws:ec2:${site.region}:${site.account}:instance/${instanceId}`],
    detail: {
      Description: `Launching a new EC2 instance: ${instanceId}`,
      Details: { 'Availability Zone': zone, 'Subnet ID': `subnet-0${String(ZONES.findIndex((each) => each === zone) + 1).repeat(16)}` },
      EndTime: time(done),
      StartTime: time(begun),
      RequestId: activityId,
      ActivityId: activityId,
      Cause: `At ${time(begun)} an instance was started in response to a difference between desired and actual capacity.`,
      AutoScalingGroupName: group.name,
      StatusCode: 'InProgress',
      StatusMessage: '',
      EC2InstanceId: instanceId,
      Origin: 'EC2',
      Destination: 'AutoScalingGroup',
    },
  };
}

/** The EC2 event of any instance, whoever owns it. */
export function instanceState({ region, account }: Site, instanceId: string, state: string): Content {
  return {
    type: DetailType.INSTANCE_STATE_CHANGE,
    source: EventSource.EC2,
    resources: [`arn:aws:ec2:${region}:${account}:instance/${instanceId}`],
    detail: { 'instance-id': instanceId, state },
  };
}
