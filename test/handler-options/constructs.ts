import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  AsgMonitoring,
  BatchInsights,
  GrafanaDashboards,
  GrafanaWorkspace,
  CostInsights,
  HandlerOptions,
  InFlightSnapshot,
  InstanceRegistry,
  JobEventCollector,
  JobExplorer,
  JobHistory,
  JobNotifications,
  RunTaskMonitoring,
} from '../../src';

/** Every construct with functions, and what it is made with beside the options of those. */
export const CONSTRUCTS: readonly (readonly [name: string, build: (stack: Stack, options: HandlerOptions) => void])[] = [
  ['a collector', (stack, options) => new JobEventCollector(stack, 'Collector', options)],
  ['a registry', (stack, options) => new InstanceRegistry(stack, 'Instances', options)],
  ['a snapshot', (stack, options) => new InFlightSnapshot(stack, 'InFlight', { ...options, collector: otherCollector(stack) })],
  ['group metrics', (stack, options) => new AsgMonitoring(stack, 'Groups', options)],
  ['run-task monitoring', (stack, options) => new RunTaskMonitoring(stack, 'RunTask', options)],
  ['cost insights', (stack, options) => new CostInsights(stack, 'Costs', { ...options, collector: otherCollector(stack) })],
  ['job history', (stack, options) => new JobHistory(stack, 'History', { ...options, collector: otherCollector(stack) })],
  ['notifications', (stack, options) => new JobNotifications(stack, 'Notifications', { ...options, collector: otherCollector(stack) })],
  ['a job explorer', (stack, options) => new JobExplorer(stack, 'Explorer', { ...options, collector: otherCollector(stack) })],
  [
    'a Grafana workspace with users',
    (stack, options) => new GrafanaWorkspace(stack, 'Workspace', { ...options, adminUserIds: ['01234567-89ab-cdef-0123-456789abcdef'] }),
  ],
  [
    'a Grafana workspace with dashboards',
    (stack, options) => new GrafanaWorkspace(stack, 'Workspace', options).addDashboards(otherDashboards(stack)),
  ],
  ['batch insights', (stack, options) => new BatchInsights(stack, 'Insights', { ...options, runTaskMonitoringEnabled: true })],
  ['run-task monitoring that is added', (stack, options) => new BatchInsights(stack, 'Insights', options).addRunTaskMonitoring()],
  ['cost insights that are added', (stack, options) => new BatchInsights(stack, 'Insights', options).addCostInsights()],
  ['a job explorer that is added', (stack, options) => new BatchInsights(stack, 'Insights', options).addExplorer()],
  ['notifications that are added', (stack, options) => new BatchInsights(stack, 'Insights', options).addNotifications()],
  ['job history that is added', (stack, options) => new BatchInsights(stack, 'Insights', options).addHistory()],
];

/** From another stack, so that its function is not one of those that are looked at. */
const otherCollector = (stack: Stack) => new JobEventCollector(new Stack(stack.node.root as never, 'Other'), 'Collector');

/** In the same stack, of a collector of another one. */
const otherDashboards = (stack: Stack) => new GrafanaDashboards(stack, 'Grafana', { collector: otherCollector(stack) });

interface FunctionResource {
  readonly Properties: Record<string, unknown>;
}

/** Whether a function is of the library: those of aws-cdk-lib have no description, behind a trigger, or one that begins with its name. */
const isHandler = ({ Properties: { Description } }: FunctionResource): boolean =>
  Description !== undefined && !String(Description).startsWith('AWS CDK resource provider framework');

/** Functions of the library. */
export const handlersOf = (template: Template): FunctionResource[] =>
  (Object.values(template.findResources('AWS::Lambda::Function')) as FunctionResource[]).filter(isHandler);
