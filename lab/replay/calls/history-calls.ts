/**
 * Calls about the history as IAM sees them: those of handlers, and those that Athena and Firehose make with the role that they were given, which no
 * request shows. For these, the permissions that AWS documents are noted, so that a role without one of them is reported.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
 */
import { CalledBy, CallLog, NewCall } from './call-log';
import { parseObject } from '../../aws/json';
import { Query } from '../history/athena';
import { Caller } from '../servers/caller';
import { S3Call } from '../standins/s3';
import { World } from '../standins/world';
import { DeliveryStream } from '../template/delivery-streams';
import { GlueTable } from '../template/glue-tables';

type Seen = Omit<NewCall, 'by'>;
type Site = Pick<World, 'Account' | 'Region'>;

/** About the stream that the request names. */
export const deliveryStreamCall = ({ Account, Region }: Site, action: string, body: string): Seen => ({
  action: `firehose:${action}`,
  resource: `arn:aws:firehose:${Region}:${Account}:deliverystream/${String(parseObject(body)?.DeliveryStreamName)}`,
  context: {},
});

/** About the log streams of the group that the request names. */
export const logGroupCall = ({ Account, Region }: Site, action: string, body: string): Seen => ({
  action: `logs:${action}`,
  resource: `arn:aws:logs:${Region}:${Account}:log-group:${String(parseObject(body)?.logGroupName)}:log-stream:`,
  context: {},
});

export const workGroupCall = ({ Account, Region }: Site, action: string, workGroup: string): Seen => ({
  action: `athena:${action}`,
  resource: `arn:aws:athena:${Region}:${Account}:workgroup/${workGroup}`,
  context: {},
});

export const bucketCall = ({ action, bucket, key, query }: S3Call): Seen =>
  key === undefined
    ? { action: `s3:${action}`, resource: `arn:aws:s3:::${bucket}`, context: { 's3:prefix': [query.get('prefix') ?? ''] } }
    : { action: `s3:${action}`, resource: `arn:aws:s3:::${bucket}/${key}`, context: {} };

const GLUE_TO_INSERT = ['GetTable', 'GetPartition', 'GetPartitions', 'BatchGetPartition', 'CreatePartition', 'BatchCreatePartition'];
const S3_TO_WRITE = ['PutObject', 'GetObject', 'AbortMultipartUpload', 'ListMultipartUploadParts'];

/** What Athena does for the one that started an INSERT. */
export function noteInsert(log: CallLog, caller: Caller | undefined, site: Site, { table, workGroup, written }: Query): void {
  const note = noter(log, 'Athena', caller);
  const bucket = `arn:aws:s3:::${table.bucket}`;
  const folders = [...written.map((key) => key.slice(0, key.lastIndexOf('/') + 1)), workGroup.results];
  for (const resource of catalogueArns(site, table).slice(0, 2)) note('glue:GetDatabase', resource);
  for (const action of GLUE_TO_INSERT) for (const resource of catalogueArns(site, table)) note(`glue:${action}`, resource);
  note('s3:GetBucketLocation', bucket);
  for (const folder of folders) note('s3:ListBucket', bucket, { 's3:prefix': [folder] });
  for (const folder of folders) for (const action of S3_TO_WRITE) note(`s3:${action}`, `${bucket}/${folder}file`);
}

const OBJECTS_TO_DELIVER = ['AbortMultipartUpload', 'GetObject', 'PutObject'];
const BUCKET_TO_DELIVER = ['GetBucketLocation', 'ListBucket', 'ListBucketMultipartUploads'];
const GLUE_TO_DELIVER = ['GetTable', 'GetTableVersion', 'GetTableVersions'];

/** What Firehose does with the role of a stream. */
export function noteDelivery(log: CallLog, site: Site, { id, bucket, prefix, errorPrefix, table, logStream }: DeliveryStream): void {
  const note = noter(log, 'Firehose', { functionId: id });
  const arn = `arn:aws:s3:::${bucket}`;
  for (const action of BUCKET_TO_DELIVER) note(`s3:${action}`, arn);
  for (const action of OBJECTS_TO_DELIVER) for (const each of [prefix, errorPrefix]) note(`s3:${action}`, `${arn}/${each}file`);
  for (const action of GLUE_TO_DELIVER) for (const resource of catalogueArns(site, table)) note(`glue:${action}`, resource);
  if (logStream !== undefined) note('logs:PutLogEvents', `arn:aws:logs:${site.Region}:${site.Account}:log-group:${logStream}`);
}

/** AWS Glue looks for the catalogue, the database and the table in the policy. */
function catalogueArns({ Account, Region }: Site, { database, name }: GlueTable): string[] {
  return ['catalog', `database/${database}`, `table/${database}/${name}`].map(
    (resource) => `arn:aws:glue:${Region}:${Account}:${resource}`,
  );
}

const noter =
  (log: CallLog, by: CalledBy, caller: Pick<Caller, 'functionId'> | undefined) =>
  (action: string, resource: string, context: NewCall['context'] = {}): void =>
    log.note(caller, { by, action, resource, context });
