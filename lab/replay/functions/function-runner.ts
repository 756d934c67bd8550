import { randomUUID } from 'node:crypto';
import { Crash } from './crash';
import { ExecutionEnvironment, LogSink, Outcome } from './execution-environment';
import { endLines, startLine } from './platform-lines';
import { LambdaCalls } from '../calls/lambda-calls';
import { BatchHooks } from '../hooks';
import { accessKeyIdOf } from '../servers/caller';
import { StreamClock } from '../stream-clock';
import { LambdaFunction } from '../template/lambda-functions';

/** Where a function's calls of AWS go. */
export interface Endpoints {
  readonly dynamodb: string;
  readonly sqs: string;
  readonly standIns: string;
}

/** The embedded servers are slower than AWS and share the machine, so a handler gets more time than its configured timeout. */
const PATIENCE = 5;

/** How one invocation differs from a usual one. */
export interface InvocationOptions {
  readonly crash?: Crash;
  /** What the function's clock shows at the beginning, in milliseconds; what the context's clock shows by default. */
  readonly at?: number;
}

export interface RunnerContext {
  readonly account: string;
  readonly region: string;
  readonly endpoints: Endpoints;
  readonly calls: LambdaCalls;
  /** The clock of all functions; the machine's by default. */
  readonly clock?: StreamClock;
}

/** Runs a function's handler in as many execution environments as there are invocations at the same time. */
export class FunctionRunner {
  invocations = 0;
  failures = 0;
  billedMilliseconds = 0;
  private readonly idle: ExecutionEnvironment[] = [];
  private readonly all: ExecutionEnvironment[] = [];
  private readonly running = new Map<number, string>();
  private variables: { [name: string]: string } | undefined;

  constructor(
    readonly definition: LambdaFunction,
    private readonly context: RunnerContext,
    private readonly sink: LogSink,
    private readonly hooks?: BatchHooks,
  ) {}

  async invoke(
    payload: string,
    id: string = randomUUID(),
    { crash, at = this.context.clock?.now }: InvocationOptions = {},
  ): Promise<Outcome> {
    const environment = this.idle.pop() ?? this.start();
    const { arn, timeoutSeconds, logging } = this.definition;
    for (const line of startLine(logging, id)) this.sink.output(line);
    this.running.set(this.all.indexOf(environment) + 1, id);
    const isShort = typeof crash === 'object' && 'seconds' in crash;
    const outcome = await environment.invoke({
      id,
      payload,
      invokedFunctionArn: arn,
      timeoutSeconds: isShort ? crash.seconds : timeoutSeconds * PATIENCE,
      leewaySeconds: isShort ? crash.leewaySeconds : 0,
      crash: isShort ? undefined : crash,
      at,
    });
    this.account(outcome);
    for (const line of endLines(logging, id, outcome, this.definition.memoryMiB)) this.sink.output(line);
    this.context.calls.writesLogs(this.definition);
    if (environment.isAlive) this.idle.push(environment);
    return outcome;
  }

  /** The invocation that an execution environment works on, by its number. */
  invocationOf(environment: number): string | undefined {
    return this.running.get(environment);
  }

  kill(environment: number): void {
    this.all[environment - 1].kill();
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((environment) => environment.stop()));
  }

  /** Lambda bills whole milliseconds, the time to load the handler included. */
  private account({ milliseconds, initMilliseconds = 0, error }: Outcome): void {
    this.invocations += 1;
    this.billedMilliseconds += Math.ceil(milliseconds) + Math.ceil(initMilliseconds);
    if (error !== undefined) this.failures += 1;
  }

  private start(): ExecutionEnvironment {
    this.variables ??= this.environmentVariables();
    const accessKeyId = accessKeyIdOf({ functionId: this.definition.id, environment: this.all.length + 1 });
    const environment = new ExecutionEnvironment(
      { ...this.variables, AWS_ACCESS_KEY_ID: accessKeyId },
      this.definition.memoryMiB,
      this.sink,
      this.hooks?.waitsDividedBy,
    );
    this.all.push(environment);
    this.context.calls.startsEnvironment(this.definition);
    return environment;
  }

  /** What the template sets, and what Lambda sets. */
  private environmentVariables(): { [name: string]: string } {
    const {
      definition: { name, handler, memoryMiB, logging },
      context: { region, endpoints },
    } = this;
    return {
      ...this.definition.environment(),
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: this.definition.codeFolder(),
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      PATH: process.env.PATH ?? '',
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMiB),
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: logging.group,
      AWS_LAMBDA_LOG_STREAM_NAME: 'replay',
      AWS_LAMBDA_LOG_FORMAT: logging.format,
      AWS_LAMBDA_LOG_LEVEL: logging.applicationLevel,
      AWS_SECRET_ACCESS_KEY: 'replay',
      AWS_SESSION_TOKEN: 'replay',
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_SQS: endpoints.sqs,
      AWS_ENDPOINT_URL_ECS: endpoints.standIns,
      AWS_ENDPOINT_URL_BATCH: endpoints.standIns,
      AWS_ENDPOINT_URL_EC2: endpoints.standIns,
      AWS_ENDPOINT_URL_PRICING: endpoints.standIns,
      AWS_ENDPOINT_URL_AUTO_SCALING: endpoints.standIns,
      AWS_ENDPOINT_URL_FIREHOSE: endpoints.standIns,
      AWS_ENDPOINT_URL_ATHENA: endpoints.standIns,
      AWS_ENDPOINT_URL_S3: endpoints.standIns,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoints.standIns,
      AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.standIns,
    };
  }
}
