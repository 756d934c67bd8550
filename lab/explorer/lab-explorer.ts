import { readFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PlainItem, TableStandIn } from './table-stand-in';
import { ExplorerVariable } from '../../src/domain/names/environment';
import { RecordType } from '../../src/domain/names/records';
import { JobAttribute } from '../../src/domain/names/tables';
import { Explorer } from '../../src/runtime/explorer/explorer';
import { makeExplorer } from '../../src/runtime/explorer/make-explorer';
import { InsightsStandIn } from '../replay/standins/logs-insights';
import type { OutFolder } from '../view/out-folder';

/** The function of a job explorer as it is deployed, over the logs and tables that a replay wrote. */
export class LabExplorer {
  private readonly insights: InsightsStandIn;
  private readonly table = new TableStandIn(() => this.items());
  private readonly server: Server;
  private explorer?: Promise<Explorer>;

  constructor(private readonly out: OutFolder) {
    this.insights = new InsightsStandIn((name) => this.out.logLines(name));
    this.server = createServer((request, response) => {
      const operation = String(request.headers['x-amz-target']).split('.').at(-1) as string;
      void text(request).then((body) => {
        const answer = this.table.answer(operation, body) ?? this.insights.answer(operation, body);
        response.writeHead(answer.status).end(answer.body);
      });
    });
  }

  show(event: object): Promise<Awaited<ReturnType<Explorer['show']>>> {
    this.explorer ??= this.make();
    return this.explorer.then((explorer) => explorer.show(event, 'arn:aws:lambda:eu-west-1:123456789012:function:explorer'));
  }

  report(event: object): Promise<string> {
    this.explorer ??= this.make();
    return this.explorer.then((explorer) => explorer.report(event));
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async make(): Promise<Explorer> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.server.unref();
    this.server.on('connection', (socket) => socket.unref());
    // The signatures are of nobody, and nobody checks them.
    process.env.AWS_ACCESS_KEY_ID ??= 'lab';
    process.env.AWS_SECRET_ACCESS_KEY ??= 'lab';
    return makeExplorer(
      {
        AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`,
        [ExplorerVariable.LOG_GROUP]: this.groupOf(RecordType.JOB) ?? 'none',
        [ExplorerVariable.SNAPSHOT_LOG_GROUP]: this.groupOf(RecordType.IN_FLIGHT),
        [ExplorerVariable.JOB_TABLE]: 'jobs',
        [ExplorerVariable.CONSOLE_DOMAIN]: 'console.aws.amazon.com',
        [ExplorerVariable.MAX_ROWS]: '10000',
        [ExplorerVariable.MAX_RANGE_SECONDS]: String(365 * 86_400),
        [ExplorerVariable.MAX_SCANNED_BYTES]: '50000000000',
        [ExplorerVariable.MAX_TABLE_ITEMS]: '400000',
        [ExplorerVariable.URL_SUFFIX]: 'amazonaws.com',
      },
      () => this.out.newest(),
      () => undefined,
    );
  }

  /** The log group that has records of a kind. */
  private groupOf(type: string): string | undefined {
    return this.out.logGroups().find((name) => this.out.logLines(name)?.some(({ message }) => message.includes(`"RecordType":"${type}"`)));
  }

  /** Those of the table of jobs, by their key; the other tables have other keys. */
  private items(): PlainItem[] {
    return this.out
      .files()
      .filter((file) => file.startsWith('tables/'))
      .flatMap((file) => readFileSync(join(this.out.path, file), 'utf8').split('\n').filter(Boolean))
      .map((line) => JSON.parse(line) as PlainItem)
      .filter((item) => item[JobAttribute.JOB_ID] !== undefined);
  }
}
