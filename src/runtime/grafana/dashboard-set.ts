import { GrafanaDataSources } from './grafana-data-sources';
import { GrafanaFolder } from './grafana-folder';
import { GrafanaHttp } from './grafana-http';
import { DashboardModel } from '../../domain/grafana/chosen-data-sources';
import { DashboardFile, GrafanaDashboardsProperties } from '../../domain/names/grafana';

const NOT_FOUND = 404;

/** Reads a dashboard, ready to be saved. */
export type ReadDashboard = (file: DashboardFile) => Promise<DashboardModel>;
export type Provisioned = Pick<GrafanaDashboardsProperties, 'dashboards' | 'dataSources'>;

/**
 * The dashboards of a custom resource in a workspace, with their folder and data sources.
 *
 * CloudFormation creates the successor of a resource before it deletes the predecessor, for example when the construct moves in its tree, and both can have the
 * same uids. The first data source therefore names the resources that hold the set, and the last holder removes it.
 */
export class DashboardSet {
  private readonly folder: GrafanaFolder;

  constructor(
    private readonly grafana: GrafanaHttp,
    private readonly sources: GrafanaDataSources,
    private readonly wanted: GrafanaDashboardsProperties,
    private readonly holder: string,
  ) {
    this.folder = new GrafanaFolder(grafana, wanted.folderUid, wanted.folderTitle);
  }

  async isHeld(): Promise<boolean> {
    return (await this.holders()).includes(this.holder);
  }

  async put(read: ReadDashboard): Promise<void> {
    const { dataSources, folderUid, dashboards } = this.wanted;
    await this.writeHolders([...(await this.otherHolders()), this.holder]);
    for (const source of dataSources.slice(1)) await this.sources.put(source);
    await this.folder.put();
    for (const file of dashboards) {
      await this.grafana.send({
        method: 'POST',
        path: '/api/dashboards/db',
        body: { dashboard: await read(file), folderUid, overwrite: true, message: 'Deployed by AWS CloudFormation' },
        purpose: `save the dashboard "${file.title}"`,
      });
    }
  }

  /** Removes everything, unless another resource holds it too. */
  async release(): Promise<void> {
    const others = await this.otherHolders();
    if (others.length > 0) return this.writeHolders(others);
    await this.remove(this.wanted);
    await this.folder.deleteIfEmpty();
  }

  /** The data sources are deleted last to first: the first one has the holders. */
  async remove({ dashboards, dataSources }: Provisioned): Promise<void> {
    for (const { uid, title } of dashboards) {
      const path = `/api/dashboards/uid/${uid}`;
      await this.grafana.send({ method: 'DELETE', path, purpose: `delete the dashboard "${title}"`, handled: [NOT_FOUND] });
    }
    for (const source of [...dataSources].reverse()) await this.sources.delete(source);
  }

  private async holders(): Promise<readonly string[]> {
    const found = await this.sources.find(this.wanted.dataSources[0]);
    return found?.jsonData?.deployedBy ?? [];
  }

  private async otherHolders(): Promise<string[]> {
    return (await this.holders()).filter((other) => other !== this.holder);
  }

  private async writeHolders(deployedBy: readonly string[]): Promise<void> {
    const [{ jsonData, ...first }] = this.wanted.dataSources;
    await this.sources.put({ ...first, jsonData: { ...jsonData, deployedBy } });
  }
}
