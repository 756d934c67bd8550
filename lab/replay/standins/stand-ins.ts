/** ECS, Batch, EC2, Auto Scaling, EventBridge and the services of a history as far as a handler asks them, answering on the wire over the world of the simulation. */
import { IncomingMessage } from 'node:http';
import { AutoScalingOptions, AutoScalingStandIn } from './auto-scaling';
import { describeComputeEnvironments } from './batch';
import { describeInstances } from './ec2';
import { describeContainerInstances } from './ecs';
import { EventBusStandIn, putEventsCalls } from './event-bus';
import { PriceStandIn } from './prices';
import { World } from './world';
import { apiCall, containerInstanceCalls, groupCall } from '../calls/api-calls';
import { CallLog, NewCall } from '../calls/call-log';
import { HistoryServices } from '../history/history-services';
import { Answer } from '../servers/answer';
import { callerOf } from '../servers/caller';
import { HttpEndpoint, listen } from '../servers/http';
import { Interference, NO_INTERFERENCE } from '../servers/interference';
import { StreamClock } from '../stream-clock';

/** Calls by service and action. */
export type CallCounts = Map<string, number>;

export interface StandInOptions {
  readonly clock?: StreamClock;
  readonly autoScaling?: AutoScalingOptions;
  readonly calls?: CallLog;
  readonly history?: HistoryServices;
}

export class StandIns {
  readonly calls: CallCounts = new Map();

  readonly autoScaling: AutoScalingStandIn;
  readonly eventBus = new EventBusStandIn();
  private readonly prices: PriceStandIn;

  private readonly log: CallLog;
  private readonly history: HistoryServices | undefined;

  constructor(
    private readonly world: World,
    { clock = new StreamClock(), autoScaling, calls = new CallLog(), history }: StandInOptions = {},
  ) {
    this.log = calls;
    this.history = history;
    this.prices = new PriceStandIn(world);
    this.autoScaling = new AutoScalingStandIn(world, clock, autoScaling ?? {});
  }

  listen(interfere: Interference = NO_INTERFERENCE): Promise<HttpEndpoint> {
    return listen((message, body) => interfere('aws', message, body, (given) => this.answer(message, given)));
  }

  private async answer(message: IncomingMessage, body: string): Promise<Answer> {
    if (message.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ') !== true) {
      return {
        status: 403,
        headers: {},
        body: '{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}',
      };
    }
    const target = String(message.headers['x-amz-target'] ?? '');
    if (target === 'AmazonEC2ContainerServiceV20141113.DescribeContainerInstances') {
      return this.count(message, containerInstanceCalls(this.world, body), describeContainerInstances(this.world, body));
    }
    const ofHistory = await this.history?.answer(message, body);
    if (ofHistory !== undefined) return this.count(message, ofHistory.seen, ofHistory.answer);
    if (message.url === '/v1/describecomputeenvironments') {
      return this.count(message, [apiCall('batch', 'DescribeComputeEnvironments')], describeComputeEnvironments(this.world, body));
    }
    if (target === 'AWSPriceListService.GetProducts') {
      return this.count(message, [apiCall('pricing', 'GetProducts')], this.prices.getProducts(body));
    }
    if (target === 'AWSEvents.PutEvents') return this.count(message, putEventsCalls(this.world, body), this.eventBus.putEvents(body));
    const form = new URLSearchParams(body);
    if (form.get('Action') === 'DescribeSpotPriceHistory') {
      return this.count(message, [apiCall('ec2', 'DescribeSpotPriceHistory')], this.prices.describeSpotPriceHistory(form));
    }
    if (form.get('Action') === 'DescribeInstances') {
      return this.count(message, [apiCall('ec2', 'DescribeInstances')], describeInstances(this.world, form));
    }
    const action = String(form.get('Action'));
    const scaling = this.autoScaling.answer(action, form);
    const isAboutGroup = form.has('AutoScalingGroupName');
    if (scaling !== undefined) {
      return this.count(message, [isAboutGroup ? groupCall(this.world, action, form) : apiCall('autoscaling', action)], scaling);
    }
    return {
      status: 400,
      headers: {},
      body: `{"__type":"UnknownOperationException","message":"replay answers no call such as ${message.url} ${target}"}`,
    };
  }

  /** One call, about one resource or more. */
  private count({ headers }: IncomingMessage, seen: readonly Omit<NewCall, 'by'>[], answer: Answer): Answer {
    const [{ action }] = seen;
    this.calls.set(action, (this.calls.get(action) ?? 0) + 1);
    seen.forEach((each) => this.log.note(callerOf(headers), { by: 'handler', ...each }));
    return answer;
  }
}
