import { ProvisionedWorkspace, WORKSPACE } from './provisioned-workspace';
import { GrafanaDashboardsProperties } from '../../../src/domain/names/grafana';
import { ResourceAnswer } from '../../../src/runtime/grafana/custom-resource';

export const CLOUDWATCH = {
  uid: 'farm-cloudwatch',
  name: 'AWS Batch farm CloudWatch',
  type: 'cloudwatch',
  jsonData: { defaultRegion: 'eu-west-1' },
} as const;
export const ATHENA = {
  uid: 'farm-athena',
  name: 'AWS Batch farm Athena',
  type: 'grafana-athena-datasource',
  jsonData: { database: 'batch' },
} as const;
export const file = (name: string) => ({ uid: `farm-${name}`, title: `AWS Batch: ${name}`, bucket: 'assets', key: `${name}.json` });
export const WANTED: GrafanaDashboardsProperties = {
  workspaceId: WORKSPACE,
  endpoint: `${WORKSPACE}.grafana-workspace.eu-west-1.amazonaws.com`,
  serviceAccountName: 'batch-insights-farm',
  folderUid: 'farm',
  folderTitle: 'AWS Batch: Stack/Insights',
  dataSources: [CLOUDWATCH, ATHENA],
  dashboards: [file('jobs'), file('live')],
  values: { '@Database@': 'a "quoted" $& name' },
};

export const EVERYTHING = { dataSources: ['farm-cloudwatch', 'farm-athena'], folders: ['farm'], dashboards: ['farm-jobs', 'farm-live'] };
export const NOTHING = { dataSources: [], folders: [], dashboards: [] };

/** A workspace for the dashboards of a farm. */
export class Farm extends ProvisionedWorkspace {
  reset(): void {
    super.reset();
    // Pauses before retries are as short as they can be.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const list = [
      { type: 'datasource', name: 'CloudWatch', query: 'cloudwatch' },
      { type: 'datasource', name: 'Athena', query: 'grafana-athena-datasource' },
      { type: 'query', name: 'JobQueue', query: 'cloudwatch' },
    ];
    for (const { uid, title, key } of WANTED.dashboards) {
      this.files.set(
        `/assets/${key}`,
        JSON.stringify({ uid, title, templating: { list }, panels: [{ sql: 'select * from "@Database@"' }] }),
      );
    }
  }

  create(wanted = WANTED, LogicalResourceId = 'Dashboards'): Promise<ResourceAnswer> {
    return this.provision({ RequestType: 'Create', ResourceProperties: wanted, LogicalResourceId });
  }

  update(wanted: GrafanaDashboardsProperties, before = WANTED): Promise<ResourceAnswer> {
    return this.provision({ RequestType: 'Update', ResourceProperties: wanted, OldResourceProperties: before, PhysicalResourceId: 'id' });
  }

  remove(LogicalResourceId = 'Dashboards'): Promise<ResourceAnswer> {
    return this.provision({ RequestType: 'Delete', ResourceProperties: WANTED, PhysicalResourceId: 'id', LogicalResourceId });
  }

  uids() {
    const { dataSources, folders, dashboards } = this.grafana;
    return { dataSources: [...dataSources.keys()], folders: [...folders.keys()], dashboards: [...dashboards.keys()] };
  }
}
