import { Firehose } from './firehose';
import { HistoryWriter } from './history-writer';
import { LogGroups } from './log-groups';
import { ImportParts, LogImport } from './log-import';
import { StreamWriter, Streams } from './stream-writer';
import { HistoryVariable } from '../../domain/names/environment';
import { serviceEndpoint } from '../aws/service-endpoint';
import { SignedRequests } from '../aws/signed-request';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
import { Output, writeToStdout } from '../output/output';

/** Creates the writer of the history from its environment variables. */
export function makeHistoryWriter(variables: NodeJS.ProcessEnv, now: () => number = Date.now, write = writeToStdout): HistoryWriter {
  const { writer, deadline } = makeWriter(new Environment(variables));
  return new HistoryWriter({ writer, output: new Output(write, now), deadline });
}

/** Creates the import of what is in the log groups from its environment variables. */
export function makeLogImport(variables: NodeJS.ProcessEnv, now: () => number = Date.now, write = writeToStdout): LogImport {
  const environment = new Environment(variables);
  const { writer, requests, urlSuffix, deadline } = makeWriter(environment);
  return new LogImport({
    logGroups: new LogGroups(requests, serviceEndpoint(environment, 'logs', urlSuffix, 'CLOUDWATCH_LOGS')),
    names: environment.json<ImportParts['names']>(HistoryVariable.LOG_GROUPS),
    writer,
    output: new Output(write, now),
    now,
    deadline,
  });
}

function makeWriter(environment: Environment) {
  const deadline = new Deadline();
  const requests = new SignedRequests(environment.text('AWS_REGION'), deadline);
  const urlSuffix = environment.text(HistoryVariable.URL_SUFFIX);
  const firehose = new Firehose(requests, serviceEndpoint(environment, 'firehose', urlSuffix, 'FIREHOSE'));
  return {
    writer: new StreamWriter(firehose, environment.json<Streams>(HistoryVariable.STREAMS), deadline),
    requests,
    urlSuffix,
    deadline,
  };
}
