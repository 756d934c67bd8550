/**
 * Runs the schedules of EventBridge Scheduler that templates declare, over a span of time, against a simulated AWS Batch.
 *
 * Each run calls the target with the role of its schedule, whose policies decide; AWS Batch takes or refuses the submission and runs the job as the
 * definition has it. What comes out of it is what AWS would deliver: events of jobs, dead letters, metrics; and the records that are true of the jobs.
 */
import { Caller, RoleOwner } from './caller';
import { deadLetterOf } from './dead-letter';
import { DeadLetter, ScheduledRun } from './scheduled-run';
import { Scheduler } from './scheduler';
import { schedulerPoints } from './scheduler-points';
import { SimulatedBatch } from './simulated-batch';
import { Story, STORIES } from './stories';
import { FunctionRole, readDeployedPolicies } from '../permissions/deployed-policies';
import { StackTemplate } from '../replay/assembly/stack-template';
import { CallLog, RecordedCall } from '../replay/calls/call-log';
import { EventPlace } from '../replay/events/place-of-events';
import { readDeployment } from '../replay/template/deployment';
import { JobSchedule } from '../replay/template/job-schedules';
import { DeployedStateMachine } from '../replay/template/state-machines';
import { Agenda } from '../simulate/engine/agenda';
import { AwsEvent, toEvent } from '../simulate/events/envelope';
import { jobHappenings } from '../simulate/events/stream';
import { Job } from '../simulate/model';
import { Prices, pricesOf } from '../simulate/prices';
import { ServicePoint } from '../simulate/services/samples';
import { Site } from '../simulate/site';
import { MetricTotal } from '../simulate/truth/ledger';
import { metricTotals } from '../simulate/truth/metrics';
import { TrueRecord } from '../simulate/truth/record';
import { jobRecords } from '../simulate/truth/records';

export interface ScheduledSpan {
  /** Milliseconds. */
  readonly from: number;
  /** Nothing is due from then on. */
  readonly to: number;
  /** What becomes of the runs of each schedule, in turn. */
  readonly stories?: readonly Story[];
}

export interface ScheduledRuns {
  readonly schedules: readonly JobSchedule[];
  readonly runs: readonly ScheduledRun[];
  readonly site: Site;
  readonly prices: Prices;
  readonly jobs: readonly Job[];
  /** In the order of time. */
  readonly events: readonly AwsEvent[];
  readonly truth: readonly TrueRecord[];
  /** Totals of the metrics of the jobs. */
  readonly metrics: readonly MetricTotal[];
  readonly deadLetters: readonly DeadLetter[];
  readonly points: readonly ServicePoint[];
  readonly calls: readonly RecordedCall[];
}

const SEED = 1;

export function runSchedules(templates: readonly StackTemplate[], place: EventPlace, span: ScheduledSpan): ScheduledRuns {
  const target = { ...place, queueEndpoint: 'http://sqs' };
  const { jobSchedules: schedules, stateMachines: machinesOf, batch: resourcesOf } = readDeployment(templates, target);
  const agenda = new Agenda();
  const calls = new CallLog();
  const resources = resourcesOf();
  const batch = new SimulatedBatch(resources, place, agenda);
  const stateMachines = machinesOf();
  const owners = [...schedules.map(ofSchedule), ...stateMachines.map(ofStateMachine)];
  const callers = callersOf(owners, readDeployedPolicies(templates, target).roles, place, calls);
  const scheduler = new Scheduler({ agenda, batch, resources, callers, stateMachines, stories: span.stories ?? STORIES });
  for (const schedule of schedules) scheduler.plan(schedule, span.from, span.to);
  agenda.run();
  const { jobs, site } = batch;
  const prices = pricesOf(site, SEED, span.from);
  return {
    schedules,
    runs: scheduler.runs,
    site,
    prices,
    jobs,
    events: jobHappenings(site, jobs, SEED).map((happening) => toEvent(site, happening)),
    truth: jobRecords(site, prices, jobs),
    metrics: metricTotals(jobs, prices, { calls: [], lives: [] }),
    deadLetters: scheduler.runs.flatMap((run) => deadLetterOf(run) ?? []),
    points: schedulerPoints(scheduler.runs),
    calls: calls.calls,
  };
}

/** The trust policy names the group of the schedule. */
const ofSchedule = ({ id, roleArn, groupArn }: JobSchedule): RoleOwner => ({
  id,
  roleArn,
  by: 'Scheduler',
  principal: 'scheduler.amazonaws.com',
  sourceArn: groupArn,
});

const ofStateMachine = ({ id, roleArn, arn }: DeployedStateMachine): RoleOwner => ({
  id,
  roleArn,
  by: 'StepFunctions',
  principal: 'states.amazonaws.com',
  sourceArn: arn,
});

function callersOf(
  owners: readonly RoleOwner[],
  roles: readonly FunctionRole[],
  place: EventPlace,
  calls: CallLog,
): ReadonlyMap<string, Caller> {
  return new Map(
    owners.flatMap((owner) => {
      const role = roles.find(({ functionId }) => functionId === owner.id);
      return role === undefined ? [] : [[owner.id, new Caller(owner, role, place, calls)] as const];
    }),
  );
}
