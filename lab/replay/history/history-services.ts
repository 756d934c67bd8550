/** The services that the functions of a history and of an explorer call: Firehose, Athena, Amazon S3, and CloudWatch Logs with Logs Insights. */
import { IncomingMessage } from 'node:http';
import { Athena } from './athena';
import { Firehose } from './firehose';
import { ObjectStore } from './object-store';
import { parseObject } from '../../aws/json';
import { apiCall } from '../calls/api-calls';
import { CallLog, NewCall } from '../calls/call-log';
import { bucketCall, deliveryStreamCall, logGroupCall, noteInsert, workGroupCall } from '../calls/history-calls';
import { KeptLogEvents } from '../logs/kept-log-events';
import { Answer } from '../servers/answer';
import { callerOf } from '../servers/caller';
import { filterLogEvents } from '../standins/logs';
import { InsightsStandIn } from '../standins/logs-insights';
import { answerS3, readS3Call } from '../standins/s3';
import { World } from '../standins/world';
import { StreamClock } from '../stream-clock';
import { Deployment } from '../template/deployment';

/** An answer, and the calls that it is to. */
export interface AnsweredCall {
  readonly seen: readonly Omit<NewCall, 'by'>[];
  readonly answer: Answer;
}

type Handler = (message: IncomingMessage, body: string) => AnsweredCall | Promise<AnsweredCall>;

export class HistoryServices {
  readonly firehose: Firehose;
  readonly logEvents = new KeptLogEvents();
  readonly insights = new InsightsStandIn((group) => this.logEvents.of(group));
  private readonly athena: Athena;
  private readonly handlers: { readonly [target: string]: Handler } = {
    'Firehose_20150804.PutRecordBatch': (_, body) => ({
      seen: [deliveryStreamCall(this.world, 'PutRecordBatch', body)],
      answer: this.firehose.putRecordBatch(body),
    }),
    'Logs_20140328.FilterLogEvents': (_, body) => ({
      seen: [logGroupCall(this.world, 'FilterLogEvents', body)],
      answer: filterLogEvents(this.logEvents, body),
    }),
    'Logs_20140328.StartQuery': (_, body) => this.logsQuery('StartQuery', logGroupCall(this.world, 'StartQuery', body), body),
    'Logs_20140328.GetQueryResults': (_, body) => this.logsQuery('GetQueryResults', this.resultsCall(body), body),
    'Logs_20140328.StopQuery': (_, body) => this.logsQuery('StopQuery', apiCall('logs', 'StopQuery'), body),
    'AmazonAthena.StartQueryExecution': (message, body) => this.startQuery(message, body),
    'AmazonAthena.GetQueryExecution': (_, body) => this.getQuery(body),
  };

  constructor(
    private readonly world: World,
    clock: StreamClock,
    private readonly calls: CallLog,
    readonly objects: ObjectStore,
  ) {
    this.firehose = new Firehose(objects, clock);
    this.athena = new Athena(objects);
  }

  create({ deliveryStreams, glueTables, workGroups }: Deployment): void {
    this.firehose.create(deliveryStreams);
    this.athena.create(glueTables, workGroups);
  }

  /** Nothing where the request is to none of the services. */
  async answer(message: IncomingMessage, body: string): Promise<AnsweredCall | undefined> {
    const handler = this.handlers[String(message.headers['x-amz-target'])];
    if (handler !== undefined) return handler(message, body);
    const { method = '', url = '', headers } = message;
    const call = headers.authorization?.includes('/s3/aws4_request') ? readS3Call({ method, url }) : undefined;
    return call && { seen: [bucketCall(call)], answer: answerS3(this.objects, call, body) };
  }

  stop(): void {
    this.firehose.stop();
  }

  private resultsCall(body: string): AnsweredCall['seen'][number] {
    const logGroupName = this.insights.groupOf(String(parseObject(body)?.queryId)) ?? '';
    return logGroupCall(this.world, 'GetQueryResults', JSON.stringify({ logGroupName }));
  }

  private logsQuery(operation: string, seen: AnsweredCall['seen'][number], body: string): AnsweredCall {
    return {
      seen: [seen],
      answer: { ...this.insights.answer(operation, body), headers: { 'content-type': 'application/x-amz-json-1.1' } },
    };
  }

  private async startQuery({ headers }: IncomingMessage, body: string): Promise<AnsweredCall> {
    const { answer, query } = await this.athena.startQueryExecution(body);
    if (query !== undefined) noteInsert(this.calls, callerOf(headers), this.world, query);
    return { seen: [workGroupCall(this.world, 'StartQueryExecution', String(parseObject(body)?.WorkGroup))], answer };
  }

  private getQuery(body: string): AnsweredCall {
    const { answer, query } = this.athena.getQueryExecution(body);
    return { seen: [workGroupCall(this.world, 'GetQueryExecution', query?.workGroup.name ?? '*')], answer };
  }
}
