import { Wire } from './stage/wire';
import { Bucket } from '../../src/runtime/aws/bucket';
import { SignedRequests } from '../../src/runtime/aws/signed-request';
import { Signer } from '../../src/runtime/aws/signer';
import { Deadline } from '../../src/runtime/deadline';

const s3 = new Wire();
Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' });
beforeAll(() => s3.listen());
beforeEach(() => s3.reset());
afterAll(() => s3.stop());

const bucket = () => new Bucket(new SignedRequests('eu-west-1', new Deadline()), s3.url, 'my.bucket', 'history/');
const listed = (keys: readonly string[], token = '') => ({
  status: 200,
  body: `<ListBucketResult>${keys.map((key) => `<Contents><Key>history/${key}</Key></Contents>`).join('')}${token && `<NextContinuationToken>${token}</NextContinuationToken>`}</ListBucketResult>`,
});
const asked = () => s3.requests.map(({ method, path }) => `${method} ${path}`);

describe('a bucket', () => {
  test('lists a folder page by page, by the second version of the operation', async () => {
    s3.answer = ({ path }) => (path.includes('continuation-token') ? listed(['day=1/b']) : listed(['day=1/a'], 'x/+y='));
    expect((await bucket().list('day=1/')).map(({ key }) => key)).toEqual(['day=1/a', 'day=1/b']);
    expect(asked()).toEqual([
      'GET /my.bucket?list-type=2&prefix=history%2Fday%3D1%2F',
      'GET /my.bucket?continuation-token=x%2F%2By%3D&list-type=2&prefix=history%2Fday%3D1%2F',
    ]);
  });

  test('reads, writes and deletes an object by its key, whose slashes stay', async () => {
    s3.answer = () => ({ status: 200, body: 'text' });
    expect(await bucket().get('day=1/a')).toBe('text');
    await bucket().put('day=1/a', 'new');
    await bucket().delete('day=1/a');
    expect(asked()).toEqual(['GET', 'PUT', 'DELETE'].map((method) => `${method} /my.bucket/history/day%3D1/a`));
    expect(s3.requests.map(({ body }) => body)).toEqual(['', 'new', '']);
  });

  test('signs the method, and the query without its question mark', async () => {
    const sign = jest.spyOn(Signer.prototype, 'sign');
    s3.answer = () => listed([]);
    await bucket().list('');
    await bucket().get('a');
    expect(sign.mock.calls.map(([{ method, path, query }]) => [method, path, query])).toEqual([
      ['GET', '/my.bucket', 'list-type=2&prefix=history%2F'],
      ['GET', '/my.bucket/history/a', ''],
    ]);
    sign.mockRestore();
  });
});
