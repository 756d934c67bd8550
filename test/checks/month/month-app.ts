/** What estimates costs, and nothing else: a month has thousands of snapshots. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { CostInsights, InstanceRegistry, JobEventCollector } from '../../../src/index';

const app = new App();
const stack = new Stack(app, 'Month');
// Simulated hosts send nothing while they are idle. In AWS, their agents reconnect every few hours, which keeps them in the registry.
const instanceRegistry = new InstanceRegistry(stack, 'Instances', { registeredExpiry: Duration.days(90) });
const collector = new JobEventCollector(stack, 'Collector', { instanceRegistry });
new CostInsights(stack, 'Costs', { collector, instanceRegistry });
app.synth();
