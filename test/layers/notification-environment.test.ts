import { watched } from './watched-environment';
import { NotificationVariable } from '../../src/domain/names/environment';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobNotifications } from '../../src/job-notifications';
import { makeNotifier } from '../../src/runtime/notification/make-notifier';
import { environmentOf, synthesize } from '../event-intake/synthesis';

test('what JobNotifications sets is what its function reads', () => {
  process.env.AWS_REGION = 'eu-west-1';
  const synthesis = synthesize((stack) => {
    new JobNotifications(stack, 'Notifications', { collector: new JobEventCollector(stack, 'Collector') });
  });
  const set = environmentOf(synthesis, 'Notifications/Handler');
  // References, which only CloudFormation resolves.
  const { read, environment } = watched({ ...set, QUEUE_URL: 'https://sqs/queue' });
  makeNotifier(environment);
  expect(Object.keys(set).sort()).toEqual(Object.values(NotificationVariable).sort());
  expect([...read].sort()).toEqual(Object.keys(set).sort());
});
