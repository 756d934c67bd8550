import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { GrafanaDashboards } from '../../src/grafana-dashboards';
import { GrafanaWorkspace, GrafanaWorkspaceProps } from '../../src/grafana-workspace';
import { importedHistory } from '../grafana-dashboards/dashboards';
import { everyHandlerOption } from '../handler-options/every-handler-option';
import { StandInCollector } from '../insights-dashboard/dashboard-fixture';

export const memberId = (digit: number): string => `a1b2c3d4e5-${String(digit).repeat(8)}-89ab-cdef-0123-456789abcdef`;

/** A workspace with every prop set, and dashboards with every option. */
export function fullGrafanaWorkspace(stack: Stack): GrafanaWorkspace {
  const encryptionKey = new Key(stack, 'Key', { enableKeyRotation: true });
  const functions = { ...everyHandlerOption(stack), logRetention: RetentionDays.ONE_WEEK, encryptionKey };
  const props: Required<GrafanaWorkspaceProps> = {
    adminUserIds: [memberId(1)],
    adminGroupIds: [memberId(2)],
    editorUserIds: [memberId(3)],
    editorGroupIds: [memberId(4)],
    viewerUserIds: [memberId(5)],
    viewerGroupIds: [memberId(6), memberId(7)],
    workspaceName: 'batch',
    grafanaVersion: '12.4',
    role: new Role(stack, 'WorkspaceRole', { assumedBy: new ServicePrincipal('grafana.amazonaws.com') }),
    removalPolicy: RemovalPolicy.RETAIN,
    ...functions,
  };
  const workspace = new GrafanaWorkspace(stack, 'Workspace', props);
  // What they show is of others, so that all that is created here has the key.
  const dashboards = new GrafanaDashboards(stack, 'Grafana', {
    collector: new StandInCollector(stack, 'Collector'),
    history: importedHistory(stack),
  });
  workspace.addDashboards(dashboards, { folderTitle: 'Batch', ...functions });
  return workspace;
}
