/** ECS, Batch, EC2 and Auto Scaling as far as a handler asks them, answering on the wire over the world of the simulation. */
import { IncomingMessage } from 'node:http';
import { AutoScalingOptions, AutoScalingStandIn } from './auto-scaling';
import { describeComputeEnvironments } from './batch';
import { describeInstances } from './ec2';
import { describeContainerInstances } from './ecs';
import { World } from './world';
import { Interference, NO_INTERFERENCE } from '../hooks';
import { Answer, HttpEndpoint, listen } from '../servers/http';
import { StreamClock } from '../stream-clock';

/** Calls by service and action. */
export type CallCounts = Map<string, number>;

export class StandIns {
  public readonly calls: CallCounts = new Map();

  public readonly autoScaling: AutoScalingStandIn;

  public constructor(private readonly world: World, clock = new StreamClock(), options: AutoScalingOptions = {}) {
    this.autoScaling = new AutoScalingStandIn(world, clock, options);
  }

  public listen(interfere: Interference = NO_INTERFERENCE): Promise<HttpEndpoint> {
    return listen((message, body) => interfere('aws', message, body, (given) => Promise.resolve(this.answer(message, given))));
  }

  private answer(message: IncomingMessage, body: string): Answer {
    if (message.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ') !== true) {
      return { status: 403, headers: {}, body: '{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}' };
    }
    const target = String(message.headers['x-amz-target'] ?? '');
    if (target.startsWith('AmazonEC2ContainerServiceV20141113.')) return this.count('ecs', target.split('.')[1], this.ecs(target, body));
    if (message.url === '/v1/describecomputeenvironments') {
      return this.count('batch', 'DescribeComputeEnvironments', describeComputeEnvironments(this.world, body));
    }
    const form = new URLSearchParams(body);
    if (form.get('Action') === 'DescribeInstances') return this.count('ec2', 'DescribeInstances', describeInstances(this.world, form));
    const scaling = this.autoScaling.answer(form.get('Action'), form);
    if (scaling !== undefined) return this.count('autoscaling', String(form.get('Action')), scaling);
    return { status: 400, headers: {}, body: `{"__type":"UnknownOperationException","message":"replay answers no call such as ${message.url} ${target}"}` };
  }

  private ecs(target: string, body: string): Answer {
    if (target.endsWith('.DescribeContainerInstances')) return describeContainerInstances(this.world, body);
    return { status: 400, headers: {}, body: '{"__type":"UnknownOperationException"}' };
  }

  private count(service: string, action: string, answer: Answer): Answer {
    const name = `${service}:${action}`;
    this.calls.set(name, (this.calls.get(name) ?? 0) + 1);
    return answer;
  }
}
