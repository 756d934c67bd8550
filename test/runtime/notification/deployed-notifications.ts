import { EventBusServer } from './event-bus-server';
import { lambdaHandler } from '../../../src/runtime/delivery';
import { makeNotifier } from '../../../src/runtime/notification/make-notifier';
import { NOW } from '../history/deployed-history';
import { deliverTo, Message } from '../stage/deliveries';
import { LogLines } from '../stage/log-lines';
import { Answer, answerJson, Wire } from '../stage/wire';

/** The function that notifies, beside servers of EventBridge and SQS. */
export class DeployedNotifications {
  /** Puts them up for the tests of a file. */
  static use(): DeployedNotifications {
    const deployed = new DeployedNotifications();
    beforeAll(() => Promise.all([deployed.bus.wire.listen(), deployed.sqs.listen()]));
    beforeEach(() => deployed.reset());
    afterAll(() => Promise.all([deployed.bus.wire.stop(), deployed.sqs.stop()]));
    return deployed;
  }

  readonly bus = new EventBusServer();
  readonly sqs = new Wire();
  readonly lines = new LogLines(() => NOW);
  /** What waits in the function's own queue. */
  readonly queued: { readonly body: unknown; readonly delaySeconds: number }[] = [];
  /** What to answer instead of taking messages. */
  failQueue: () => Answer = () => undefined;

  reset(): void {
    this.bus.reset();
    this.sqs.reset();
    this.sqs.answer = ({ body }) => this.failQueue() ?? this.enqueue(body);
    this.failQueue = () => undefined;
    this.queued.length = 0;
    this.lines.clear();
    Object.assign(process.env, this.environment);
  }

  get environment(): Record<string, string> {
    return {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_SESSION_TOKEN: 'session-token',
      AWS_ENDPOINT_URL_EVENTBRIDGE: this.bus.wire.url,
      AWS_ENDPOINT_URL_SQS: this.sqs.url,
      EVENT_BUS: 'bus-of-jobs',
      QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/notifications',
      URL_SUFFIX: 'amazonaws.com',
    };
  }

  /** Sends a payload as CloudWatch Logs does: to the function itself. Throws if the function does. */
  async send(payload: unknown, left: () => number = () => 60_000): Promise<void> {
    const notifier = this.notifier();
    const context = { awsRequestId: 'request', getRemainingTimeInMillis: left };
    await lambdaHandler((deliveries) => notifier.process(deliveries), notifier.deadline)(payload as object, context);
  }

  /** Delivers messages from the queue; returns the ids of those that failed. */
  deliver(messages: readonly Message[]): Promise<string[]> {
    const notifier = this.notifier();
    return deliverTo((deliveries) => notifier.process(deliveries), messages);
  }

  private notifier() {
    return makeNotifier(
      this.environment,
      () => NOW,
      (line) => void this.lines.raw.push(line),
    );
  }

  private enqueue(body: string): Answer {
    const { Entries } = JSON.parse(body) as { Entries: { MessageBody: string; DelaySeconds: number }[] };
    this.queued.push(
      ...Entries.map(({ MessageBody, DelaySeconds }) => ({ body: JSON.parse(MessageBody) as unknown, delaySeconds: DelaySeconds })),
    );
    return answerJson({ Successful: [], Failed: [] });
  }
}
