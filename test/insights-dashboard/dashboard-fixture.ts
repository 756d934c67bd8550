import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Choice, Variable, withVariables } from '../../lab/view/dashboards/variables';
import { CostInsightsBase } from '../../src/cost-insights/cost-insights-base';
import { DEFAULT_METRIC_NAMESPACE, DimensionName } from '../../src/domain/names/metrics';
import { InFlightSnapshot } from '../../src/in-flight-snapshot';
import { DashboardSection, InsightsDashboard, InsightsDashboardProps } from '../../src/insights-dashboard';
import { DashboardSources } from '../../src/insights-dashboard/metric-sources';
import { InstanceRegistryBase } from '../../src/instance-registry/instance-registry-base';
import { JobEventCollectorBase } from '../../src/job-event-collector/job-event-collector-base';
import { LevelOfDetail, MetricDimensions } from '../../src/level-of-detail';
import { RunTaskMonitoring } from '../../src/run-task-monitoring';

export interface StandInOptions {
  readonly metricNamespace?: string;
  readonly dimensionSets?: readonly (readonly string[])[];
}

/** A collector of names only: what a dashboard needs of one, as an imported collector has it. */
export class ImportedCollector extends JobEventCollectorBase {
  readonly logGroup: ILogGroup;
  readonly table: ITable;
  readonly metricNamespace: string;
  readonly dimensionSets: MetricDimensions[];

  constructor(scope: Construct, id: string, options: StandInOptions = {}) {
    super(scope, id);
    this.logGroup = LogGroup.fromLogGroupName(this, 'Log', 'insights-log');
    this.table = Table.fromTableName(this, 'Jobs', 'jobs');
    this.metricNamespace = options.metricNamespace ?? DEFAULT_METRIC_NAMESPACE;
    this.dimensionSets = (options.dimensionSets ?? [[], ['JobQueue'], ['ComputeEnvironment']]).map((dimensionNames) => ({
      dimensionNames: [...dimensionNames],
    }));
  }
}

/** A collector with queues and a handler of its own. */
export class StandInCollector extends ImportedCollector {
  readonly queue: IQueue;
  readonly deadLetterQueue: IQueue;
  readonly handler: IFunction;

  constructor(scope: Construct, id: string, options?: StandInOptions) {
    super(scope, id, options);
    this.queue = Queue.fromQueueArn(this, 'Queue', 'arn:aws:sqs:us-east-1:111111111111:events');
    this.deadLetterQueue = Queue.fromQueueArn(this, 'DeadLetters', 'arn:aws:sqs:us-east-1:111111111111:dead-letters');
    this.handler = LambdaFunction.fromFunctionArn(this, 'Handler', 'arn:aws:lambda:us-east-1:111111111111:function:collector');
  }
}

/** A registry of names only. */
export class StandInRegistry extends InstanceRegistryBase {
  readonly table: ITable;
  readonly lookUpQueue = undefined;
  readonly logGroup: ILogGroup;
  readonly metricNamespace = DEFAULT_METRIC_NAMESPACE;
  readonly dimensionSets: MetricDimensions[];

  constructor(scope: Construct, id: string, level: LevelOfDetail = LevelOfDetail.STANDARD) {
    super(scope, id);
    this.table = Table.fromTableName(this, 'Instances', 'instances');
    this.logGroup = LogGroup.fromLogGroupName(this, 'Log', 'instances-log');
    const published: string[] = [...OF_INSTANCES[level.name]];
    this.dimensionSets = level.dimensionSets.filter(({ dimensionNames }) => dimensionNames.every((name) => published.includes(name)));
  }
}

/** Cost insights of names only. */
export class StandInCosts extends CostInsightsBase {
  readonly table: ITable;
  readonly recordLogGroup: ILogGroup;
  readonly metricNamespace = DEFAULT_METRIC_NAMESPACE;

  constructor(
    scope: Construct,
    id: string,
    readonly dimensionSets: MetricDimensions[] = LevelOfDetail.STANDARD.dimensionSets,
    readonly instancesIncluded = true,
  ) {
    super(scope, id);
    this.table = Table.fromTableName(this, 'Prices', 'prices');
    this.recordLogGroup = LogGroup.fromLogGroupName(this, 'Log', 'insights-log');
  }
}

