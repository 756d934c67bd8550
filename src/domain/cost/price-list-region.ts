/** The Regions of a partition that have an endpoint of the AWS Price List, by the first letters of the Regions that it is the nearest for. */
const NEAREST: readonly (readonly [prefix: RegExp, region: string])[] = [
  [/^cn-/, 'cn-northwest-1'],
  [/^(?:eu|me|af|il)-/, 'eu-central-1'],
  [/^ap-/, 'ap-south-1'],
];

/**
 * The Region whose endpoint of the AWS Price List a Region uses. Each endpoint has the prices of all Regions of its partition.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 */
export const priceListRegion = (region: string): string => NEAREST.find(([prefix]) => prefix.test(region))?.[1] ?? 'us-east-1';
