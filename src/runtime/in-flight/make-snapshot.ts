import { Snapshot } from './snapshot';
import { SnapshotVariable } from '../../domain/names/environment';
import { makeDynamoDb } from '../aws/dynamodb';
import { SignedRequests } from '../aws/signed-request';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
import { MetricDocuments } from '../output/metric-documents';
import { Output, writeToStdout } from '../output/output';

/** Creates the snapshot from its environment variables. */
export function makeSnapshot(variables: NodeJS.ProcessEnv, now: () => number = Date.now, write = writeToStdout): Snapshot {
  const environment = new Environment(variables);
  const deadline = new Deadline();
  const documents = new MetricDocuments(environment.text(SnapshotVariable.METRIC_NAMESPACE));
  return new Snapshot(
    makeDynamoDb(environment, new SignedRequests(environment.text('AWS_REGION'), deadline)),
    {
      jobTable: environment.text(SnapshotVariable.JOB_TABLE),
      instanceTable: environment.optionalText(SnapshotVariable.INSTANCE_TABLE),
      segments: environment.json<number>(SnapshotVariable.SCAN_SEGMENTS),
      emptySeconds: environment.seconds(SnapshotVariable.EMPTY_QUEUE_SECONDS),
    },
    new Output(write, now, documents),
    deadline,
  );
}
