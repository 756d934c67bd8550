import { CallTable } from './call-table';
import { RunTaskCounter } from './run-task-counter';
import { RunTaskVariable } from '../../domain/names/environment';
import { DimensionName } from '../../domain/names/metrics';
import { makeDynamoDb } from '../aws/dynamodb';
import { SignedRequests } from '../aws/signed-request';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
import { MetricDocuments } from '../output/metric-documents';
import { Output, writeToStdout } from '../output/output';

/** Creates the counter from its environment variables. */
export function makeRunTaskCounter(variables: NodeJS.ProcessEnv, now: () => number = Date.now, write = writeToStdout): RunTaskCounter {
  const environment = new Environment(variables);
  const deadline = new Deadline();
  const dimensionSets = environment.json<DimensionName[][]>(RunTaskVariable.DIMENSION_SETS);
  return new RunTaskCounter({
    table: new CallTable(
      makeDynamoDb(environment, new SignedRequests(environment.text('AWS_REGION'), deadline)),
      {
        tableName: environment.text(RunTaskVariable.CALL_TABLE),
        ttlSeconds: environment.seconds(RunTaskVariable.CALL_TTL_SECONDS),
      },
      now,
    ),
    deadline,
    output: new Output(write, now, new MetricDocuments(environment.text(RunTaskVariable.METRIC_NAMESPACE), dimensionSets)),
  });
}
