/**
 * The forms in which the library is judged by software that is not ours: each construct as small as it can be and with every prop set, ways
 * of delivery between them, and the examples. Whoever adds a construct adds its forms here; forms.test.ts sees to it.
 */
import { App, Duration, Environment, Stack } from 'aws-cdk-lib';
import { FargateComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import {
  AsgMonitoring,
  BatchCapacity,
  BatchInsights,
  ContainerInsights,
  CostInsights,
  CostReport,
  EventDelivery,
  GrafanaDashboards,
  GrafanaWorkspace,
  InFlightSnapshot,
  InsightsDashboard,
  InstanceRegistry,
  JobEventCollector,
  JobExplorer,
  JobHistory,
  JobNotifications,
  OnDemandBatchEnvironment,
  RunTaskMonitoring,
} from '../../src';
import { fullMonitoring } from '../asg-monitoring/full-monitoring';
import { fullBatchAlarms, minimalAlarms } from '../batch-alarms/full-batch-alarms';
import { fullInsights } from '../batch-insights/full-insights';
import { fullCostInsights } from '../cost-insights/full-cost-insights';
import { fullCostReport, historyIn } from '../cost-report/full-cost-report';
import { fullGrafanaDashboards } from '../grafana-dashboards/full-grafana-dashboards';
import { fullGrafanaWorkspace } from '../grafana-workspace/full-grafana-workspace';
import { networkOf } from '../handler-options/every-handler-option';
import { fullSnapshot } from '../in-flight-snapshot/full-snapshot';
import { fullDashboard } from '../insights-dashboard/full-dashboard';
import { fullRegistry } from '../instance-registry/full-registry';
import { fullCollector } from '../job-event-collector/full-collector';
import { fullJobExplorer } from '../job-explorer/full-job-explorer';
import { fullJobHistory } from '../job-history/full-job-history';
import { fullJobNotifications } from '../job-notifications/full-job-notifications';
import { fullEnvironment } from '../on-demand-batch-environment/full-environment';
import { fullRunTaskMonitoring } from '../run-task-monitoring/full-run-task-monitoring';
import { fullScheduledJob, jobIn } from '../scheduled-job/full-scheduled-job';

export interface Form {
  /** The name of its stack: the construct, and what is special about it. */
  readonly name: string;
  /** Builds the form into a stack of its own, and returns the construct. */
  readonly build: (stack: Stack) => IConstruct;
  /** Where it must be, if it is not the same everywhere. */
  readonly env?: Environment;
}

const form = (name: string, build: Form['build']): Form => ({ name, build });

/** The two forms that every public construct has. */
const both = (construct: string, minimal: Form['build'], maximal: Form['build']): Form[] => [
  form(`${construct}-Minimal`, minimal),
  form(`${construct}-Maximal`, maximal),
];

/** Where CloudFormation has data exports. */
const EXPORTS_ENV = { account: '123456789012', region: 'us-east-1' };

/** A stack for a form. */
export const stackFor = (scope: App, { name, env }: Form, given?: Environment): Stack => new Stack(scope, name, { env: given ?? env });

export const FORMS: readonly Form[] = [
  ...both('AsgMonitoring', (stack) => new AsgMonitoring(stack, 'Groups'), fullMonitoring),
  ...both('BatchAlarms', (stack) => minimalAlarms(stack), fullBatchAlarms),
  form('BatchAlarms-Topic', (stack) => minimalAlarms(stack, { createTopic: true })),
  ...both('BatchInsights', (stack) => new BatchInsights(stack, 'Insights'), fullInsights),
  ...both(
    'CostInsights',
    (stack) => new CostInsights(stack, 'Costs', { collector: new JobEventCollector(stack, 'Collector') }),
    fullCostInsights,
  ),
  ...both('CostReport', (stack) => new CostReport(stack, 'CostReport', { history: historyIn(stack) }), fullCostReport).map(
    (each): Form => ({ ...each, env: EXPORTS_ENV }),
  ),
  ...both(
    'GrafanaDashboards',
    (stack) => new GrafanaDashboards(stack, 'Grafana', { collector: new JobEventCollector(stack, 'Collector') }),
    fullGrafanaDashboards,
  ),
  ...both('GrafanaWorkspace', (stack) => new GrafanaWorkspace(stack, 'Workspace'), fullGrafanaWorkspace),
  ...both(
    'InFlightSnapshot',
    (stack) => new InFlightSnapshot(stack, 'InFlight', { collector: new JobEventCollector(stack, 'Collector') }),
    fullSnapshot,
  ),
  ...both(
    'InsightsDashboard',
    (stack) => new InsightsDashboard(stack, 'Dashboard', { collector: new JobEventCollector(stack, 'Collector') }),
    fullDashboard,
  ),
  ...both('InstanceRegistry', (stack) => new InstanceRegistry(stack, 'Instances'), fullRegistry),
  ...both(
    'JobEventCollector',
    (stack) => new JobEventCollector(stack, 'Collector'),
    (stack) => fullCollector(stack),
  ),
  ...both(
    'JobExplorer',
    (stack) => new JobExplorer(stack, 'Explorer', { collector: new JobEventCollector(stack, 'Collector') }),
    fullJobExplorer,
  ),
  ...both(
    'JobHistory',
    (stack) => new JobHistory(stack, 'History', { collector: new JobEventCollector(stack, 'Collector') }),
    fullJobHistory,
  ),
  ...both(
    'JobNotifications',
    (stack) => new JobNotifications(stack, 'Notifications', { collector: new JobEventCollector(stack, 'Collector') }),
    fullJobNotifications,
  ),
  ...both('OnDemandBatchEnvironment', (stack) => new OnDemandBatchEnvironment(stack, 'Batch'), fullEnvironment),
  form('OnDemandBatchEnvironment-Ec2', (stack) => new OnDemandBatchEnvironment(stack, 'Batch', { capacity: BatchCapacity.EC2 })),
  ...both('RunTaskMonitoring', (stack) => new RunTaskMonitoring(stack, 'RunTask'), fullRunTaskMonitoring),
  ...both('ScheduledJob', (stack) => jobIn(stack), fullScheduledJob),
  form('JobEventCollector-Direct', (stack) => new JobEventCollector(stack, 'Collector', { delivery: EventDelivery.direct() })),
  form(
    'JobHistory-Bucket',
    (stack) =>
      new JobHistory(stack, 'History', {
        collector: new JobEventCollector(stack, 'Collector'),
        bucket: Bucket.fromBucketName(stack, 'Bucket', 'records-of-batch'),
      }),
  ),
  form('RunTaskMonitoring-Trail', (stack) => new RunTaskMonitoring(stack, 'RunTask', { createTrail: true })),
  form(
    'BatchInsights-Key',
    (stack) => new BatchInsights(stack, 'Insights', { encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }) }),
  ),
  form('BatchInsights-Vpc', (stack) => new BatchInsights(stack, 'Insights', { vpc: networkOf(stack), runTaskMonitoringEnabled: true })),
  form('ContainerInsights', containerInsights),
  form('BatchInsightsExample', (stack) => {
    const insights = new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true });
    insights.addHistory({ transitionsIncluded: true, instancesIncluded: true });
    insights.addCostInsights();
    insights.addExplorer();
    insights.addAlarms({ hourlyCostThreshold: 100, noSuccessPeriod: Duration.hours(26) });
    return insights;
  }),
];

/** Those that are given an encryption key: with it, everything must be encrypted with it. */
export function formsWithKey(): ReadonlySet<string> {
  const hasKey = (each: Form): boolean => {
    const stack = stackFor(new App(), each);
    each.build(stack);
    return stack.node.findAll().some((construct) => construct instanceof Key);
  };
  return new Set(FORMS.filter(hasKey).map(({ name }) => name));
}

function containerInsights(stack: Stack): IConstruct {
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a'],
    privateSubnetIds: ['subnet-0123456789abcdef0'],
  });
  const computeEnvironment = new FargateComputeEnvironment(stack, 'Fargate', { vpc });
  ContainerInsights.enable(computeEnvironment);
  return computeEnvironment;
}
