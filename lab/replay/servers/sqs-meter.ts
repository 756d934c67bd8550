/** Stands between the handlers and SQS: counts what they send, and holds back what they send with a delay. */
import { createHash, randomUUID } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Answer } from './answer';
import { BrokeredQueue } from './brokered-queue';
import { callerOf } from './caller';
import { HttpConnection, HttpEndpoint, listen } from './http';
import { Interference, NO_INTERFERENCE } from './interference';
import { QueueBroker } from './queue-broker';
import { isObject, JsonObject, parseObject } from '../../aws/json';
import { CallLog } from '../calls/call-log';

const MAX_DELAY_SECONDS = 900;

export class SqsMeter {
  constructor(
    private readonly server: HttpConnection,
    private readonly broker: QueueBroker,
    private readonly calls: CallLog,
  ) {}

  listen(interfere: Interference = NO_INTERFERENCE): Promise<HttpEndpoint> {
    return listen((message, body) => interfere('sqs', message, body, (given) => this.answer(message, given)));
  }

  private async answer({ headers }: IncomingMessage, body: string): Promise<Answer> {
    const action = String(headers['x-amz-target']).replace(/^.*\./, '');
    const input = parseObject(body);
    const queue = this.broker.byUrl(String(input?.QueueUrl));
    if (input === undefined) return refuse('InvalidRequest', 'The request is no AWS JSON');
    if (queue === undefined) return refuse('QueueDoesNotExist', 'The specified queue does not exist.');
    // IAM knows no batches: a batch needs the permission of its single action.
    this.calls.note(callerOf(headers), { by: 'handler', action: `sqs:${action.replace(/Batch$/, '')}`, resource: queue.arn, context: {} });
    if (action === 'SendMessage') return this.sendOne(headers, input, queue);
    if (action === 'SendMessageBatch') return this.sendBatch(headers, input, queue);
    return this.forward(headers, input, queue);
  }

  private forward(headers: Answer['headers'], input: JsonObject, queue: BrokeredQueue): Promise<Answer> {
    return this.server.post(headers, JSON.stringify({ ...input, QueueUrl: queue.url }));
  }

  private async sendOne(headers: Answer['headers'], input: JsonObject, queue: BrokeredQueue): Promise<Answer> {
    const delay = Number(input.DelaySeconds ?? queue.delaySeconds);
    if (!isDelay(delay)) return refuse('InvalidParameterValue', `Value ${delay} for parameter DelaySeconds is invalid.`);
    if (delay > 0) {
      queue.use.sentByFunctions += 1;
      return answer(this.hold(queue, input, delay));
    }
    const sent = await this.forward(headers, input, queue);
    if (sent.status === 200) queue.use.sentByFunctions += 1;
    return sent;
  }

  private async sendBatch(headers: Answer['headers'], input: JsonObject, queue: BrokeredQueue): Promise<Answer> {
    const entries = Array.isArray(input.Entries) ? input.Entries.filter(isObject) : [];
    const delayOf = (entry: JsonObject): number => Number(entry.DelaySeconds ?? queue.delaySeconds);
    if (entries.length > 10) {
      return refuse('TooManyEntriesInBatchRequest', `Maximum number of entries per request are 10. You have sent ${entries.length}.`);
    }
    if (!entries.every((entry) => isDelay(delayOf(entry)))) {
      return refuse('InvalidParameterValue', 'A value for parameter DelaySeconds is invalid.');
    }
    const late = entries.filter((entry) => delayOf(entry) > 0);
    const prompt = entries.filter((entry) => delayOf(entry) === 0);
    if (prompt.length === 0 && late.length > 0) return answer({ Successful: this.holdAll(queue, late, delayOf) });
    const sent = await this.forward(headers, { ...input, Entries: prompt }, queue);
    if (sent.status !== 200) return sent;
    const output = JSON.parse(sent.body) as JsonObject;
    const successful = Array.isArray(output.Successful) ? output.Successful : [];
    queue.use.sentByFunctions += successful.length;
    return answer({ ...output, Successful: [...successful, ...this.holdAll(queue, late, delayOf)] });
  }

  private holdAll(queue: BrokeredQueue, entries: readonly JsonObject[], delayOf: (entry: JsonObject) => number): JsonObject[] {
    queue.use.sentByFunctions += entries.length;
    return entries.map((entry) => ({ Id: entry.Id, ...this.hold(queue, entry, delayOf(entry)) }));
  }

  private hold(queue: BrokeredQueue, { MessageBody }: JsonObject, delay: number): JsonObject {
    const body = String(MessageBody);
    this.broker.delayed.hold(queue, body, delay);
    return { MessageId: randomUUID(), MD5OfMessageBody: createHash('md5').update(body).digest('hex') };
  }
}

const isDelay = (delay: number): boolean => Number.isInteger(delay) && delay >= 0 && delay <= MAX_DELAY_SECONDS;

const JSON_HEADERS = { 'content-type': 'application/x-amz-json-1.0' };

const answer = (output: JsonObject): Answer => ({ status: 200, headers: JSON_HEADERS, body: JSON.stringify(output) });

const refuse = (code: string, message: string): Answer => ({
  status: 400,
  headers: JSON_HEADERS,
  body: JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message }),
});
