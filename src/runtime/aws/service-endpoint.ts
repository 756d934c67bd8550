import { Environment } from '../environment';

/** The endpoint of a service in the function's region, or the one that the environment variables of the AWS SDKs set. */
export const serviceEndpoint = (environment: Environment, service: string, urlSuffix: string, variable: string): string =>
  environment.optionalText(`AWS_ENDPOINT_URL_${variable}`) ??
  environment.optionalText('AWS_ENDPOINT_URL') ??
  `https://${service}.${environment.text('AWS_REGION')}.${urlSuffix}`;
