import { Annotations, Names, Stack, Stage } from 'aws-cdk-lib';
import { CfnExport } from 'aws-cdk-lib/aws-bcmdataexports';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { costBucket } from './cost-bucket';
import { CostReportOptions } from './cost-report-props';
import { CostReportSource } from './cost-report-source';
import { EXPORT_REGION } from './export-region';
import { exportQuery } from './sql/line-items';

/** What the keys of the files begin with. */
const EXPORT_PREFIX = 'cost-report';
/** Data Exports takes 128 characters; the Region is part of the name, since exports of all Regions are in one. */
const MAX_NAME_LENGTH = 80;

/** A bucket and an export into it. */
export function newExport(
  scope: Construct,
  options: CostReportOptions,
): { readonly source: CostReportSource; readonly dataExport: CfnExport } {
  const name = exportName(scope);
  const bucket = costBucket(scope, options);
  return { source: CostReportSource.dataExport({ bucket, prefix: EXPORT_PREFIX, name }), dataExport: costExport(scope, bucket, name) };
}

/** Unique in an account, whose exports of all Regions are in one. */
const exportName = (scope: Construct): string =>
  `${Names.uniqueResourceName(scope, { separator: '-', maxLength: MAX_NAME_LENGTH })}-${Stack.of(scope).region}`;

/** The export of CUR 2.0: in the stack of the report, or in a stack of its own, since CloudFormation has exports in one Region alone. */
function costExport(scope: Construct, bucket: Bucket, name: string): CfnExport {
  const { region } = Stack.of(scope);
  const resource = new CfnExport(placeOf(scope, name), 'Export', {
    export: {
      name,
      description: `Costs of ECS tasks, for ${scope.node.path}`.slice(0, 1024),
      dataQuery: {
        queryStatement: exportQuery(),
        tableConfigurations: {
          COST_AND_USAGE_REPORT: { TIME_GRANULARITY: 'HOURLY', INCLUDE_RESOURCES: 'TRUE', INCLUDE_SPLIT_COST_ALLOCATION_DATA: 'TRUE' },
        },
      },
      destinationConfigurations: {
        s3Destination: {
          s3Bucket: bucket.bucketName,
          s3Prefix: EXPORT_PREFIX,
          s3Region: region,
          s3OutputConfigurations: { format: 'PARQUET', compression: 'PARQUET', outputType: 'CUSTOM', overwrite: 'OVERWRITE_REPORT' },
        },
      },
      refreshCadence: { frequency: 'SYNCHRONOUS' },
    },
  });
  // Data Exports checks the policy of the bucket when it creates the export, also from another stack.
  resource.node.addDependency(bucket);
  return resource;
}

function placeOf(scope: Construct, name: string): Construct {
  const stack = Stack.of(scope);
  if (stack.region === EXPORT_REGION) return scope;
  const ofExport = new Stack(Stage.of(scope), `${name}-Export`, {
    env: { account: stack.account, region: EXPORT_REGION },
    description: `The data export of ${scope.node.path}`,
  });
  Annotations.of(scope).addInfoV2(
    'cdk-batch-insights:cost-export-stack',
    `The export of costs is in the stack ${ofExport.stackName} in ${EXPORT_REGION}, because CloudFormation has it there alone. Deploy it after this one, for ` +
      `example with cdk deploy --all, and bootstrap ${EXPORT_REGION}. Acknowledge this with ` +
      "Annotations.of(...).acknowledgeInfo('cdk-batch-insights:cost-export-stack').",
  );
  return ofExport;
}
