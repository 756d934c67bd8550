/** Lambda's own queue: an event is handed to a function without waiting; it is tried again, then goes to a destination. */
import { randomUUID } from 'node:crypto';
import { Incidents } from './incidents';
import { Json } from '../../aws/json';
import { LambdaCalls } from '../calls/lambda-calls';
import { HandlerError } from '../functions/execution-environment';
import { FunctionRunner } from '../functions/function-runner';
import { InvocationHooks } from '../hooks';
import { QueueBroker } from '../servers/queue-broker';

interface Waiting {
  readonly requestId: string;
  readonly payload: string;
  readonly place: string;
  readonly attempt: number;
}

const WORKERS = 2;

export class AsyncInvocations {
  private readonly waiting: Waiting[] = [];

  constructor(
    private readonly runner: FunctionRunner,
    private readonly broker: QueueBroker,
    private readonly incidents: Incidents,
    private readonly calls: LambdaCalls,
    private readonly hooks?: InvocationHooks,
  ) {}

  /** Answers the request id, which stays the same when the event is tried again. */
  accept(payload: string, place: string): string {
    const requestId = randomUUID();
    this.waiting.push({ requestId, payload, place, attempt: 1 });
    return requestId;
  }

  /** Runs until nothing waits; answers whether anything did. A second try comes after what waits already, as it does in AWS. */
  async drain(): Promise<boolean> {
    const any = this.waiting.length > 0;
    await Promise.all(
      Array.from({ length: WORKERS }, async () => {
        for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) await this.run(next);
      }),
    );
    return any;
  }

  private async run(event: Waiting): Promise<void> {
    const { definition } = this.runner;
    const crash = this.hooks?.begin({ functionId: definition.id, id: event.requestId, messages: [], attempt: event.attempt });
    const { error } = await this.runner.invoke(event.payload, event.requestId, { crash });
    await this.hooks?.end(event.requestId, { error, failed: [] });
    if (error === undefined) return;
    this.incidents.report(`${event.place}: function ${definition.id} failed: ${error.errorType}: ${error.errorMessage}`);
    if (event.attempt <= definition.async.retries) this.waiting.push({ ...event, attempt: event.attempt + 1 });
    else await this.giveUp(event, error);
  }

  private async giveUp({ requestId, payload, place, attempt }: Waiting, error: HandlerError): Promise<void> {
    const {
      definition: {
        id,
        arn,
        async: { onFailureArn },
      },
    } = this.runner;
    const queue = this.broker.byArn(onFailureArn ?? '');
    if (queue === undefined) {
      this.incidents.lose(`${place}: function ${id} failed ${attempt} times and has no queue for what failed`);
      return;
    }
    this.calls.setsAside(id, queue.arn);
    const request = JSON.parse(payload) as Json;
    await this.broker.sendFromRules(queue, [
      JSON.stringify({
        version: '1.0',
        timestamp: new Date().toISOString(),
        requestContext: { requestId, functionArn: `${arn}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: attempt },
        requestPayload: request,
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: { ...error },
      }),
    ]);
  }
}
