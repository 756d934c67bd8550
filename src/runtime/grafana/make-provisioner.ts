import { AccessUpdater } from './access-updater';
import { DashboardProvisioner } from './dashboard-provisioner';
import { WorkspaceApi } from './workspace-api';
import { GrafanaVariable } from '../../domain/names/environment';
import { Bucket } from '../aws/bucket';
import { serviceEndpoint } from '../aws/service-endpoint';
import { SignedRequests } from '../aws/signed-request';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
import { Output, writeToStdout } from '../output/output';

export interface WorkspaceReach {
  /**
   * The address of a workspace, by its host.
   *
   * @default - by HTTPS
   */
  readonly originOf?: (endpoint: string) => string;
  /** @default - some seconds */
  readonly pollMillis?: number;
}

/** Creates what provisions the dashboards of a workspace from its environment variables. */
export function makeDashboardProvisioner(
  variables: NodeJS.ProcessEnv,
  { originOf = (endpoint) => `https://${endpoint}`, pollMillis }: WorkspaceReach = {},
  write = writeToStdout,
): DashboardProvisioner {
  const { requests, deadline, endpointOf, workspace } = connect(variables);
  return new DashboardProvisioner({
    workspace,
    read: (bucket, key) => new Bucket(requests, endpointOf('s3'), bucket, '').get(key),
    originOf,
    output: new Output(write, Date.now),
    deadline,
    pollMillis,
  });
}

/** Creates what gives users access to a workspace from its environment variables. */
export function makeAccessUpdater(variables: NodeJS.ProcessEnv): AccessUpdater {
  return new AccessUpdater(connect(variables));
}

function connect(variables: NodeJS.ProcessEnv) {
  const environment = new Environment(variables);
  const deadline = new Deadline();
  const requests = new SignedRequests(environment.text('AWS_REGION'), deadline);
  const urlSuffix = environment.text(GrafanaVariable.URL_SUFFIX);
  const endpointOf = (service: string): string => serviceEndpoint(environment, service, urlSuffix, service.toUpperCase());
  const workspace = (id: string): WorkspaceApi => new WorkspaceApi(requests, endpointOf('grafana'), id);
  return { requests, deadline, endpointOf, workspace };
}
