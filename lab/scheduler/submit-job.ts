import { matchesArn } from '../aws/iam/wildcards';
import { isObject, Json, JsonObject } from '../aws/json';
import { BatchResources, DeployedDefinition, DeployedQueue } from '../replay/template/batch-resources';

/** An error that AWS Batch answers with. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** A request that AWS Batch would take, with what it names. */
export interface Submission {
  readonly jobName: string;
  readonly queue: DeployedQueue;
  readonly definition: DeployedDefinition;
  readonly consumables: readonly string[];
  readonly environment: { readonly [name: string]: string };
  /** ARNs of all that IAM is asked about: the queue, the definition by its name and by its revision, consumable resources. */
  readonly resources: readonly string[];
}

type Shape = 'text' | 'number' | 'texts' | 'map' | { readonly [member: string]: Shape } | readonly [Shape];

/** Of the members that a universal target can have; in Pascal case, as EventBridge Scheduler takes them. */
const REQUEST: { readonly [member: string]: Shape } = {
  JobName: 'text',
  JobQueue: 'text',
  JobDefinition: 'text',
  ShareIdentifier: 'text',
  SchedulingPriorityOverride: 'number',
  Parameters: 'map',
  Tags: 'map',
  ArrayProperties: { Size: 'number' },
  DependsOn: [{ JobId: 'text', Type: 'text' }],
  RetryStrategy: { Attempts: 'number' },
  Timeout: { AttemptDurationSeconds: 'number' },
  ContainerOverrides: { Command: 'texts', Environment: [{ Name: 'text', Value: 'text' }] },
  ConsumableResourcePropertiesOverride: { ConsumableResourceList: [{ ConsumableResource: 'text', Quantity: 'number' }] },
};
const JOB_NAME = /^[A-Za-z0-9][\w-]{0,127}$/;

/** Reads a request as AWS Batch does before it asks IAM. */
export function readSubmission(text: string, { queues, definitions, consumables }: BatchResources): Submission {
  const request = parse(text);
  check(request, REQUEST, 'SubmitJob');
  const { JobName, JobQueue, JobDefinition } = request;
  if (!JOB_NAME.test(String(JobName))) throw invalid(`JobName "${String(JobName)}" is none`);
  if (request.ArrayProperties !== undefined) throw invalid('array jobs of schedules are not run here');
  const queue = queues.find(({ name, arn }) => JobQueue === name || JobQueue === arn);
  if (queue === undefined) throw client(`there is no job queue ${String(JobQueue)}`);
  const definition = definitions.find(({ name }) => [name, `${name}:1`].includes(nameOf(JobDefinition)));
  if (definition === undefined) throw client(`there is no active revision of job definition ${String(JobDefinition)}`);
  const taken = consumablesOf(request);
  const unknown = taken.find((arn) => !consumables.includes(arn));
  if (unknown !== undefined) throw client(`there is no consumable resource ${unknown}`);
  const definitionArn = queue.arn.replace(/:job-queue\/.*$/, `:job-definition/${definition.name}`);
  return {
    jobName: String(JobName),
    queue,
    definition,
    consumables: taken,
    environment: environmentOf(request),
    resources: [queue.arn, definitionArn, `${definitionArn}:1`, ...taken],
  };
}

const invalid = (message: string): Refusal => new Refusal('ValidationException', message);
const client = (message: string): Refusal => new Refusal('ClientException', message);
const nameOf = (definition: Json): string =>
  matchesArn('arn:*:batch:*:*:job-definition/*', String(definition)) ? String(definition).replace(/^.*\//, '') : String(definition);

function parse(text: string): JsonObject {
  try {
    const request: unknown = JSON.parse(text);
    if (isObject(request)) return request;
  } catch {
    // The error below does not quote the text, which may hold a secret.
  }
  throw invalid('the request is no JSON object');
}

function check(value: Json | undefined, shape: Shape, place: string): void {
  if (typeof shape === 'string') return checkValue(value, shape, place);
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) throw invalid(`${place} is no list`);
    return value.forEach((each, index) => check(each, (shape as readonly [Shape])[0], `${place}[${index}]`));
  }
  if (!isObject(value)) throw invalid(`${place} is no structure`);
  for (const [member, each] of Object.entries(value)) {
    const known = (shape as { readonly [member: string]: Shape })[member];
    if (known === undefined) throw invalid(`${place} has no member ${member}`);
    check(each, known, `${place}.${member}`);
  }
}

function checkValue(value: Json | undefined, shape: string, place: string): void {
  const isOf: { readonly [shape: string]: boolean } = {
    text: typeof value === 'string',
    number: typeof value === 'number',
    texts: Array.isArray(value) && value.every((each) => typeof each === 'string'),
    map: isObject(value) && Object.values(value).every((each) => typeof each === 'string'),
  };
  if (!isOf[shape]) throw invalid(`${place} is no ${shape}`);
}

function consumablesOf({ ConsumableResourcePropertiesOverride: override }: JsonObject): string[] {
  const list = isObject(override) ? (override.ConsumableResourceList as JsonObject[]) : [];
  return list.map(({ ConsumableResource }) => String(ConsumableResource));
}

function environmentOf({ ContainerOverrides: overrides }: JsonObject): { [name: string]: string } {
  const list = isObject(overrides) ? ((overrides.Environment ?? []) as JsonObject[]) : [];
  return Object.fromEntries(list.map(({ Name, Value }) => [String(Name), String(Value)]));
}
