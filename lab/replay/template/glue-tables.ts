import { DeployedResource } from './deployed-stack';
import { HiveField, parseHiveType } from '../../aws/hive/hive-type';
import { isObject, Json, JsonObject } from '../../aws/json';
import { messageOf, ReplayProblem } from '../replay-problem';

/** A table of the Glue Data Catalog with its columns; those that it is partitioned by are apart. */
export interface GlueTable {
  readonly id: string;
  readonly database: string;
  readonly name: string;
  readonly columns: readonly HiveField[];
  readonly partitionKeys: readonly string[];
  readonly bucket: string;
  /** What the keys of its files begin with; empty or ends with a slash. */
  readonly location: string;
}

/** A work group of Athena. */
export interface WorkGroup {
  readonly name: string;
  /** What the keys of query results begin with. */
  readonly results: string;
}

/** Tables, without views. */
export function readGlueTable(resource: DeployedResource): GlueTable[] {
  const input = objectOf(resource.property('TableInput'));
  if (input.TableType === 'VIRTUAL_VIEW') return [];
  const { Columns, Location } = objectOf(input.StorageDescriptor);
  return [
    {
      id: resource.id,
      database: String(resource.property('DatabaseName')),
      name: resource.name,
      columns: listOf(Columns).map(({ Name, Type }) => ({
        name: String(Name),
        type: attempt(resource, () => parseHiveType(String(Type))),
      })),
      partitionKeys: listOf(input.PartitionKeys).map(({ Name }) => String(Name)),
      ...placeOf(Location),
    },
  ];
}

export function readWorkGroup(resource: DeployedResource): WorkGroup {
  const { ResultConfiguration } = objectOf(resource.property('WorkGroupConfiguration'));
  return { name: resource.name, results: placeOf(objectOf(ResultConfiguration).OutputLocation).location };
}

/** The parts of `s3://BUCKET/KEY/`. */
function placeOf(url: Json | undefined): { bucket: string; location: string } {
  const [, bucket = '', location = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(String(url)) ?? [];
  return { bucket, location };
}

/** Reads a property of a resource; an error names the resource. */
export function attempt<T>(resource: DeployedResource, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ReplayProblem(`${resource.type} ${resource.id}: ${messageOf(error)}`);
  }
}

export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
export const listOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value : []).filter(isObject);
