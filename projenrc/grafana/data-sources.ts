import { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** The variables that choose a data source, and what panels name. */
export const CLOUDWATCH_VARIABLE = 'CloudWatch';
export const ATHENA_VARIABLE = 'Athena';

export const CLOUDWATCH_TYPE = 'cloudwatch';
export const ATHENA_TYPE = 'grafana-athena-datasource';

export const CLOUDWATCH: DataSourceRef = { type: CLOUDWATCH_TYPE, uid: `\${${CLOUDWATCH_VARIABLE}}` };
export const ATHENA: DataSourceRef = { type: ATHENA_TYPE, uid: `\${${ATHENA_VARIABLE}}` };
