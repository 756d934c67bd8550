import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ImportFunction } from './import-function';
import { logGroupNames, RecordSource } from './record-subscriptions';
import { HistoryVariable } from '../domain/names/environment';
import { completeHandler, handlerOptions } from '../event-intake/handler';
import { HandlerOptions } from '../handler-options/handler-options';

/** As long as Lambda lets a function run: it stops before, and returns where to continue. */
const TIMEOUT = Duration.minutes(15);

export interface HistoryImportProps {
  readonly sources: readonly RecordSource[];
  readonly logGroup: ILogGroup;
  readonly options: HandlerOptions;
  /** Of the names of the streams. */
  readonly environment: { readonly [variable: string]: string };
  readonly putRecords: PolicyStatement;
}

/** The function that writes what is in the log groups already to the streams, when someone invokes it. */
export class HistoryImport extends Construct {
  readonly handler: ImportFunction;

  constructor(scope: Construct, id: string, { sources, logGroup, options, environment, putRecords }: HistoryImportProps) {
    super(scope, id);
    const handler = new ImportFunction(this, 'Handler', {
      ...handlerOptions(this, {
        description: 'Imports records of the past into the job history',
        logGroup,
        timeout: TIMEOUT,
        environment: { ...environment, [HistoryVariable.LOG_GROUPS]: JSON.stringify(logGroupNames(sources)) },
        statements: [readRecords(sources), putRecords],
        options,
        minConcurrency: 1,
      }),
      retryAttempts: 0,
    });
    this.handler = completeHandler(handler, options);
    this.createOutput();
  }

  /** The CLI would stop waiting after a minute, and invoke the function once more. */
  private createOutput(): void {
    new CfnOutput(this, 'Command', {
      description: 'Imports records of the past into the job history: from the first day, to before the last one',
      value:
        `aws lambda invoke --region ${Stack.of(this).region} --function-name ${this.handler.functionName} --cli-read-timeout 0 ` +
        `--cli-binary-format raw-in-base64-out --payload '{"from":"2026-01-01","to":"2026-02-01"}' /dev/stdout`,
    });
  }
}

const readRecords = (sources: readonly RecordSource[]): PolicyStatement =>
  new PolicyStatement({
    sid: 'ReadRecords',
    actions: ['logs:FilterLogEvents'],
    resources: sources.map(({ logGroup }) => logGroup.logGroupArn),
  });
