import { DeployedResource } from './deployed-stack';
import { readTarget, RuleTarget, targetsOf } from './rules';

/** An enabled rule with a rate. */
export interface ScheduledRule {
  readonly id: string;
  readonly arn: string;
  readonly everyMinutes: number;
  readonly targets: readonly RuleTarget[];
}

/** A rule with a schedule: how it is run, or why it is not. */
export interface ReadSchedule {
  readonly rule?: ScheduledRule;
  readonly notRun?: string;
}

const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const MINUTES = { minute: 1, hour: 60, day: 1440 } as const;

/** Rates are run; schedules at times of the day are reported as not run. */
export function readSchedule(resource: DeployedResource): ReadSchedule[] {
  const expression = resource.property('ScheduleExpression');
  if (expression === undefined || resource.property('State') === 'DISABLED') return [];
  const [, amount, unit] = RATE.exec(String(expression)) ?? [];
  if (unit === undefined) return [{ notRun: `Rule ${resource.id}: replay runs rates, not the schedule ${String(expression)}` }];
  const targets = targetsOf(resource);
  const elsewhere = targets.find(({ Arn }) => !/:(sqs|lambda):/.test(String(Arn)));
  if (elsewhere !== undefined) {
    return [{ notRun: `Rule ${resource.id}: replay runs queues and functions, not the target ${String(elsewhere.Arn)}` }];
  }
  return [
    {
      rule: {
        id: resource.id,
        arn: String(resource.stack.arnOf(resource.logicalId)),
        everyMinutes: Number(amount) * MINUTES[unit as keyof typeof MINUTES],
        targets: targets.map((target) => readTarget(resource, target)),
      },
    },
  ];
}
