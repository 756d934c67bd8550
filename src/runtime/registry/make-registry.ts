import { AwsCalls } from './aws-calls';
import { InstanceTable } from './instance-table';
import { PurchaseOptions } from './purchase-options';
import { Registry } from './registry';
import { RegistryVariable } from '../../domain/names/environment';
import { PurchaseOption } from '../../domain/names/records';
import { dynamoDbClient } from '../aws/dynamodb';
import { SignedRequests } from '../aws/signed-request';
import { Environment } from '../environment';
import { Output, writeToStdout } from '../output/output';

/** Puts the registry together from its environment. */
export function makeRegistry(variables: NodeJS.ProcessEnv, now: () => number = Date.now, write = writeToStdout): Registry {
  const environment = new Environment(variables);
  const aws = environment.json<boolean>(RegistryVariable.LOOK_UP) ? makeAwsCalls(environment) : undefined;
  const atSynth = Object.entries(environment.json<Record<string, PurchaseOption>>(RegistryVariable.PURCHASE_OPTIONS));
  return new Registry({
    table: new InstanceTable(dynamoDbClient(), {
      tableName: environment.text(RegistryVariable.INSTANCE_TABLE),
      registeredTtlSeconds: environment.seconds(RegistryVariable.REGISTERED_TTL_SECONDS),
      goneTtlSeconds: environment.seconds(RegistryVariable.GONE_TTL_SECONDS),
    }, now),
    purchaseOptions: new PurchaseOptions(new Map(atSynth), aws, now),
    aws,
    output: new Output(write, now),
  });
}

function makeAwsCalls(environment: Environment): AwsCalls {
  const region = environment.text('AWS_REGION');
  return new AwsCalls(new SignedRequests(region), {
    region,
    urlSuffix: environment.text(RegistryVariable.URL_SUFFIX),
    overrides: {
      ecs: environment.optionalText('AWS_ENDPOINT_URL_ECS'),
      batch: environment.optionalText('AWS_ENDPOINT_URL_BATCH'),
      ec2: environment.optionalText('AWS_ENDPOINT_URL_EC2'),
    },
  });
}
