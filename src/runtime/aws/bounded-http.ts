import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Deadline } from '../deadline';

/** The connections of a client. Callers run as many requests at a time and no more: a request that waits for a connection counts as unconnected. */
export const MAX_CONNECTIONS = 50;
const REQUEST_MILLIS = 5_000;
/** The longest time that a timer of Node.js takes. */
const MAX_TIMER_MILLIS = 2 ** 31;

/** The name of the error of a request that was not sent, because the invocation ends too soon. */
export const NO_TIME_LEFT = 'NoTimeLeft';
export const noTimeLeft = (): Error => Object.assign(new Error(), { name: NO_TIME_LEFT });

/** An HTTP client whose requests end before the deadline. */
export class BoundedHttp extends NodeHttpHandler {
  constructor(private readonly deadline: Deadline) {
    const agent = { maxSockets: MAX_CONNECTIONS, keepAlive: true };
    super({
      connectionTimeout: 1_000,
      requestTimeout: REQUEST_MILLIS,
      throwOnRequestTimeout: true,
      socketAcquisitionWarningTimeout: 30_000,
      httpsAgent: agent,
      httpAgent: agent,
    });
  }

  override async handle(...[request, options]: Parameters<NodeHttpHandler['handle']>): ReturnType<NodeHttpHandler['handle']> {
    const { millis } = this.deadline;
    if (millis === 0) throw noTimeLeft();
    // The signal also ends a response that stops halfway.
    const abortSignal = millis < MAX_TIMER_MILLIS ? AbortSignal.timeout(millis) : undefined;
    return super.handle(request, { abortSignal, ...options, requestTimeout: Math.min(REQUEST_MILLIS, millis) });
  }
}
