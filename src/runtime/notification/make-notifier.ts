import { EventBridge } from './event-bridge';
import { EventWriter } from './event-writer';
import { Notifier } from './notifier';
import { NotificationVariable } from '../../domain/names/environment';
import { QueueSender } from '../aws/queue-sender';
import { serviceEndpoint } from '../aws/service-endpoint';
import { SignedRequests } from '../aws/signed-request';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
import { Output, writeToStdout } from '../output/output';

/** Creates the notifier from its environment variables. */
export function makeNotifier(variables: NodeJS.ProcessEnv, now: () => number = Date.now, write = writeToStdout): Notifier {
  const environment = new Environment(variables);
  const deadline = new Deadline();
  const requests = new SignedRequests(environment.text('AWS_REGION'), deadline);
  const endpoint = serviceEndpoint(environment, 'events', environment.text(NotificationVariable.URL_SUFFIX), 'EVENTBRIDGE');
  const bus = new EventBridge(requests, endpoint, environment.text(NotificationVariable.EVENT_BUS));
  return new Notifier({
    writer: new EventWriter(bus, deadline),
    queue: new QueueSender(requests, environment.text(NotificationVariable.QUEUE_URL), environment.optionalText('AWS_ENDPOINT_URL_SQS')),
    output: new Output(write, now),
    deadline,
  });
}
