import { Explorer, ExplorerSettings } from './explorer';
import { JobItems } from './job-items';
import { JobSearch } from './job-search';
import { LogsInsights } from './logs-insights';
import { ExplorerVariable } from '../../domain/names/environment';
import { makeDynamoDb } from '../aws/dynamodb';
import { serviceEndpoint } from '../aws/service-endpoint';
import { SignedRequests } from '../aws/signed-request';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
import { Output, writeToStdout } from '../output/output';

/** Creates the explorer from its environment variables. */
export function makeExplorer(variables: NodeJS.ProcessEnv, now: () => number = Date.now, write = writeToStdout): Explorer {
  const environment = new Environment(variables);
  const deadline = new Deadline();
  const requests = new SignedRequests(environment.text('AWS_REGION'), deadline);
  const settings = settingsIn(environment);
  const insights = new LogsInsights(
    requests,
    serviceEndpoint(environment, 'logs', environment.text(ExplorerVariable.URL_SUFFIX), 'CLOUDWATCH_LOGS'),
    environment.json<number>(ExplorerVariable.MAX_SCANNED_BYTES),
  );
  const items = new JobItems(makeDynamoDb(environment, requests), environment.text(ExplorerVariable.JOB_TABLE));
  const search = new JobSearch(insights, items, settings, now);
  return new Explorer({ insights, search, items, settings, deadline, output: new Output(write, now), now });
}

const settingsIn = (environment: Environment): ExplorerSettings => ({
  logGroup: environment.text(ExplorerVariable.LOG_GROUP),
  snapshotLogGroup: environment.optionalText(ExplorerVariable.SNAPSHOT_LOG_GROUP),
  maxTableItems: environment.json<number>(ExplorerVariable.MAX_TABLE_ITEMS),
  maxRows: environment.json<number>(ExplorerVariable.MAX_ROWS),
  maxRangeMillis: environment.seconds(ExplorerVariable.MAX_RANGE_SECONDS) * 1000,
  awsConsole: { domain: environment.text(ExplorerVariable.CONSOLE_DOMAIN), region: environment.text('AWS_REGION') },
});
