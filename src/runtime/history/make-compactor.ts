import { Athena } from './athena';
import { Compactor } from './compactor';
import { CompactVariable } from '../../domain/names/environment';
import { HistoryDatasetName } from '../../domain/names/history';
import { Bucket } from '../aws/bucket';
import { serviceEndpoint } from '../aws/service-endpoint';
import { SignedRequests } from '../aws/signed-request';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
import { Output, writeToStdout } from '../output/output';

/** Creates the compactor of the history from its environment variables. */
export function makeCompactor(
  variables: NodeJS.ProcessEnv,
  now: () => number = Date.now,
  write = writeToStdout,
  pollMillis?: number,
): Compactor {
  const environment = new Environment(variables);
  const deadline = new Deadline();
  const requests = new SignedRequests(environment.text('AWS_REGION'), deadline);
  const urlSuffix = environment.text(CompactVariable.URL_SUFFIX);
  const endpointOf = (service: string): string => serviceEndpoint(environment, service, urlSuffix, service.toUpperCase());
  const prefix = environment.optionalText(CompactVariable.PREFIX) ?? '';
  const context = {
    endpoint: endpointOf('athena'),
    database: environment.text(CompactVariable.DATABASE),
    workGroup: environment.text(CompactVariable.WORK_GROUP),
  };
  return new Compactor({
    bucket: new Bucket(requests, endpointOf('s3'), environment.text(CompactVariable.BUCKET), prefix),
    athena: new Athena(requests, context, pollMillis),
    datasets: environment.json<HistoryDatasetName[]>(CompactVariable.DATASETS),
    output: new Output(write, now),
    now,
    deadline,
  });
}
