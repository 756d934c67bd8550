/** Amazon S3 with the bucket in the path: ListObjectsV2, GetObject, PutObject and DeleteObject. */
import { element, XML_HEADERS } from './xml';
import { ObjectStore } from '../history/object-store';
import { Answer } from '../servers/answer';

/** S3 takes up to 1,000: small pages show that all are read. */
const MAX_KEYS = 100;

export interface S3Request {
  readonly method: string;
  /** `/bucket` or `/bucket/key`, with a query. */
  readonly url: string;
  readonly body: string;
}

/** What is asked for, as IAM sees it. */
export interface S3Call {
  readonly action: 'ListBucket' | 'GetObject' | 'PutObject' | 'DeleteObject';
  readonly bucket: string;
  /** Absent in a call about the bucket. */
  readonly key?: string;
  readonly query: URLSearchParams;
}

const ACTIONS: { readonly [method: string]: S3Call['action'] } = { GET: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' };

/** Nothing where the request is none of the calls. */
export function readS3Call({ method, url }: Pick<S3Request, 'method' | 'url'>): S3Call | undefined {
  const { pathname, searchParams: query } = new URL(url, 'http://s3');
  const [, bucket, ...path] = pathname.split('/').map(decodeURIComponent);
  const key = path.join('/');
  if (key === '') return method === 'GET' && query.get('list-type') === '2' ? { action: 'ListBucket', bucket, query } : undefined;
  const action = ACTIONS[method];
  return action === undefined ? undefined : { action, bucket, key, query };
}

export function answerS3(store: ObjectStore, { action, bucket, key = '', query }: S3Call, body: string): Answer {
  switch (action) {
    case 'ListBucket':
      return list(store, bucket, query);
    case 'GetObject': {
      const content = store.get(key);
      return content === undefined
        ? refuse(404, 'NoSuchKey', 'The specified key does not exist.')
        : { status: 200, headers: {}, body: content };
    }
    case 'PutObject':
      store.put(key, body);
      return { status: 200, headers: { etag: '"replay"' }, body: '' };
    case 'DeleteObject':
      store.delete(key);
      return { status: 204, headers: {}, body: '' };
  }
}

function list(store: ObjectStore, bucket: string, query: URLSearchParams): Answer {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? '';
  const found = store.list(prefix).filter(({ key }) => key > after);
  const page = found.slice(0, MAX_KEYS);
  const contents = page.map(
    ({ key, bytes, modifiedAt }) =>
      `<Contents>${element('Key', key)}${element('LastModified', new Date(modifiedAt).toISOString())}${element('ETag', '"replay"')}` +
      `${element('Size', String(bytes))}${element('StorageClass', 'STANDARD')}</Contents>`,
  );
  const next = found.length > page.length ? page[page.length - 1].key : undefined;
  return {
    status: 200,
    headers: XML_HEADERS,
    body:
      '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
      `${element('Name', bucket)}${element('Prefix', prefix)}${element('KeyCount', String(page.length))}${element('MaxKeys', String(MAX_KEYS))}` +
      `${element('IsTruncated', String(next !== undefined))}${contents.join('')}${element('NextContinuationToken', next)}</ListBucketResult>`,
  };
}

const refuse = (status: number, code: string, message: string): Answer => ({
  status,
  headers: XML_HEADERS,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${element('Code', code)}${element('Message', message)}<RequestId>replay</RequestId></Error>`,
});
