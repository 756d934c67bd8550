import { AwsCalls } from './aws-calls';
import { HostTable } from './host-table';
import { InstanceCounter } from './instance-counter';
import { InstanceTable } from './instance-table';
import { PurchaseOptions } from './purchase-options';
import { Registry } from './registry';
import { RegistryVariable } from '../../domain/names/environment';
import { DimensionName } from '../../domain/names/metrics';
import { PurchaseOption } from '../../domain/names/records';
import { InstanceAttribute } from '../../domain/names/tables';
import { makeDynamoDb } from '../aws/dynamodb';
import { QueueSender } from '../aws/queue-sender';
import { SignedRequests } from '../aws/signed-request';
import { TableRows } from '../aws/table-rows';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
import { MetricDocuments } from '../output/metric-documents';
import { Output, writeToStdout } from '../output/output';

/** Creates the registry from its environment variables. */
export function makeRegistry(variables: NodeJS.ProcessEnv, now: () => number = Date.now, write = writeToStdout): Registry {
  const environment = new Environment(variables);
  const deadline = new Deadline();
  const requests = new SignedRequests(environment.text('AWS_REGION'), deadline);
  const aws = environment.json<boolean>(RegistryVariable.LOOK_UP) ? makeAwsCalls(environment, requests) : undefined;
  const atSynth = Object.entries(environment.json<Record<string, PurchaseOption>>(RegistryVariable.PURCHASE_OPTIONS));
  const rows = new TableRows(makeDynamoDb(environment, requests), environment.text(RegistryVariable.INSTANCE_TABLE), InstanceAttribute.KEY);
  const expiries = {
    registeredTtlSeconds: environment.seconds(RegistryVariable.REGISTERED_TTL_SECONDS),
    goneTtlSeconds: environment.seconds(RegistryVariable.GONE_TTL_SECONDS),
  };
  const table = new InstanceTable(rows, expiries, now);
  return new Registry({
    table,
    counter: new InstanceCounter(table, new HostTable(rows, expiries, now), makeOwnQueue(environment, requests)),
    purchaseOptions: new PurchaseOptions(new Map(atSynth), aws, now),
    aws,
    output: new Output(write, now, makeDocuments(environment)),
    deadline,
  });
}

function makeDocuments(environment: Environment): MetricDocuments {
  const dimensionSets = environment.json<DimensionName[][]>(RegistryVariable.DIMENSION_SETS);
  return new MetricDocuments(environment.text(RegistryVariable.METRIC_NAMESPACE), dimensionSets);
}

const makeOwnQueue = (environment: Environment, requests: SignedRequests): QueueSender =>
  new QueueSender(requests, environment.text(RegistryVariable.QUEUE_URL), environment.optionalText('AWS_ENDPOINT_URL_SQS'));

function makeAwsCalls(environment: Environment, requests: SignedRequests): AwsCalls {
  const region = environment.text('AWS_REGION');
  return new AwsCalls(requests, {
    region,
    urlSuffix: environment.text(RegistryVariable.URL_SUFFIX),
    overrides: {
      ecs: environment.optionalText('AWS_ENDPOINT_URL_ECS'),
      batch: environment.optionalText('AWS_ENDPOINT_URL_BATCH'),
      ec2: environment.optionalText('AWS_ENDPOINT_URL_EC2'),
    },
  });
}
