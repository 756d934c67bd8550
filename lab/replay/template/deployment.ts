/** The parts of the stacks that replay runs, read out of their templates. */
import { readAlarm, readCompositeAlarm } from './alarms';
import { DeploymentTarget } from './attributes';
import { BatchResources, readBatchResources } from './batch-resources';
import { DeliveryStream, readDeliveryStream } from './delivery-streams';
import { DeployedResource, DeployedStack } from './deployed-stack';
import { GlueTable, listOf, objectOf, readGlueTable, readWorkGroup, WorkGroup } from './glue-tables';
import { JobSchedule, readJobSchedule } from './job-schedules';
import { readFunction, LambdaFunction } from './lambda-functions';
import { EventSourceMapping, readMapping } from './mappings';
import { MetricFilter, readMetricFilter } from './metric-filters';
import { customersKey, Queue, readQueue } from './queues';
import { EventRule, readRule } from './rules';
import { ReadSchedule, readSchedule } from './schedules';
import { DeployedStateMachine, readStateMachine } from './state-machines';
import { readSubscriptionFilter, SubscriptionFilter } from './subscription-filters';
import { readTrigger, Trigger } from './triggers';
import { CompositeAlarm } from '../../alarms/composite-alarm';
import type { TemplateAlarm } from '../../alarms/index';
import { isObject, Json, JsonObject } from '../../aws/json';
import { StackTemplate } from '../assembly/stack-template';

export interface Table {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly definition: JsonObject;
  /** Of a customer's key. */
  readonly keyArn?: string;
}

/** A log group that the template declares. */
export interface LogGroup {
  readonly id: string;
  readonly name: string;
  readonly extractsMetrics: boolean;
}

export interface Bucket {
  readonly arn: string;
  /** Of a customer's key. */
  readonly keyArn?: string;
}

export interface Deployment {
  readonly rules: readonly EventRule[];
  readonly schedules: readonly ReadSchedule[];
  /** Schedules of EventBridge Scheduler. */
  readonly jobSchedules: readonly JobSchedule[];
  /** Read when they are asked for: not every state machine is one that replay knows. */
  readonly stateMachines: () => readonly DeployedStateMachine[];
  /** Read when it is asked for: not every job definition has parts that replay knows. */
  readonly batch: () => BatchResources;
  readonly triggers: readonly Trigger[];
  readonly queues: readonly Queue[];
  readonly tables: readonly Table[];
  readonly functions: readonly LambdaFunction[];
  readonly mappings: readonly EventSourceMapping[];
  readonly logGroups: readonly LogGroup[];
  readonly subscriptions: readonly SubscriptionFilter[];
  readonly metricFilters: readonly MetricFilter[];
  readonly metricAlarms: readonly TemplateAlarm[];
  readonly compositeAlarms: readonly CompositeAlarm[];
  readonly glueTables: readonly GlueTable[];
  readonly workGroups: readonly WorkGroup[];
  readonly buckets: readonly Bucket[];
  readonly deliveryStreams: readonly DeliveryStream[];
}

