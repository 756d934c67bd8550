import { GrafanaDataSources } from './grafana-data-sources';
import { GrafanaFolder } from './grafana-folder';
import { GrafanaHttp } from './grafana-http';
import { ServiceAccount } from './service-account';
import { isGone, WorkspaceApi } from './workspace-api';
import { DashboardModel, withDataSources } from '../../domain/grafana/chosen-data-sources';
import { DashboardFile, GrafanaDashboardsProperties, withValues } from '../../domain/names/grafana';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Output } from '../output/output';
import { reportFailure } from '../rejection';

const NOT_FOUND = 404;

/** An event of the custom resource. */
export interface ResourceEvent<Properties> {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
  readonly OldResourceProperties?: Properties;
}

export interface ResourceAnswer {
  readonly PhysicalResourceId: string;
}

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
    const { RequestType, ResourceProperties: wanted, OldResourceProperties: before } = event;
    if (RequestType === 'Delete') await this.deleteAll(wanted);
    else await this.provision(wanted, before);
    return { PhysicalResourceId: physicalId(wanted) };
  }

  private provision(wanted: GrafanaDashboardsProperties, before: GrafanaDashboardsProperties | undefined): Promise<void> {
    return this.withGrafana(wanted, async (grafana) => {
      try {
        await this.put(grafana, wanted);
      } catch (error) {
        // CloudFormation deletes nothing of a resource whose creation failed.
        if (!before) await this.tryToRemove(grafana, wanted);
        throw error;
      }
      // CloudFormation deletes what is in another workspace or folder.
      if (before && physicalId(before) === physicalId(wanted)) await this.remove(grafana, obsolete(before, wanted));
    });
  }

  /** Nothing has to be deleted from a workspace that was deleted. */
  private async deleteAll(provisioned: GrafanaDashboardsProperties): Promise<void> {
    try {
      await this.withGrafana(provisioned, async (grafana) => {
        await this.remove(grafana, provisioned);
        await folderOf(grafana, provisioned).deleteIfEmpty();
      });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  private async withGrafana(
    { workspaceId, endpoint, serviceAccountName }: GrafanaDashboardsProperties,
    work: (grafana: GrafanaHttp) => Promise<void>,
  ): Promise<void> {
    const { deadline, output } = this.parts;
    deadline.keep(KEPT_FOR_THE_END);
    const account = await ServiceAccount.open(this.parts.workspace(workspaceId), serviceAccountName);
    try {
      await work(new GrafanaHttp(this.parts.originOf(endpoint), () => account.newToken(), deadline));
    } finally {
      deadline.keep(0);
      // The next run deletes an account that is left. It has no token that lives longer than this run.
      await account.close().catch((error: unknown) => reportFailure(`service account ${serviceAccountName}`, error, output));
    }
  }

  private async put(grafana: GrafanaHttp, wanted: GrafanaDashboardsProperties): Promise<void> {
    const sources = this.sourcesOf(grafana);
    for (const source of wanted.dataSources) await sources.put(source);
    await folderOf(grafana, wanted).put();
    for (const file of wanted.dashboards) {
      const dashboard = await this.read(file, wanted);
      await grafana.send({
        method: 'POST',
        path: '/api/dashboards/db',
        body: { dashboard, folderUid: wanted.folderUid, overwrite: true, message: 'Deployed by AWS CloudFormation' },
        purpose: `save the dashboard "${file.title}"`,
      });
    }
  }

  private async read({ bucket, key }: DashboardFile, { values, dataSources }: GrafanaDashboardsProperties): Promise<DashboardModel> {
    const json = withValues(await this.parts.read(bucket, key), values);
    return withDataSources(JSON.parse(json) as DashboardModel, dataSources);
  }

  private async remove(grafana: GrafanaHttp, { dashboards, dataSources }: Provisioned): Promise<void> {
    for (const { uid, title } of dashboards) {
      const path = `/api/dashboards/uid/${uid}`;
      await grafana.send({ method: 'DELETE', path, purpose: `delete the dashboard "${title}"`, handled: [NOT_FOUND] });
    }
    for (const source of dataSources) await this.sourcesOf(grafana).delete(source);
  }

  private async tryToRemove(grafana: GrafanaHttp, wanted: GrafanaDashboardsProperties): Promise<void> {
    try {
      await this.remove(grafana, wanted);
      await folderOf(grafana, wanted).deleteIfEmpty();
    } catch (error) {
      reportFailure(`folder ${wanted.folderTitle}`, error, this.parts.output);
    }
  }

  private sourcesOf(grafana: GrafanaHttp): GrafanaDataSources {
    return new GrafanaDataSources(grafana, this.parts.deadline, this.parts.pollMillis);
  }
}

type Provisioned = Pick<GrafanaDashboardsProperties, 'dashboards' | 'dataSources'>;

const folderOf = (grafana: GrafanaHttp, { folderUid, folderTitle }: GrafanaDashboardsProperties): GrafanaFolder =>
  new GrafanaFolder(grafana, folderUid, folderTitle);

/** Another one has CloudFormation delete what the previous one has provisioned. */
const physicalId = ({ workspaceId, folderUid }: GrafanaDashboardsProperties): string => `${workspaceId}/${folderUid}`;

/** What was provisioned, and is not wanted any more. */
const obsolete = (before: Provisioned, wanted: Provisioned): Provisioned => ({
  dashboards: without(before.dashboards, wanted.dashboards),
  dataSources: without(before.dataSources, wanted.dataSources),
});

const without = <Item extends { readonly uid: string }>(items: readonly Item[], others: readonly Item[]): Item[] =>
  items.filter(({ uid }) => others.every((other) => other.uid !== uid));
