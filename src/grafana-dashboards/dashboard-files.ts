import { Token } from 'aws-cdk-lib';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, ISource, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { PlaceholderValues, fill } from './placeholders';

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

/** Placeholders whose values are known at deployment are the markers of the file, so that the template holds each value once, and not the file. */
function fileOf({ uid, json }: OpenDashboard, values: PlaceholderValues): ISource {
  const [literals, markers] = [false, true].map((isToken) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => Token.isUnresolved(value) === isToken)),
  );
  const text = fill(json, literals);
  const file = Source.data(`${uid}.json`, text);
  const used = Object.fromEntries(Object.entries(markers).filter(([placeholder]) => text.includes(placeholder)));
  return { bind: (scope, context) => ({ ...file.bind(scope, context), markers: used, markersConfig: { jsonEscape: true } }) };
}
