/** What estimates costs, and nothing else: a month has thousands of snapshots. */
import { App, Stack } from 'aws-cdk-lib';
import { CostInsights, InstanceRegistry, JobEventCollector } from '../../../src/index';

const app = new App();
const stack = new Stack(app, 'Month');
const instanceRegistry = new InstanceRegistry(stack, 'Instances');
const collector = new JobEventCollector(stack, 'Collector', { instanceRegistry });
new CostInsights(stack, 'Costs', { collector, instanceRegistry });
app.synth();
