import { holderOf, ResourceAnswer, ResourceEvent } from './custom-resource';
import { DashboardSet, Provisioned } from './dashboard-set';
import { GrafanaDataSources } from './grafana-data-sources';
import { GrafanaHttp } from './grafana-http';
import { ServiceAccount } from './service-account';
import { isGone, WorkspaceApi } from './workspace-api';
import { DashboardModel, withDataSources } from '../../domain/grafana/chosen-data-sources';
import { DashboardFile, GrafanaDashboardsProperties, withValues } from '../../domain/names/grafana';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Output } from '../output/output';
import { reportFailure } from '../rejection';

export interface ProvisionerParts {
  readonly workspace: (workspaceId: string) => WorkspaceApi;
  /** The text of an object of Amazon S3. */
  readonly read: (bucket: string, key: string) => Promise<string>;
  /** The address of a workspace, by its host. */
  readonly originOf: (endpoint: string) => string;
  readonly output: Output;
  readonly deadline: Deadline;
  /** How often a workspace is asked whether it has loaded a plug-in. */
  readonly pollMillis?: number;
}

/**
 * Puts data sources, a folder and dashboards into a Grafana workspace, and removes them. Each step can be repeated: a run that is interrupted is finished by
 * the next one.
 */
export class DashboardProvisioner {
  constructor(private readonly parts: ProvisionerParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  async handle(event: ResourceEvent<GrafanaDashboardsProperties>): Promise<ResourceAnswer> {
    const { RequestType, PhysicalResourceId, ResourceProperties: wanted, OldResourceProperties: before } = event;
    const holder = holderOf(event);
    if (RequestType !== 'Delete') {
      await this.provision(wanted, before, holder);
      return { PhysicalResourceId: physicalId(wanted) };
    }
    await this.deleteAll(wanted, holder);
    // The provider framework refuses to delete another one than it asked for, and a rollback that was skipped leaves properties of another one.
    return { PhysicalResourceId: PhysicalResourceId ?? physicalId(wanted) };
  }

  private provision(wanted: GrafanaDashboardsProperties, before: GrafanaDashboardsProperties | undefined, holder: string): Promise<void> {
    return this.withGrafana(wanted, async (grafana) => {
      const set = this.setOf(grafana, wanted, holder);
      await this.putOrRelease(set, wanted);
      // CloudFormation deletes what is in another workspace or folder.
      if (before && physicalId(before) === physicalId(wanted)) await set.remove(obsolete(before, wanted));
    });
  }

  /** CloudFormation deletes nothing of a creation that failed, nor of an update that failed to move everything to another workspace or folder. */
  private async putOrRelease(set: DashboardSet, wanted: GrafanaDashboardsProperties): Promise<void> {
    const { deadline } = this.parts;
    const wasThere = await set.isHeld();
    try {
      deadline.keep(2 * KEPT_FOR_THE_END);
      await set.put((file) => this.read(file, wanted));
    } catch (error) {
      deadline.keep(KEPT_FOR_THE_END);
      if (!wasThere) {
        await set.release().catch((failure: unknown) => reportFailure(`folder ${wanted.folderTitle}`, failure, this.parts.output));
      }
      throw error;
    }
  }

  /** Nothing has to be deleted from a workspace that was deleted. */
  private async deleteAll(provisioned: GrafanaDashboardsProperties, holder: string): Promise<void> {
    const account = await this.openAccount(provisioned).catch(nothingIfGone);
    if (!account) return;
    await this.withTokens(account, provisioned, (grafana) => this.setOf(grafana, provisioned, holder).release());
    await account.delete();
  }

  private async withGrafana(properties: GrafanaDashboardsProperties, work: (grafana: GrafanaHttp) => Promise<void>): Promise<void> {
    await this.withTokens(await this.openAccount(properties), properties, work);
  }

  private openAccount({ workspaceId, serviceAccountName }: GrafanaDashboardsProperties): Promise<ServiceAccount> {
    this.parts.deadline.keep(KEPT_FOR_THE_END);
    return ServiceAccount.open(this.parts.workspace(workspaceId), serviceAccountName);
  }

  private async withTokens(
    account: ServiceAccount,
    { endpoint, serviceAccountName }: GrafanaDashboardsProperties,
    work: (grafana: GrafanaHttp) => Promise<void>,
  ): Promise<void> {
    const { deadline, output, originOf } = this.parts;
    try {
      await work(new GrafanaHttp(originOf(endpoint), () => account.newToken(), deadline));
    } finally {
      deadline.keep(0);
      // A token that is left expires within a quarter of an hour.
      await account.deleteTokens().catch((error: unknown) => reportFailure(`tokens of ${serviceAccountName}`, error, output));
    }
  }

  private async read({ bucket, key }: DashboardFile, { values, dataSources }: GrafanaDashboardsProperties): Promise<DashboardModel> {
    const json = withValues(await this.parts.read(bucket, key), values);
    return withDataSources(JSON.parse(json) as DashboardModel, dataSources);
  }

  private setOf(grafana: GrafanaHttp, wanted: GrafanaDashboardsProperties, holder: string): DashboardSet {
    const { deadline, pollMillis } = this.parts;
    return new DashboardSet(grafana, new GrafanaDataSources(grafana, deadline, pollMillis), wanted, holder);
  }
}

function nothingIfGone(error: unknown): undefined {
  if (!isGone(error)) throw error;
}

/** Another one has CloudFormation delete what the previous one has provisioned. */
const physicalId = ({ workspaceId, folderUid }: GrafanaDashboardsProperties): string => `${workspaceId}/${folderUid}`;

/** What was provisioned, and is not wanted any more. */
const obsolete = (before: Provisioned, wanted: Provisioned): Provisioned => ({
  dashboards: without(before.dashboards, wanted.dashboards),
  dataSources: without(before.dataSources, wanted.dataSources),
});

const without = <Item extends { readonly uid: string }>(items: readonly Item[], others: readonly Item[]): Item[] =>
  items.filter(({ uid }) => others.every((other) => other.uid !== uid));
