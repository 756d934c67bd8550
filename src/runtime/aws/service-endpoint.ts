import { Environment } from '../environment';

/** The endpoint of a service, by default in the function's Region, or the one that the environment variables of the AWS SDKs set. */
export const serviceEndpoint = (
  environment: Environment,
  service: string,
  urlSuffix: string,
  variable: string,
  region = environment.text('AWS_REGION'),
): string =>
  environment.optionalText(`AWS_ENDPOINT_URL_${variable}`) ??
  environment.optionalText('AWS_ENDPOINT_URL') ??
  `https://${service}.${region}.${urlSuffix}`;
