import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject, Json, JsonObject } from '../../aws/json';
import { ReplayProblem } from '../replay-problem';
import { DeployedResource } from './deployed-stack';

export interface LambdaFunction {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly memoryMiB: number;
  readonly timeoutSeconds: number;
  readonly handler: string;
  readonly logging: Logging;
  readonly async: AsyncInvoke;
  /** Read only when the function runs: templates hold functions that no event reaches, such as custom resources. */
  environment(): { [name: string]: string };
  codeFolder(): string;
}

export interface Logging {
  /** Name of the log group; of the service's own making where the template declares none. */
  readonly group: string;
  readonly format: 'Text' | 'JSON';
  readonly applicationLevel: string;
  readonly systemLevel: string;
}

/** What happens to an event that is handed over without waiting for an answer. */
export interface AsyncInvoke {
  readonly retries: number;
  readonly onFailureArn?: string;
}

export function readFunction(resource: DeployedResource, invokeConfigs: readonly DeployedResource[]): LambdaFunction {
  return {
    id: resource.id,
    name: resource.name,
    arn: String(resource.stack.arnOf(resource.logicalId)),
    memoryMiB: Number(resource.property('MemorySize') ?? 128),
    timeoutSeconds: Number(resource.property('Timeout') ?? 3),
    handler: String(resource.property('Handler') ?? ''),
    logging: readLogging(resource),
    async: readAsync(resource, invokeConfigs),
    environment: () => readEnvironment(resource),
    codeFolder: () => findCode(resource),
  };
}

function readLogging(resource: DeployedResource): Logging {
  const config = resource.property('LoggingConfig');
  const given: JsonObject = isObject(config) ? config : {};
  return {
    group: String(given.LogGroup ?? `/aws/lambda/${resource.name}`),
    format: given.LogFormat === 'JSON' ? 'JSON' : 'Text',
    applicationLevel: String(given.ApplicationLogLevel ?? 'INFO'),
    systemLevel: String(given.SystemLogLevel ?? 'INFO'),
  };
}

function readAsync(resource: DeployedResource, invokeConfigs: readonly DeployedResource[]): AsyncInvoke {
  const config = invokeConfigs.find((candidate) => functionNameOf(candidate.property('FunctionName')) === resource.name);
  const destinations = config?.property('DestinationConfig');
  const onFailure = isObject(destinations) && isObject(destinations.OnFailure) ? destinations.OnFailure.Destination : undefined;
  const deadLetters = resource.property('DeadLetterConfig');
  const arn = onFailure ?? (isObject(deadLetters) ? deadLetters.TargetArn : undefined);
  return { retries: Number(config?.property('MaximumRetryAttempts') ?? 2), onFailureArn: arn === undefined ? undefined : String(arn) };
}

/** A function's name from its name, its ARN, or the ARN of a version or an alias. */
export const functionNameOf = (reference: Json | undefined): string =>
  String(reference)
    .replace(/^arn:.*:function:/, '')
    .replace(/:.*$/, '');

function readEnvironment(resource: DeployedResource): { [name: string]: string } {
  const environment = resource.property('Environment');
  const variables = isObject(environment) && isObject(environment.Variables) ? environment.Variables : {};
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}

function findCode(resource: DeployedResource): string {
  const code = resource.property('Code');
  if (isObject(code) && typeof code.ZipFile === 'string') return writeInlineCode(code.ZipFile);
  const key = isObject(code) ? String(code.S3Key) : '';
  const folder = resource.stack.source.assets.get(key);
  if (folder === undefined) {
    throw new ReplayProblem(
      `${resource.type} ${resource.logicalId}: its code ${key || JSON.stringify(code)} is no asset of ${resource.stack.source.templateFile}`,
    );
  }
  return folder;
}

function writeInlineCode(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'inline-function-'));
  writeFileSync(join(folder, 'index.js'), source);
  return folder;
}
