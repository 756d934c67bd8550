import { GrafanaDashboardsProperties } from '../domain/names/grafana';
import { beginDeadline, InvocationContext } from '../runtime/delivery';
import { ResourceAnswer, ResourceEvent } from '../runtime/grafana/custom-resource';
import { makeDashboardProvisioner } from '../runtime/grafana/make-provisioner';

const provisioner = makeDashboardProvisioner(process.env);

/** Provisions data sources and dashboards of a Grafana workspace, for a custom resource. */
export const handler = (event: ResourceEvent<GrafanaDashboardsProperties>, context: InvocationContext): Promise<ResourceAnswer> => {
  beginDeadline(provisioner.deadline, context);
  return provisioner.handle(event);
};