/** The stacks of an app, which may use what the others export. */
export function deployStacks(templates: readonly StackTemplate[], site: DeploymentTarget): DeployedStack[] {
  const stacks: DeployedStack[] = [];
  const importValue = (name: string): Json | undefined => {
    for (const stack of stacks) {
      const value = stack.exported(name);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const idOf = uniqueIds(templates);
  templates.forEach((template) => stacks.push(new DeployedStack(template, site, importValue, idOf)));
  return stacks;
}

export function readDeployment(templates: readonly StackTemplate[], site: DeploymentTarget): Deployment {
  const stacks = deployStacks(templates, site);
  const all = (...types: string[]): DeployedResource[] => stacks.flatMap((stack) => stack.resources(...types));
  const invokeConfigs = all('AWS::Lambda::EventInvokeConfig');
  const glueTables = all('AWS::Glue::Table').flatMap(readGlueTable);
  return {
    rules: all('AWS::Events::Rule').flatMap(readRule),
    schedules: all('AWS::Events::Rule').flatMap(readSchedule),
    jobSchedules: all('AWS::Scheduler::Schedule').map(readJobSchedule),
    stateMachines: () => all('AWS::StepFunctions::StateMachine').map(readStateMachine),
    batch: () => readBatchResources(all),
    triggers: all('Custom::Trigger').flatMap(readTrigger),
    queues: all('AWS::SQS::Queue').map(readQueue),
    tables: all('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(readTable),
    functions: all('AWS::Lambda::Function').map((resource) => readFunction(resource, invokeConfigs)),
    mappings: all('AWS::Lambda::EventSourceMapping').flatMap(readMapping),
    logGroups: all('AWS::Logs::LogGroup').map((group) => ({
      id: group.id,
      name: group.name,
      extractsMetrics: group.property('LogGroupClass') !== 'INFREQUENT_ACCESS',
    })),
    subscriptions: all('AWS::Logs::SubscriptionFilter').map(readSubscriptionFilter),
    metricAlarms: all('AWS::CloudWatch::Alarm').map(readAlarm),
    compositeAlarms: all('AWS::CloudWatch::CompositeAlarm').map(readCompositeAlarm),
    metricFilters: all('AWS::Logs::MetricFilter').flatMap(readMetricFilter),
    glueTables,
    workGroups: all('AWS::Athena::WorkGroup').map(readWorkGroup),
    buckets: all('AWS::S3::Bucket').map(readBucket),
    deliveryStreams: all('AWS::KinesisFirehose::DeliveryStream').map((stream) => readDeliveryStream(stream, glueTables)),
  };
}

/** Whether any rule listens to events: asked before anything is started. */
export const hasRules = (templates: readonly StackTemplate[]): boolean =>
  templates.some(({ template }) =>
    Object.values(template.Resources ?? {}).some(
      ({ Type, Properties }) => Type === 'AWS::Events::Rule' && Properties?.EventPattern !== undefined,
    ),
  );

/** Output files carry logical ids; the stack's name comes before an id that two stacks share. */
function uniqueIds(templates: readonly StackTemplate[]): (stackName: string, logicalId: string) => string {
  const uses = new Map<string, number>();
  for (const { template } of templates) {
    for (const logicalId of Object.keys(template.Resources ?? {})) uses.set(logicalId, (uses.get(logicalId) ?? 0) + 1);
  }
  return (stackName, logicalId) => ((uses.get(logicalId) ?? 0) > 1 ? `${stackName}.${logicalId}` : logicalId);
}

function readBucket(resource: DeployedResource): Bucket {
  const [rule] = listOf(objectOf(resource.property('BucketEncryption')).ServerSideEncryptionConfiguration);
  const keyArn = customersKey(objectOf(rule?.ServerSideEncryptionByDefault).KMSMasterKeyID);
  return { arn: String(resource.stack.arnOf(resource.logicalId)), keyArn };
}

const TABLE_PROPERTIES = ['AttributeDefinitions', 'KeySchema', 'LocalSecondaryIndexes', 'GlobalSecondaryIndexes'];

/** Capacity is of no interest here; on demand is what every table becomes. */
function readTable(resource: DeployedResource): Table {
  const definition: JsonObject = { TableName: resource.name, BillingMode: 'PAY_PER_REQUEST' };
  for (const property of TABLE_PROPERTIES) {
    const value = resource.property(property);
    if (value !== undefined) definition[property] = value;
  }
  const indexes = definition.GlobalSecondaryIndexes;
  if (Array.isArray(indexes)) definition.GlobalSecondaryIndexes = indexes.map(withoutCapacity);
  const encryption = resource.property('SSESpecification');
  const keyArn = customersKey(isObject(encryption) ? encryption.KMSMasterKeyId : undefined);
  return { id: resource.id, name: resource.name, arn: String(resource.stack.arnOf(resource.logicalId)), definition, keyArn };
}

function withoutCapacity(index: Json): Json {
  if (!isObject(index)) return index;
  const { IndexName, KeySchema, Projection } = index;
  return { IndexName, KeySchema, Projection };
}
