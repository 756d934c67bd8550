import { Fields } from '../event/fields';
import { DetailType, EventSource } from '../names/events';
import { computeEnvironmentKey, isComputeEnvironmentKey } from '../names/tables';

/** A request from the collector to the registry: look up instances and compute environments that no event reported. */
export interface LookupRequest {
  readonly containerInstanceArns: readonly string[];
  readonly computeEnvironments: readonly string[];
}

const ENVIRONMENT_PREFIX = computeEnvironmentKey('');

/** Creates a request for registry keys that are not in the instance table. */
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
