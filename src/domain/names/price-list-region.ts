/** The Regions that have an endpoint of the AWS Price List. */
export const PRICE_LIST_REGIONS = ['us-east-1', 'eu-central-1', 'ap-south-1', 'cn-northwest-1'] as const;
export type PriceListRegion = (typeof PRICE_LIST_REGIONS)[number];

/** By the first letters of the Regions that they are the nearest for. The first that fits counts. */
const NEAREST: readonly (readonly [prefix: RegExp, region: PriceListRegion | undefined])[] = [
  // AWS GovCloud (US), the European Sovereign Cloud and isolated partitions have no endpoint, and credentials that are not valid elsewhere.
  [/^(?:us-gov|eusc|[a-z]+-iso[a-z]*)-/, undefined],
  [/^cn-/, 'cn-northwest-1'],
  [/^(?:eu|me|af|il)-/, 'eu-central-1'],
  [/^ap-/, 'ap-south-1'],
  [/^/, 'us-east-1'],
];

/**
 * The Region whose endpoint of the AWS Price List a Region uses. Each endpoint has the prices of all Regions of its partition. Undefined in a partition without.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 */
export const priceListRegion = (region: string): PriceListRegion | undefined => NEAREST.find(([prefix]) => prefix.test(region))?.[1];