/** What instances are told apart by, at each level. */
const OF_INSTANCES: Readonly<Record<string, readonly string[]>> = {
  TOTALS: [],
  STANDARD: [DimensionName.COMPUTE_ENVIRONMENT],
  FULL: [DimensionName.COMPUTE_ENVIRONMENT, DimensionName.INSTANCE_TYPE, DimensionName.AVAILABILITY_ZONE, DimensionName.PURCHASE_OPTION],
};
const OF_RUN_TASK: readonly string[] = [DimensionName.JOB_QUEUE, DimensionName.COMPUTE_ENVIRONMENT];

/** Everything that a dashboard can show, published at one level of detail. */
export function everySource(stack: Stack, level: LevelOfDetail = LevelOfDetail.STANDARD): DashboardSources {
  return {
    collector: new StandInCollector(stack, 'Source', { dimensionSets: level.dimensionSets.map(({ dimensionNames }) => dimensionNames) }),
    inFlightSnapshot: InFlightSnapshot.fromInFlightSnapshotAttributes(stack, 'Snapshot', {
      logGroup: LogGroup.fromLogGroupName(stack, 'SnapshotLog', 'in-flight-log'),
      instancesIncluded: true,
    }),
    instanceRegistry: new StandInRegistry(stack, 'Registry', level),
    costInsights: new StandInCosts(stack, 'Costs', level.dimensionSets),
    runTaskMonitoring: RunTaskMonitoring.fromRunTaskMonitoringAttributes(stack, 'RunTask', {
      logGroup: LogGroup.fromLogGroupName(stack, 'RunTaskLog', 'run-task-log'),
      dimensionSets: level.dimensionSets.filter(({ dimensionNames }) => dimensionNames.every((name) => OF_RUN_TASK.includes(name))),
    }),
  };
}

/** A dashboard of all sections and sources, at one level of detail. */
export function renderAll(level: LevelOfDetail = LevelOfDetail.STANDARD, props: Partial<InsightsDashboardProps> = {}): RenderedDashboard {
  const stack = newStack();
  return render({ ...everySource(stack, level), sections: DashboardSection.all(), ...props }, stack);
}

export const newStack = (region = 'us-east-1'): Stack => new Stack(new App(), 'Stack', { env: { account: '111111111111', region } });

/** A widget as CloudWatch reads it from a dashboard's body. */
export interface RenderedWidget {
  readonly type: 'text' | 'metric' | 'log';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly query?: string;
    readonly view?: string;
    readonly stacked?: boolean;
    readonly setPeriodToTimeRange?: boolean;
    readonly yAxis?: { readonly left: { readonly label: string; readonly min?: number; readonly max?: number } };
    readonly metrics?: readonly RenderedMetric[];
  };
}

export type RenderedMetric = readonly (string | RenderedExpression)[];

export interface RenderedExpression {
  readonly expression?: string;
  readonly label?: string;
  readonly id?: string;
  readonly visible?: boolean;
  readonly stat?: string;
}

export interface RenderedDashboard {
  readonly start?: string;
  readonly periodOverride?: string;
  readonly variables?: readonly Variable[];
  readonly widgets: readonly RenderedWidget[];
}

/** The bodies of a stack's dashboards, with references in them written as `${LogicalId}`, as CloudWatch shows them with these values of variables. */
export function bodiesOf(stack: Stack, choice?: Choice): RenderedDashboard[] {
  return rawBodiesOf(stack).map((body) => ({ ...body, widgets: withVariables(body.widgets, body.variables ?? [], choice) }));
}

/** The same as the template has them, with variables in their place. */
export function rawBodiesOf(stack: Stack): RenderedDashboard[] {
  const dashboards = Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard');
  return Object.values(dashboards).map(({ Properties }) => JSON.parse(textOf(Properties.DashboardBody)));
}

export function render(props: Partial<InsightsDashboardProps> = {}, stack = newStack(), choice?: Choice): RenderedDashboard {
  new InsightsDashboard(stack, 'Dashboard', { collector: new StandInCollector(stack, 'Collector'), ...props });
  return bodiesOf(stack, choice)[0];
}

type Reference =
  | string
  | {
      readonly Ref?: string;
      readonly 'Fn::Join'?: readonly [string, readonly Reference[]];
      readonly 'Fn::Sub'?: readonly [string, Readonly<Record<string, Reference>>];
      readonly [call: string]: unknown;
    };

function textOf(value: Reference): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(textOf).join(value['Fn::Join'][0]);
  if (value['Fn::Sub']) {
    const [text, variables] = value['Fn::Sub'];
    return text.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => (literal ? `\${${name}}` : textOf(variables[name])));
  }
  return `\${${value.Ref ?? JSON.stringify(value).replace(/["\\]/g, '')}}`;
}
