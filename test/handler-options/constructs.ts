import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  AsgMonitoring,
  BatchInsights,
  HandlerOptions,
  InFlightSnapshot,
  InstanceRegistry,
  JobEventCollector,
  JobHistory,
  RunTaskMonitoring,
} from '../../src';

/** Every construct with functions, and what it is made with beside the options of those. */
export const CONSTRUCTS: readonly (readonly [name: string, build: (stack: Stack, options: HandlerOptions) => void])[] = [
  ['a collector', (stack, options) => new JobEventCollector(stack, 'Collector', options)],
  ['a registry', (stack, options) => new InstanceRegistry(stack, 'Instances', options)],
  ['a snapshot', (stack, options) => new InFlightSnapshot(stack, 'InFlight', { ...options, collector: otherCollector(stack) })],
  ['group metrics', (stack, options) => new AsgMonitoring(stack, 'Groups', options)],
  ['run-task monitoring', (stack, options) => new RunTaskMonitoring(stack, 'RunTask', options)],
  ['job history', (stack, options) => new JobHistory(stack, 'History', { ...options, collector: otherCollector(stack) })],
  ['batch insights', (stack, options) => new BatchInsights(stack, 'Insights', { ...options, runTaskMonitoringEnabled: true })],
  ['run-task monitoring that is added', (stack, options) => new BatchInsights(stack, 'Insights', options).addRunTaskMonitoring()],
  ['job history that is added', (stack, options) => new BatchInsights(stack, 'Insights', options).addHistory()],
];

/** From another stack, so that its function is not one of those that are looked at. */
const otherCollector = (stack: Stack) => new JobEventCollector(new Stack(stack.node.root as never, 'Other'), 'Collector');

interface FunctionResource {
  readonly Properties: Record<string, unknown>;
}

/** Functions of the library: that of aws-cdk-lib behind a trigger has no description. */
export const handlersOf = (template: Template): FunctionResource[] =>
  (Object.values(template.findResources('AWS::Lambda::Function')) as FunctionResource[]).filter(
    ({ Properties }) => Properties.Description !== undefined,
  );
