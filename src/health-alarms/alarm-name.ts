import { Stack } from 'aws-cdk-lib';
import { CfnAlarm, CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, IConstruct } from 'constructs';
import { AlarmActionProps } from './health-alarm-props';
import { checkNamePrefix, reject } from '../prop-check/prop-check';

/** The name of an alarm: its own, or the one that CloudFormation makes. */
export function alarmName(scope: Construct, id: string, { namePrefix }: AlarmActionProps): string | undefined {
  checkNamePrefix(scope, namePrefix);
  if (namePrefix === undefined) return undefined;
  const name = `${namePrefix}-${scope.node.id}-${id.replace(/Alarm$/, '')}`;
  rejectTaken(scope, namePrefix, name);
  return name;
}

function rejectTaken(scope: Construct, namePrefix: string, name: string): void {
  const other = Stack.of(scope)
    .node.findAll()
    .find((each) => nameOf(each) === name);
  if (!other) return;
  reject(scope, {
    prop: 'namePrefix',
    value: namePrefix,
    allowed: 'a prefix that makes new names of alarms',
    fix: `${other.node.path.replace(/\/Resource$/, '')} has the name "${name}" already. Use another prefix for one of them.`,
  });
}

/** Composite alarms and others share their names. */
function nameOf(construct: IConstruct): string | undefined {
  return construct instanceof CfnAlarm || construct instanceof CfnCompositeAlarm ? construct.alarmName : undefined;
}
