import { PriceList } from './price-list';
import { PriceRefresher } from './price-refresher';
import { PriceTable } from './price-table';
import { SpotHistory } from './spot-history';
import { priceListRegion } from '../../domain/cost/price-list-region';
import { PricingVariable } from '../../domain/names/environment';
import { makeDynamoDb } from '../aws/dynamodb';
import { SignedRequests } from '../aws/signed-request';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
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
  return new PriceRefresher({
    priceList: new PriceList(new SignedRequests(listRegion, deadline), listEndpoint, region),
    spotHistory: new SpotHistory(requests, ec2Endpoint),
    table: new PriceTable(makeDynamoDb(environment, requests), environment.text(PricingVariable.PRICE_TABLE), now, deadline),
    output: new Output(write, now),
    now,
    deadline,
  });
}
