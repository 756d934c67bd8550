/** Every form in which a role can come: each construct with the least and with the most that its props ask of AWS. */
import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  AsgMonitoring, BatchInsights, EventDelivery, InFlightSnapshot, InstanceRegistry, JobEventCollector, PurchaseOption, RunTaskMonitoring,
} from '../../../src';

const app = new App();

/** Alone, with all defaults. */
const least = new Stack(app, 'Least');
new InFlightSnapshot(least, 'InFlight', { collector: new JobEventCollector(least, 'Collector') });
new InstanceRegistry(least, 'Instances');
new RunTaskMonitoring(least, 'RunTask');
new AsgMonitoring(least, 'Groups', { atDeployment: false });

/** All together, without a key. */
new BatchInsights(new Stack(app, 'Together'), 'Insights', { runTaskMonitoringEnabled: true });

/** One key for all of it, events straight to the function, a trail. */
const one = new Stack(app, 'OneKey');
new BatchInsights(one, 'Insights', {
  encryptionKey: new Key(one, 'Key'), delivery: EventDelivery.direct({ retryAttempts: 0 }), runTaskMonitoringEnabled: true, createTrail: true,
});

/** A key for each construct; the registry is not allowed to ask AWS. */
const several = new Stack(app, 'KeyForEach');
const registry = new InstanceRegistry(several, 'Instances', {
  encryptionKey: new Key(several, 'InstanceKey'), lookUpUnknown: false, purchaseOptions: [{ computeEnvironmentName: 'fg', purchaseOption: PurchaseOption.FARGATE }],
});
const collector = new JobEventCollector(several, 'Collector', { encryptionKey: new Key(several, 'JobKey'), instanceRegistry: registry });
new InFlightSnapshot(several, 'InFlight', { encryptionKey: new Key(several, 'LogKey'), collector, instanceRegistry: registry });
new AsgMonitoring(several, 'Groups', { encryptionKey: new Key(several, 'GroupKey'), atDeployment: false });

/** A registry that answers nobody, for a collector without a key. */
const silent = new Stack(app, 'Silent');
new JobEventCollector(silent, 'Collector', {
  delivery: EventDelivery.direct(),
  instanceRegistry: new InstanceRegistry(silent, 'Instances', { encryptionKey: new Key(silent, 'InstanceKey'), lookUpUnknown: false }),
});

app.synth();
