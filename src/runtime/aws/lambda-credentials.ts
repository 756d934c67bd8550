/**
 * The handlers' credentials: Lambda puts them in the environment. Stands in for the SDK's whole chain
 * (profiles, SSO, metadata services), which a Lambda never uses and which is 130 kB of every bundle.
 */
import { fromEnv } from '@aws-sdk/credential-provider-env';

export const defaultProvider = () => fromEnv();
