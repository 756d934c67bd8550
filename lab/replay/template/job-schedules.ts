import { DeployedResource } from './deployed-stack';
import { objectOf } from './glue-tables';
import { RunTimes } from '../../../src/domain/schedule/next-runs';
import { isObject, Json } from '../../aws/json';
import { ReplayProblem } from '../replay-problem';

/** A schedule of EventBridge Scheduler. */
export interface JobSchedule {
  readonly id: string;
  readonly arn: string;
  readonly group: string;
  readonly groupArn: string;
  readonly enabled: boolean;
  readonly times: RunTimes;
  /** A run comes within so many minutes of its time. */
  readonly windowMinutes: number;
  readonly targetArn: string;
  readonly roleArn: string;
  /** The request, as text of JSON with context attributes. */
  readonly input: string;
  readonly retryAttempts: number;
  readonly maxAgeSeconds: number;
  readonly deadLetterArn?: string;
  /** Of a customer's key. */
  readonly keyArn?: string;
}

/** What EventBridge Scheduler does where a schedule states nothing else. */
const MAX_RETRIES = 185;
const DAY_SECONDS = 86_400;
const DEFAULT_GROUP = 'default';

export function readJobSchedule(resource: DeployedResource): JobSchedule {
  const target = objectOf(resource.property('Target'));
  const retry = objectOf(target.RetryPolicy);
  const [group, groupArn] = groupOf(resource);
  const window = objectOf(resource.property('FlexibleTimeWindow'));
  return {
    id: resource.id,
    arn: groupArn.replace(/:schedule-group\/.*$/, `:schedule/${group}/${resource.name}`),
    group,
    groupArn,
    enabled: resource.property('State') !== 'DISABLED',
    times: timesOf(resource),
    windowMinutes: Number(window.MaximumWindowInMinutes ?? 0),
    targetArn: String(target.Arn),
    roleArn: String(target.RoleArn),
    input: String(target.Input ?? '{}'),
    retryAttempts: Number(retry.MaximumRetryAttempts ?? MAX_RETRIES),
    maxAgeSeconds: Number(retry.MaximumEventAgeInSeconds ?? DAY_SECONDS),
    deadLetterArn: textOf(objectOf(target.DeadLetterConfig).Arn),
    keyArn: textOf(resource.property('KmsKeyArn')),
  };
}

function timesOf(resource: DeployedResource): RunTimes {
  return {
    expression: String(resource.property('ScheduleExpression')),
    timeZone: textOf(resource.property('ScheduleExpressionTimezone')),
    startDate: dateOf(resource.property('StartDate')),
    endDate: dateOf(resource.property('EndDate')),
  };
}

/** AWS refuses a schedule in a group that is not there. The group `default` is in every account. */
function groupOf(resource: DeployedResource): [name: string, arn: string] {
  const name = String(resource.property('GroupName') ?? DEFAULT_GROUP);
  const group = resource.stack.resources('AWS::Scheduler::ScheduleGroup').find((each) => each.name === name);
  if (group !== undefined) return [name, String(group.stack.arnOf(group.logicalId))];
  if (name === DEFAULT_GROUP) return [name, resource.stack.regionalArn('scheduler', `schedule-group/${name}`)];
  throw new ReplayProblem(`Schedule ${resource.id} is in the group ${name}, which is not in its stack`);
}

const textOf = (value: Json | undefined): string | undefined => (value === undefined || isObject(value) ? undefined : String(value));
const dateOf = (value: Json | undefined): Date | undefined => (value === undefined ? undefined : new Date(String(value)));
