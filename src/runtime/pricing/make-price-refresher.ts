import { InstanceCosts } from './instance-costs';
import { InstanceMark } from './instance-mark';
import { InstanceScan } from './instance-scan';
import { PriceList } from './price-list';
import { PriceRefresher, PriceRefresherParts } from './price-refresher';
import { PriceTable } from './price-table';
import { SpotHistory } from './spot-history';
import { PricingVariable } from '../../domain/names/environment';
import { DimensionName } from '../../domain/names/metrics';
import { priceListRegion } from '../../domain/names/price-list-region';
import { DynamoDb, makeDynamoDb } from '../aws/dynamodb';
import { serviceEndpoint } from '../aws/service-endpoint';
import { SignedRequests } from '../aws/signed-request';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
import { MetricDocuments } from '../output/metric-documents';
import { Output, writeToStdout } from '../output/output';

/** Creates the refresher of prices from its environment variables. */
export function makePriceRefresher(variables: NodeJS.ProcessEnv, now: () => number = Date.now, write = writeToStdout): PriceRefresher {
  const environment = new Environment(variables);
  const deadline = new Deadline();
  const region = environment.text('AWS_REGION');
  const suffix = environment.text(PricingVariable.URL_SUFFIX);
  const requests = new SignedRequests(region, deadline);
  const client = makeDynamoDb(environment, requests);
  const parts = {
    table: new PriceTable(client, environment.text(PricingVariable.PRICE_TABLE), now, deadline),
    output: new Output(write, now, makeDocuments(environment)),
    now,
    deadline,
  };
  return new PriceRefresher({
    ...parts,
    priceList: makePriceList(environment, deadline, suffix),
    spotHistory: new SpotHistory(requests, serviceEndpoint(environment, 'ec2', suffix, 'EC2')),
    instanceCosts: makeInstanceCosts(environment, client, parts),
  });
}

function makePriceList(environment: Environment, deadline: Deadline, suffix: string): PriceList | undefined {
  const region = environment.text('AWS_REGION');
  const listRegion = environment.optionalText(PricingVariable.PRICE_LIST_REGION) ?? priceListRegion(region);
  if (listRegion === undefined) return undefined;
  const endpoint = serviceEndpoint(environment, 'api.pricing', suffix, 'PRICING', listRegion);
  return new PriceList(new SignedRequests(listRegion, deadline), endpoint, region);
}

type SharedParts = Pick<PriceRefresherParts, 'table' | 'output' | 'deadline'>;

function makeInstanceCosts(environment: Environment, client: DynamoDb, { table, output, deadline }: SharedParts) {
  const instanceTable = environment.optionalText(PricingVariable.INSTANCE_TABLE);
  if (instanceTable === undefined) return undefined;
  return new InstanceCosts({
    instances: new InstanceScan(client, instanceTable),
    mark: new InstanceMark(client, environment.text(PricingVariable.PRICE_TABLE), deadline),
    prices: table,
    output,
  });
}

/** Metrics are those of instances: without a registry there are none. */
function makeDocuments(environment: Environment): MetricDocuments | undefined {
  if (environment.optionalText(PricingVariable.INSTANCE_TABLE) === undefined) return undefined;
  const dimensionSets = environment.json<DimensionName[][]>(PricingVariable.DIMENSION_SETS);
  return new MetricDocuments(environment.text(PricingVariable.METRIC_NAMESPACE), dimensionSets);
}
