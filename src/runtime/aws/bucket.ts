import { parseXml, QueryAnswer } from './query-answer';
import { escapeUri, queryString } from './query-string';
import { SignedRequests } from './signed-request';
import { sha256 } from './signer';
import { StoredObject } from '../../domain/history/compaction';

/** The objects of a bucket whose keys begin with the prefix of the history. Keys are given and returned without it. */
export class Bucket {
  /** @param endpoint that of the region: paths begin with the name of the bucket, which may have dots */
  constructor(
    private readonly requests: SignedRequests,
    private readonly endpoint: string,
    private readonly name: string,
    private readonly prefix: string,
  ) {}

  /** All objects of a folder. */
  async list(folder: string): Promise<StoredObject[]> {
    const found: StoredObject[] = [];
    let next = {};
    for (;;) {
      const query = queryString({ 'list-type': '2', prefix: this.prefix + folder, ...next });
      const page = readList(await this.call('GET', `?${query}`));
      found.push(...page.children('Contents').map((object) => this.readObject(object)));
      const token = page.text('NextContinuationToken');
      if (!token) return found;
      next = { 'continuation-token': token };
    }
  }

  get(key: string): Promise<string> {
    return this.call('GET', this.pathOf(key));
  }

  async put(key: string, body: string): Promise<void> {
    await this.call('PUT', this.pathOf(key), body);
  }

  /** An object that does not exist is no error. */
  async delete(key: string): Promise<void> {
    await this.call('DELETE', this.pathOf(key));
  }

  private call(method: string, path: string, body = ''): Promise<string> {
    return this.requests.send({
      method,
      service: 's3',
      endpoint: this.endpoint,
      path: `/${escapeUri(this.name)}${path}`,
      headers: { 'x-amz-content-sha256': sha256(body) },
      body,
    });
  }

  /** The slashes of a key stay as they are. */
  private pathOf(key: string): string {
    return `/${(this.prefix + key).split('/').map(escapeUri).join('/')}`;
  }

  private readObject(object: QueryAnswer): StoredObject {
    return {
      key: object.text('Key').slice(this.prefix.length),
      modifiedAt: Date.parse(object.text('LastModified')),
      storageClass: object.text('StorageClass'),
    };
  }
}

function readList(body: string): QueryAnswer {
  const [list] = new QueryAnswer(parseXml(body)).children('ListBucketResult');
  if (!list) throw new Error('The response of Amazon S3 is not a list of objects');
  return list;
}
