import { randomUUID } from 'node:crypto';
import { Answer, answerUnless, Fault, answerError, answerJson, Wire, WireRequest } from '../stage/wire';

/** A row of a table as far as a compaction concerns it: its key, and which line it came from. */
export interface LakeRow {
  readonly key: string;
  readonly day: string;
}

interface LakeObject {
  readonly body: string;
  readonly modifiedAt: number;
  readonly storageClass: string;
}

interface Query {
  readonly sql: string;
  state: string;
  polls: number;
}

const FOLDERS: Readonly<Record<string, string>> = { job_records: 'jobs', instance_records: 'instances' };
const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Amazon S3 and Amazon Athena over one bucket: queries read and write its objects, each a list of rows. */
export class LakeServer {
  readonly s3 = new Wire();
  readonly athena = new Wire();
  readonly objects = new Map<string, LakeObject>();
  readonly queries = new Map<string, Query>();
  now = 0;
  pageSize = 1000;
  /** Files that a query writes. */
  filesPerQuery = 1;
  /** How often a query is looked at before it has ended. */
  runsFor = 1;
  /** Why a query that did not succeed ended. */
  reason: string | undefined = 'HIVE_BAD_DATA: canary';
  private calls = 0;

  constructor(
    private readonly bucket: string,
    public prefix: string,
  ) {}

  /** Where queries write to. */
  target = (folder: string): string => folder;
  /** The state in which a query ends. */
  end = (): string => 'SUCCEEDED';
  /** What to answer instead of doing what was asked; `lose` does it and breaks the connection. */
  fail: Fault = () => undefined;

  async listen(): Promise<void> {
    await Promise.all([this.s3.listen(), this.athena.listen()]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.s3.stop(), this.athena.stop()]);
  }

  reset(now: number): void {
    this.s3.reset();
    this.athena.reset();
    this.s3.answer = (request) => this.handle(request, () => this.answerS3(request));
    this.athena.answer = (request) => this.handle(request, () => this.answerAthena(request));
    this.objects.clear();
    this.queries.clear();
    Object.assign(this, { now, pageSize: 1000, filesPerQuery: 1, runsFor: 1, reason: 'HIVE_BAD_DATA: canary' });
    this.target = (folder) => folder;
    this.end = () => 'SUCCEEDED';
    this.fail = () => undefined;
  }

  /** What an object holds. @param key without the prefix */
  read(key: string): unknown {
    return JSON.parse(this.objects.get(this.prefix + key)?.body ?? 'null');
  }

  /** Puts a file into a folder, as a stream does. */
  write(folder: string, rows: readonly LakeRow[], name = `${randomUUID()}.parquet`, storageClass = 'STANDARD'): string {
    const key = `${this.prefix}${folder}${name}`;
    this.objects.set(key, { body: JSON.stringify(rows), modifiedAt: this.now, storageClass });
    return key;
  }

  /** Keys without the prefix. */
  keys(folder: string): string[] {
    const start = this.prefix + folder;
    return [...this.objects.keys()].filter((key) => key.startsWith(start)).map((key) => key.slice(this.prefix.length));
  }

  /** All rows that queries see in a folder. */
  rows(folder: string): LakeRow[] {
    const isSeen = (key: string) =>
      !/\/[_.][^/]*$/.test(key) && !['GLACIER', 'DEEP_ARCHIVE'].includes(this.objects.get(this.prefix + key)?.storageClass ?? '');
    return this.keys(folder)
      .filter(isSeen)
      .flatMap((key) => JSON.parse(this.objects.get(this.prefix + key)?.body ?? '[]') as LakeRow[]);
  }

  private handle(request: WireRequest, answer: () => Answer): Answer {
    return answerUnless(this.fail(request, ++this.calls), answer);
  }

  private answerS3({ method, path, headers, body }: WireRequest): Answer {
    const url = new URL(path, 'http://s3');
    const [, bucket, ...parts] = url.pathname.split('/').map(decodeURIComponent);
    if (bucket !== this.bucket || !headers['x-amz-content-sha256']) {
      return { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' };
    }
    const key = parts.join('/');
    if (method === 'GET' && key === '') return { status: 200, body: this.listOf(url.searchParams) };
    if (method === 'GET') return this.objectOf(key);
    if (method === 'PUT') this.objects.set(key, { body, modifiedAt: this.now, storageClass: 'STANDARD' });
    else this.objects.delete(key);
    return { status: method === 'PUT' ? 200 : 204, body: '' };
  }

  private objectOf(key: string): Answer {
    const found = this.objects.get(key);
    return found ? { status: 200, body: found.body } : { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' };
  }

  private listOf(parameters: URLSearchParams): string {
    const prefix = parameters.get('prefix') ?? '';
    const all = [...this.objects].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
    const first = Number(parameters.get('continuation-token') ?? 0);
    const next = first + this.pageSize;
    const contents = all
      .slice(first, next)
      .map(
        ([key, { modifiedAt, storageClass }]) =>
          `<Contents><Key>${escapeXml(key)}</Key><LastModified>${new Date(modifiedAt).toISOString()}</LastModified><ETag>&quot;e&quot;</ETag>` +
          `<Size>1</Size><StorageClass>${storageClass}</StorageClass></Contents>`,
      );
    const token = next < all.length ? `<NextContinuationToken>${next}</NextContinuationToken>` : '';
    return (
      `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${this.bucket}</Name>` +
      `<IsTruncated>${token !== ''}</IsTruncated>${contents.join('')}${token}</ListBucketResult>`
    );
  }

  private answerAthena({ operation, headers, body }: WireRequest): Answer {
    if (headers['content-type'] !== 'application/x-amz-json-1.1') return answerError('UnknownOperationException');
    const input = JSON.parse(body) as Record<string, string> & { QueryExecutionContext: { Database: string } };
    if (operation === 'StartQueryExecution') {
      if (input.WorkGroup !== 'group' || input.QueryExecutionContext.Database !== 'lake') return answerError('InvalidRequestException');
      const id = `query-${input.ClientRequestToken}`;
      if (!this.queries.has(id)) this.queries.set(id, { sql: input.QueryString, state: 'QUEUED', polls: 0 });
      return answerJson({ QueryExecutionId: id });
    }
    const query = this.queries.get(input.QueryExecutionId);
    if (operation !== 'GetQueryExecution' || !query) return answerError('InvalidRequestException');
    if (query.state === 'QUEUED') this.execute(query);
    const polls = query.polls++;
    const state = polls < this.runsFor ? (polls === 0 ? 'QUEUED' : 'RUNNING') : query.state;
    return answerJson({ QueryExecution: { Status: { State: state, StateChangeReason: this.reason } } });
  }

  /** Runs the INSERT of a compaction: each key of the day once more. A query that fails may have written some of its files. */
  private execute(query: Query): void {
    const table = /^insert into (\w+)\n/.exec(query.sql)?.[1] ?? '';
    const day = /where "day" = '([0-9-]+)'$/.exec(query.sql)?.[1] ?? '';
    const folder = `${FOLDERS[table]}/day=${day}/`;
    const rows = [...new Map(this.rows(folder).map((row) => [row.key, row])).values()];
    query.state = this.end();
    const files = query.state === 'SUCCEEDED' ? this.filesPerQuery : this.filesPerQuery - 1;
    for (let file = 0; file < files; file++) {
      const part = rows.filter((_, index) => index % this.filesPerQuery === file);
      if (part.length > 0) this.write(this.target(folder), part, randomUUID());
    }
  }
}
