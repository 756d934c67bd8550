/** Calls of ECS, Batch, EC2 and Auto Scaling as IAM sees them: which resources they are about, and what is known of those. */
import { NewCall } from './call-log';
import { AutoScalingGroup, World } from '../standins/world';

type Seen = Omit<NewCall, 'by'>;

/** About no resource that a policy could name. */
export const apiCall = (service: string, action: string): Seen => ({ action: `${service}:${action}`, resource: '*', context: {} });

/** One call for each container instance: IAM looks for them all in the policy. */
export function containerInstanceCalls({ Account, Region }: World, body: string): Seen[] {
  const { cluster = 'default', containerInstances = [] } = JSON.parse(body) as { cluster?: string; containerInstances?: string[] };
  const clusterName = cluster.replace(/^arn:.*:cluster\//, '');
  const arnOf = (id: string): string =>
    id.startsWith('arn:') ? id : `arn:aws:ecs:${Region}:${Account}:container-instance/${clusterName}/${id}`;
  return containerInstances.map((id) => ({
    action: 'ecs:DescribeContainerInstances',
    resource: arnOf(id),
    context: { 'ecs:cluster': [`arn:aws:ecs:${Region}:${Account}:cluster/${clusterName}`] },
  }));
}

/** A group's tags can be asked for by a key of the service and by the one that all services share. */
export function groupCall(world: World, action: string, form: URLSearchParams): Seen {
  const name = form.get('AutoScalingGroupName') ?? '';
  const group = world.AutoScalingGroups?.find(({ Name }) => Name === name);
  return {
    action: `autoscaling:${action}`,
    resource: group?.Arn ?? groupArn(world, name),
    context: group === undefined ? {} : tagsOf(group),
  };
}

const groupArn = ({ Account, Region }: World, name: string): string =>
  `arn:aws:autoscaling:${Region}:${Account}:autoScalingGroup:00000000-0000-0000-0000-000000000000:autoScalingGroupName/${name}`;

const tagsOf = ({ Tags = {} }: AutoScalingGroup): Seen['context'] =>
  Object.fromEntries(
    Object.entries(Tags).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, [value]],
      [`autoscaling:ResourceTag/${key}`, [value]],
    ]),
  );
