import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInsightsQuery } from '../../lab/aws/insights';

const README = readFileSync(join(__dirname, '../../src/job-notifications/README.md'), 'utf8');
const [, query = ''] = /## Array jobs[^]*?^```\n([^]*?)^```$/m.exec(README) ?? [];

const PARENT = '8b6bfeae-8d76-47a1-bb50-079e08ab4ae4';
const child = (index: number, fields: object) => ({ RecordType: 'job', JobId: `${PARENT}:${index}`, ArrayParentId: PARENT, ...fields });
const failed = (index: number, FailureCategory: string, more = {}) => child(index, { Status: 'FAILED', FailureCategory, ...more });

test('the query of the README counts each child of an array job once, by how it ended', () => {
  const records = [
    child(0, { Status: 'SUCCEEDED' }),
    failed(1, 'OUT_OF_MEMORY'),
    failed(2, 'OUT_OF_MEMORY'),
    failed(2, 'OUT_OF_MEMORY', { Redelivered: 'token' }),
    failed(3, 'TIMEOUT'),
    { ...failed(4, 'TIMEOUT'), ArrayParentId: 'another' },
    { RecordType: 'job', JobId: PARENT, Status: 'FAILED', FailureCategory: 'ARRAY_CHILD_FAILED', ArraySize: 4 },
  ];
  const lines = records.map((record, index) => ({ timestamp: index + 1, message: JSON.stringify(record) }));
  const { rows } = runInsightsQuery(query.replace('"ID"', `"${PARENT}"`), lines, { start: 0, end: 100 });
  expect(rows).toHaveLength(3);
  expect(rows).toEqual(
    expect.arrayContaining([
      { Status: 'SUCCEEDED', Children: 1 },
      { Status: 'FAILED', FailureCategory: 'OUT_OF_MEMORY', Children: 2 },
      { Status: 'FAILED', FailureCategory: 'TIMEOUT', Children: 1 },
    ]),
  );
});
