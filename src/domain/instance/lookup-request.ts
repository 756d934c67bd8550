import { Fields } from '../event/fields';
import { DetailType, EventSource } from '../names/events';
import { computeEnvironmentKey, isComputeEnvironmentKey } from '../names/tables';

/** What the collector asks the registry to find out: instances and environments that no event told of. */
export interface LookupRequest {
  readonly containerInstanceArns: readonly string[];
  readonly computeEnvironments: readonly string[];
}

const ENVIRONMENT_PREFIX = computeEnvironmentKey('');

/** A request for the registry keys that a look into its table did not find. */
export function lookupRequest(keys: readonly string[]): object {
  const computeEnvironments = keys.filter(isComputeEnvironmentKey).map((key) => key.slice(ENVIRONMENT_PREFIX.length));
  const containerInstanceArns = keys.filter((key) => !isComputeEnvironmentKey(key));
  return {
    source: EventSource.THIS_LIBRARY,
    'detail-type': DetailType.INSTANCE_LOOKUP,
    detail: { containerInstanceArns, computeEnvironments },
  };
}

export function readLookupRequest(message: unknown): LookupRequest {
  const envelope = Fields.of(message, '');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  return { containerInstanceArns: detail.names('containerInstanceArns'), computeEnvironments: detail.names('computeEnvironments') };
}
