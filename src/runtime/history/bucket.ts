import { StoredObject } from '../../domain/history/compaction';
import { QueryAnswer } from '../aws/query-answer';
import { escapeUri } from '../aws/query-string';
import { AwsCall, SignedRequests } from '../aws/signed-request';

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
      const query = { 'list-type': '2', prefix: this.prefix + folder, ...next };
      const page = QueryAnswer.root('ListBucketResult', await this.call({ method: 'GET', query }));
      found.push(...page.children('Contents').map((object) => this.readObject(object)));
      const token = page.text('NextContinuationToken');
      if (!token) return found;
      next = { 'continuation-token': token };
    }
  }

  get(key: string): Promise<string> {
    return this.call({ method: 'GET' }, key);
  }

  async put(key: string, body: string): Promise<void> {
    await this.call({ method: 'PUT', headers: { 'content-type': 'application/json' }, body }, key);
  }

  /** An object that does not exist is no error. */
  async delete(key: string): Promise<void> {
    await this.call({ method: 'DELETE' }, key);
  }

  private call(call: Pick<AwsCall, 'method' | 'query'> & Partial<AwsCall>, key?: string): Promise<string> {
    const parts = key === undefined ? [] : (this.prefix + key).split('/');
    return this.requests.send({
      service: 's3',
      endpoint: this.endpoint,
      path: `/${[this.name, ...parts].map(escapeUri).join('/')}`,
      headers: {},
      body: '',
      ...call,
    });
  }

  private readObject(object: QueryAnswer): StoredObject {
    return {
      key: object.text('Key').slice(this.prefix.length),
      modifiedAt: Date.parse(object.text('LastModified')),
      storageClass: object.text('StorageClass'),
    };
  }
}
