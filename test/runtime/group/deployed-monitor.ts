import { AutoScalingServer, Group } from './auto-scaling-server';
import { Deadline } from '../../../src/runtime/deadline';
import { lambdaHandler } from '../../../src/runtime/delivery';
import { makeGroupMonitor } from '../../../src/runtime/group/make-group-monitor';
import { deliverTo, messagesOf } from '../stage/deliveries';
import { Invocation } from '../stage/invocation';
import { LogLines } from '../stage/log-lines';

export const NOW = Date.parse('2026-11-20T12:00:00Z');
export const WANTED = ['GroupInServiceInstances', 'GroupInServiceCapacity', 'GroupDesiredCapacity'];

/** The monitor of groups beside a real server of Auto Scaling. */
export class DeployedMonitor {
  /** Puts it up for the tests of a file. */
  static use(): DeployedMonitor {
    const deployed = new DeployedMonitor();
    beforeAll(() => deployed.server.listen());
    beforeEach(() => deployed.reset());
    afterAll(() => deployed.server.wire.stop());
    return deployed;
  }

  readonly server = new AutoScalingServer();
  readonly lines = new LogLines(() => NOW);

  reset(...groups: Group[]): void {
    this.server.reset(...groups);
    this.lines.clear();
    Object.assign(process.env, this.environment);
  }

  get environment(): Record<string, string> {
    return {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_SESSION_TOKEN: 'session-token',
      AWS_ENDPOINT_URL_AUTO_SCALING: this.server.wire.url,
      GROUP_METRICS: JSON.stringify(WANTED),
      GRANULARITY: '1Minute',
      URL_SUFFIX: 'amazonaws.com',
    };
  }

  /** Delivers events from the queue; returns which of them failed, by their place. */
  async deliver(...events: readonly unknown[]): Promise<number[]> {
    const messages = messagesOf(events);
    const failed = await deliverTo((deliveries) => this.monitor().process(deliveries), messages);
    return messages.flatMap(({ id }, index) => (failed.includes(id) ? index : []));
  }

  /** Calls the function as a deployment does. */
  callAtDeployment(): Promise<unknown> {
    return lambdaHandler((deliveries) => this.monitor().process(deliveries), new Deadline())({}, { awsRequestId: 'request' });
  }

  /** Delivers the event of the schedule in an invocation with a time limit. */
  deliverIn(invocation: Invocation): Promise<string[]> {
    const monitor = this.monitor();
    return invocation.deliver(
      { processor: (deliveries) => monitor.process(deliveries), deadline: monitor.deadline },
      messagesOf([schedule]),
    );
  }

  private monitor() {
    return makeGroupMonitor(
      { ...process.env, ...this.environment },
      () => NOW,
      (line) => this.lines.raw.push(line),
    );
  }
}

export const schedule = { source: 'cdk-batch-insights', 'detail-type': 'Auto Scaling Group Check', detail: { Trigger: 'schedule' } };

const envelope = (type: string, detail: object) => ({
  version: '0',
  id: 'e-1',
  'detail-type': type,
  source: 'aws.autoscaling',
  account: '123456789012',
  time: '2026-11-20T11:59:00Z',
  region: 'eu-west-1',
  resources: [],
  detail,
});

export const launched = (AutoScalingGroupName: string) =>
  envelope('EC2 Instance Launch Successful', {
    StatusCode: 'InProgress',
    AutoScalingGroupName,
    ActivityId: 'a-1',
    EC2InstanceId: 'i-0123',
    Details: { 'Availability Zone': 'eu-west-1a' },
  });

export const created = (requestParameters: object | null) =>
  envelope('AWS API Call via CloudTrail', {
    eventSource: 'autoscaling.amazonaws.com',
    eventName: 'CreateAutoScalingGroup',
    requestParameters,
    responseElements: null,
  });
