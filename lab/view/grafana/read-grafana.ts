/** The dashboards that a deployment would write for Grafana: the files of `BucketDeployment`s, with the values of their markers filled in. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Json, JsonObject, isObject } from '../../aws/json';
import type { GrafanaDashboard } from '../../grafana/dashboard';
import type { NamedResource, ResolvedTemplate } from '../dashboards/resolved-template';

export interface WrittenDashboard {
  readonly stackName: string;
  readonly dashboard: GrafanaDashboard;
}

export const grafanaDashboardsOf = (template: ResolvedTemplate): readonly WrittenDashboard[] =>
  template
    .resources('Custom::CDKBucketDeployment')
    .flatMap((deployment) => filesOf(deployment, template))
    .map((text): unknown => JSON.parse(text))
    .filter(isDashboard)
    .map((dashboard) => ({ stackName: template.source.stackName, dashboard }));

const isDashboard = (file: unknown): file is GrafanaDashboard =>
  isObject(file) && 'panels' in file && 'schemaVersion' in file && 'uid' in file;

/** JSON files alone: a deployment can write anything. */
function filesOf({ id, properties }: NamedResource, template: ResolvedTemplate): readonly string[] {
  const [keys, markers, configs] = ['SourceObjectKeys', 'SourceMarkers', 'SourceMarkersConfig'].map((name) => {
    const value = template.resolve(properties[name] ?? [], `${name} of ${id}`);
    return Array.isArray(value) ? value : [];
  });
  return keys.flatMap((key, index) => {
    const folder = template.source.assets.get(String(key));
    if (folder === undefined || folder.endsWith('.zip')) return [];
    const fill = filler(objectOf(markers[index]), objectOf(configs[index]).jsonEscape === true);
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => fill(readFileSync(join(folder, file), 'utf8')));
  });
}

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

function filler(markers: JsonObject, inJson: boolean): (text: string) => string {
  const written = (value: string): string => (inJson ? JSON.stringify(value).slice(1, -1) : value);
  return (text) =>
    Object.entries(markers).reduce((filled, [marker, value]) => filled.replaceAll(marker, () => written(String(value))), text);
}
