import { InstanceCosts } from './instance-costs';
import { InstanceMark } from './instance-mark';
import { InstanceScan } from './instance-scan';
import { PriceList } from './price-list';
import { PriceRefresher, PriceRefresherParts } from './price-refresher';
import { PriceTable } from './price-table';
import { SpotHistory } from './spot-history';
import { priceListRegion } from '../../domain/cost/price-list-region';
import { PricingVariable } from '../../domain/names/environment';
import { DimensionName } from '../../domain/names/metrics';
import { DynamoDb, makeDynamoDb } from '../aws/dynamodb';
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
  const listRegion = environment.optionalText(PricingVariable.PRICE_LIST_REGION) ?? priceListRegion(region);
  const requests = new SignedRequests(region, deadline);
  const listEndpoint = environment.optionalText('AWS_ENDPOINT_URL_PRICING') ?? `https://api.pricing.${listRegion}.${suffix}`;
  const ec2Endpoint = environment.optionalText('AWS_ENDPOINT_URL_EC2') ?? `https://ec2.${region}.${suffix}`;
  const client = makeDynamoDb(environment, requests);
  const parts = {
    table: new PriceTable(client, environment.text(PricingVariable.PRICE_TABLE), now, deadline),
    output: new Output(write, now, makeDocuments(environment)),
    now,
    deadline,
  };
  return new PriceRefresher({
    ...parts,
    priceList: new PriceList(new SignedRequests(listRegion, deadline), listEndpoint, region),
    spotHistory: new SpotHistory(requests, ec2Endpoint),
    instanceCosts: makeInstanceCosts(environment, client, parts),
  });
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
