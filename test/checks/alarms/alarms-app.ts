/** Alarms on jobs with their defaults, and those that need a choice. Cost insights do not count instances, so that costs are those of jobs. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { BatchAlarms, CostInsights, InFlightSnapshot, InstanceRegistry, JobEventCollector } from '../../../src/index';

const app = new App();
const stack = new Stack(app, 'AlarmsOnJobs');
const collector = new JobEventCollector(stack, 'Collector', { instanceRegistry: new InstanceRegistry(stack, 'Registry') });
new BatchAlarms(stack, 'Alarms', {
  collector,
  inFlightSnapshot: new InFlightSnapshot(stack, 'InFlight', { collector, interval: Duration.minutes(15) }),
  costInsights: new CostInsights(stack, 'Costs', { collector }),
  noSuccessPeriod: Duration.hours(6),
  hourlyCostThreshold: 1,
});
app.synth();
