import { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, ISource, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { PlaceholderValues, fillKnown } from './placeholders';

/** A dashboard whose placeholders are still in its JSON. */
export interface OpenDashboard {
  readonly uid: string;
  readonly json: string;
}

export interface DashboardFilesOptions {
  readonly bucket: IBucket;
  readonly prefix: string;
  readonly dashboards: readonly OpenDashboard[];
  readonly values: PlaceholderValues;
}

/** Writes dashboards into a bucket at deployment, each as `UID.json`. Other objects stay, also under the prefix. */
export function writeFiles(scope: Construct, { bucket, prefix, dashboards, values }: DashboardFilesOptions): void {
  new BucketDeployment(scope, 'Files', {
    destinationBucket: bucket,
    destinationKeyPrefix: prefix,
    prune: false,
    sources: dashboards.map((dashboard) => fileOf(dashboard, values)),
  });
}

function fileOf({ uid, json }: OpenDashboard, values: PlaceholderValues): ISource {
  const { text, values: markers } = fillKnown(json, values);
  const file = Source.data(`${uid}.json`, text);
  return { bind: (scope, context) => ({ ...file.bind(scope, context), markers, markersConfig: { jsonEscape: true } }) };
}
