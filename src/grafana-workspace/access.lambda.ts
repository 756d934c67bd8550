import { GrafanaAccessProperties } from '../domain/names/grafana';
import { beginDeadline, InvocationContext } from '../runtime/delivery';
import { ResourceAnswer, ResourceEvent } from '../runtime/grafana/custom-resource';
import { makeAccessUpdater } from '../runtime/grafana/make-provisioner';

const updater = makeAccessUpdater(process.env);

/** Gives users and groups their roles in a Grafana workspace, for a custom resource. */
export const handler = (event: ResourceEvent<GrafanaAccessProperties>, context: InvocationContext): Promise<ResourceAnswer> => {
  beginDeadline(updater.deadline, context);
  return updater.handle(event);
};
