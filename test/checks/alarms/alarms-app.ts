/** Alarms on jobs with their defaults, and those that need a choice. Without a registry of instances, costs are those of jobs. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { BatchAlarms, CostInsights, InFlightSnapshot, JobEventCollector } from '../../../src/index';

const app = new App();
const stack = new Stack(app, 'AlarmsOnJobs');
const collector = new JobEventCollector(stack, 'Collector');
new BatchAlarms(stack, 'Alarms', {
  collector,
  inFlightSnapshot: new InFlightSnapshot(stack, 'InFlight', { collector, interval: Duration.minutes(15) }),
  costInsights: new CostInsights(stack, 'Costs', { collector }),
  noSuccessPeriod: Duration.hours(6),
  hourlyCostThreshold: 1,
});
app.synth();
