import { GrafanaServer } from './grafana-server';
import { WorkspaceServer } from './workspace-server';
import { GrafanaAccessProperties, GrafanaDashboardsProperties } from '../../../src/domain/names/grafana';
import { ResourceAnswer, ResourceEvent } from '../../../src/runtime/grafana/custom-resource';
import { makeAccessUpdater, makeDashboardProvisioner } from '../../../src/runtime/grafana/make-provisioner';
import { LogLines } from '../stage/log-lines';
import { Wire } from '../stage/wire';

export const WORKSPACE = 'g-0123456789';

export const RESOURCE = { StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Farm/00000000', LogicalResourceId: 'Dashboards' };
type Asked<Properties> = Omit<ResourceEvent<Properties>, keyof typeof RESOURCE> & Partial<typeof RESOURCE>;

/** A workspace with its API, its Grafana and the bucket of the files, and the functions that provision it. */
export class ProvisionedWorkspace {
  readonly grafana = new GrafanaServer();
  readonly api = new WorkspaceServer(this.grafana.tokens);
  readonly s3 = new Wire();
  readonly files = new Map<string, string>();
  readonly lines = new LogLines(Date.now);

  async listen(): Promise<void> {
    await Promise.all([this.grafana.wire.listen(), this.api.wire.listen(), this.s3.listen()]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.grafana.wire.stop(), this.api.wire.stop(), this.s3.stop()]);
  }

  reset(): void {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', AWS_SESSION_TOKEN: 'token' });
    this.grafana.reset();
    this.api.reset();
    this.s3.reset();
    this.files.clear();
    this.lines.clear();
    this.s3.answer = ({ path }) => {
      const body = this.files.get(decodeURIComponent(path));
      return body === undefined ? { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' } : { status: 200, body };
    };
  }

  provision(event: Asked<GrafanaDashboardsProperties>, left: () => number = () => 60_000): Promise<ResourceAnswer> {
    const reach = { originOf: () => this.grafana.wire.url, pollMillis: 1 };
    const provisioner = makeDashboardProvisioner(this.variables, reach, (line) => this.lines.raw.push(line));
    provisioner.deadline.begin(left);
    return provisioner.handle({ ...RESOURCE, ...event });
  }

  updateAccess(event: Asked<GrafanaAccessProperties>): Promise<ResourceAnswer> {
    const updater = makeAccessUpdater(this.variables);
    updater.deadline.begin(() => 60_000);
    return updater.handle({ ...RESOURCE, ...event });
  }

  private get variables(): NodeJS.ProcessEnv {
    return {
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_S3: this.s3.url,
      AWS_ENDPOINT_URL_GRAFANA: this.api.wire.url,
      URL_SUFFIX: 'amazonaws.com',
    };
  }
}
