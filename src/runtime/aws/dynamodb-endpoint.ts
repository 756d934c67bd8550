import { Environment } from '../environment';

interface Domains {
  readonly domain: string;
  readonly dualStack: string;
}

/** The domains of the partitions by the first part of their region names. */
const PARTITIONS: Readonly<Record<string, Domains>> = {
  'cn-': { domain: 'amazonaws.com.cn', dualStack: 'api.amazonwebservices.com.cn' },
  'eusc-': { domain: 'amazonaws.eu', dualStack: 'api.amazonwebservices.eu' },
  'us-iso-': { domain: 'c2s.ic.gov', dualStack: 'api.aws.ic.gov' },
  'us-isob-': { domain: 'sc2s.sgov.gov', dualStack: 'api.aws.scloud' },
  'us-isof-': { domain: 'csp.hci.ic.gov', dualStack: 'api.aws.hci.ic.gov' },
  'eu-isoe-': { domain: 'cloud.adc-e.uk', dualStack: 'api.cloud-aws.adc-e.uk' },
};
const COMMERCIAL: Domains = { domain: 'amazonaws.com', dualStack: 'api.aws' };

/** The endpoint of DynamoDB in the function's region. The environment variables that change it are those of the AWS SDKs. */
export function dynamoDbEndpoint(environment: Environment): string {
  const isOn = (name: string): boolean => environment.optionalText(name) === 'true';
  const [isFips, isDualStack] = [isOn('AWS_USE_FIPS_ENDPOINT'), isOn('AWS_USE_DUALSTACK_ENDPOINT')];
  const configured = isOn('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS')
    ? undefined
    : (environment.optionalText('AWS_ENDPOINT_URL_DYNAMODB') ?? environment.optionalText('AWS_ENDPOINT_URL'));
  if (!configured) return regionalEndpoint(environment.text('AWS_REGION'), isFips, isDualStack);
  if (isFips || isDualStack) {
    throw new Error(
      'AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT have no effect on a configured endpoint: unset them or AWS_ENDPOINT_URL',
    );
  }
  return configured;
}

function regionalEndpoint(region: string, isFips: boolean, isDualStack: boolean): string {
  const { domain, dualStack } = Object.entries(PARTITIONS).find(([start]) => region.startsWith(start))?.[1] ?? COMMERCIAL;
  const host = isFips && !isFipsAnyway(region, isDualStack) ? 'dynamodb-fips' : 'dynamodb';
  return `https://${host}.${region}.${isDualStack ? dualStack : domain}`;
}

/** The IPv4 endpoints of AWS GovCloud (US) comply with FIPS 140 and have no name of their own for it. */
const isFipsAnyway = (region: string, isDualStack: boolean): boolean => region.startsWith('us-gov-') && !isDualStack;
