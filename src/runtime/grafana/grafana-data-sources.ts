import { setTimeout as wait } from 'node:timers/promises';
import { GrafanaHttp, refusal } from './grafana-http';
import { DataSourceDescription, DataSourceType } from '../../domain/names/grafana';
import { Deadline } from '../deadline';

const NOT_FOUND = 404;
const EXISTS = 409;
const POLL_MILLIS = 2_000;

/** The plug-ins that a workspace does not have from the beginning. */
const TO_INSTALL: readonly DataSourceType[] = [DataSourceType.ATHENA];

export interface StoredDataSource {
  readonly jsonData?: { readonly deployedBy?: readonly string[] };
}

/** The data sources of the dashboards in a workspace, with the plug-ins that they need. */
export class GrafanaDataSources {
  constructor(
    private readonly grafana: GrafanaHttp,
    private readonly deadline: Deadline,
    private readonly pollMillis = POLL_MILLIS,
  ) {}

  async put(source: DataSourceDescription): Promise<void> {
    if (TO_INSTALL.includes(source.type)) await this.install(source.type);
    if (await this.find(source)) return this.update(source);
    const purpose = `create ${named(source)}`;
    const answer = await this.grafana.send({
      method: 'POST',
      path: '/api/datasources',
      body: bodyOf(source),
      purpose,
      handled: [EXISTS],
    });
    if (answer.status !== EXISTS) return;
    // The response to a first try was lost, or another data source has the name.
    if (!(await this.find(source))) throw refusal(purpose, answer);
    await this.update(source);
  }

  async delete(source: DataSourceDescription): Promise<void> {
    await this.grafana.send({ method: 'DELETE', path: pathOf(source), purpose: `delete ${named(source)}`, handled: [NOT_FOUND] });
  }

  /** What the workspace has of it. */
  async find(source: DataSourceDescription): Promise<StoredDataSource | undefined> {
    const { status, body } = await this.grafana.send({
      path: pathOf(source),
      purpose: `find ${named(source)}`,
      handled: [NOT_FOUND],
    });
    return status === NOT_FOUND ? undefined : body;
  }

  private async update(source: DataSourceDescription): Promise<void> {
    await this.grafana.send({ method: 'PUT', path: pathOf(source), body: bodyOf(source), purpose: `update ${named(source)}` });
  }

  private async install(type: DataSourceType): Promise<void> {
    if (await this.isInstalled(type)) return;
    await this.grafana.send({
      method: 'POST',
      path: `/api/plugins/${type}/install`,
      body: {},
      purpose: `install the plug-in ${type}, which needs plug-in management to be enabled in the workspace`,
      handled: [EXISTS],
    });
    while (!(await this.isInstalled(type))) {
      if (this.deadline.millis <= this.pollMillis) throw new Error(`Grafana did not load the plug-in ${type} in time`);
      await wait(this.pollMillis);
    }
  }

  private async isInstalled(type: DataSourceType): Promise<boolean> {
    const { status } = await this.grafana.send({
      path: `/api/plugins/${type}/settings`,
      purpose: `find the plug-in ${type}`,
      handled: [NOT_FOUND],
    });
    return status !== NOT_FOUND;
  }
}

const named = ({ name }: DataSourceDescription): string => `the data source "${name}"`;
const pathOf = ({ uid }: DataSourceDescription): string => `/api/datasources/uid/${uid}`;

/** The server of Grafana calls AWS, not the browser of the viewer. */
const bodyOf = (source: DataSourceDescription): object => ({ ...source, access: 'proxy' });
