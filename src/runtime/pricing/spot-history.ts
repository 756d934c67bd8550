import { SpotPrice } from '../../domain/cost/price-book';
import { parseXml, QueryAnswer } from '../aws/query-answer';
import { SignedRequests } from '../aws/signed-request';

/** What to read: the Spot prices that are in force between two instants, in epoch milliseconds. */
export interface SpotQuery {
  /** `TYPES_PER_SPOT_CALL` at most. */
  readonly instanceTypes: readonly string[];
  readonly availabilityZones: readonly string[];
  readonly fromMillis: number;
  readonly toMillis: number;
}

export interface FoundSpotPrice extends SpotPrice {
  readonly instanceType: string;
  readonly availabilityZone: string;
}

/** A filter of Amazon EC2 takes 200 values. */
export const TYPES_PER_SPOT_CALL = 50;
const PRICES_PER_PAGE = 1000;
/** Prevents endless paging. A type has some dozens of prices a day in each zone. */
const MAX_PAGES = 30;
const OPERATION = 'DescribeSpotPriceHistory';

/**
 * Reads the history of Spot prices of Linux, which Amazon EC2 keeps for 90 days.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotPriceHistory.html
 */
export class SpotHistory {
  constructor(
    private readonly requests: SignedRequests,
    private readonly endpoint: string,
  ) {}

  /** All changes within the time, and the last one before it. Filters, not parameters, name the types: one that does not exist is no error then. */
  prices({ instanceTypes, availabilityZones, fromMillis, toMillis }: SpotQuery): Promise<FoundSpotPrice[]> {
    return this.pages({
      StartTime: new Date(fromMillis).toISOString(),
      EndTime: new Date(toMillis).toISOString(),
      'ProductDescription.1': 'Linux/UNIX',
      ...filter(1, 'instance-type', instanceTypes),
      ...filter(2, 'availability-zone', availabilityZones),
      MaxResults: String(PRICES_PER_PAGE),
    });
  }

  private async pages(query: Readonly<Record<string, string>>): Promise<FoundSpotPrice[]> {
    const found: FoundSpotPrice[] = [];
    let next = '';
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await this.call(next ? { ...query, NextToken: next } : query);
      found.push(...answer.children('spotPriceHistorySet').flatMap((set) => set.children('item').flatMap(readPrice)));
      next = answer.text('nextToken');
      if (!next) return found;
    }
    throw new Error(`The history of Spot prices has more than ${MAX_PAGES} pages`);
  }

  private async call(form: Readonly<Record<string, string>>): Promise<QueryAnswer> {
    const body = await this.requests.send({
      service: 'ec2',
      endpoint: this.endpoint,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Action: OPERATION, Version: '2016-11-15', ...form }).toString(),
    });
    const [answer] = new QueryAnswer(parseXml(body)).children(`${OPERATION}Response`);
    if (!answer) throw new Error(`The response to ${OPERATION} cannot be read`);
    return answer;
  }
}

const filter = (number: number, name: string, values: readonly string[]): Record<string, string> => ({
  [`Filter.${number}.Name`]: name,
  ...Object.fromEntries(values.map((value, index) => [`Filter.${number}.Value.${index + 1}`, value])),
});

function readPrice(item: QueryAnswer): FoundSpotPrice[] {
  const price = {
    instanceType: item.text('instanceType'),
    availabilityZone: item.text('availabilityZone'),
    atMillis: Date.parse(item.text('timestamp')),
    usdPerHour: Number(item.text('spotPrice')),
  };
  return price.usdPerHour > 0 && !Number.isNaN(price.atMillis) ? [price] : [];
}
