import * as fc from 'fast-check';
import { compileFilterPattern } from '../../../lab/aws/filter-patterns/filter-pattern';
import { notificationFilter } from '../../../src/domain/names/notifications';
import { RecordType } from '../../../src/domain/names/records';
import { putAside, readPutAside, recordEvent } from '../../../src/domain/notification/record-event';
import { runs } from '../../property-runs';

const TYPES = [...Object.values(RecordType), 'other', 1, null, undefined];
const STATUSES = ['FAILED', 'SUCCEEDED', 'RUNNING', 'constructor', 1, null, undefined];
const records = fc.record({
  RecordType: fc.constantFrom(...TYPES),
  Status: fc.constantFrom(...STATUSES),
  JobName: fc.string({ unit: 'binary' }),
  Tags: fc.dictionary(fc.string(), fc.string()),
});
const line = (record: object): string => JSON.stringify(record);

describe('the event for a line', () => {
  test.each([
    ['a failed job', { RecordType: 'job', Status: 'FAILED', JobId: '1' }, 'Job Failed'],
    ['a job that succeeded', { RecordType: 'job', Status: 'SUCCEEDED', JobId: '1' }, 'Job Succeeded'],
    ['a blocked queue', { RecordType: 'queue-blocked', JobId: '1' }, 'Job Queue Blocked'],
  ])('has the record itself as its detail: %s', (_, record, detailType) => {
    const text = `${line(record).replace('{', '{ ')} `;
    expect(recordEvent(text)).toEqual({ detailType, detail: text });
  });

  test.each([
    '',
    'START RequestId',
    'null',
    '1',
    '[]',
    '"job"',
    '{}',
    '{"_aws":{},"Status":"FAILED"}',
    '{"RecordType":"in-flight"}',
    '{"RecordType":"job","Status":["FAILED"]}',
  ])('is none where it is no such record: %s', (text) => expect(recordEvent(text)).toBeUndefined());

  test('is there for exactly the lines that the subscription sends', () => {
    const [all, failed] = [true, false].map((successes) => compileFilterPattern(notificationFilter(successes)));
    fc.assert(
      fc.property(records, (record) => {
        const text = line(record);
        const event = recordEvent(text);
        const isSent = record.RecordType === 'job' && !['FAILED', 'SUCCEEDED'].includes(String(record.Status)) ? false : all(text);
        expect(event !== undefined).toBe(isSent);
        expect(event !== undefined && event.detailType !== 'Job Succeeded').toBe(failed(text));
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('an event that is put aside', () => {
  test('is rejected by the name of the field that is wrong', () => {
    expect(() => readPutAside({ source: 'aws.batch', detail: {} })).toThrow(/^source: is not /);
    expect(() => readPutAside({ source: 'cdk-batch-insights', detail: {} })).toThrow(/^detail: is no record/);
  });

  test('is read back as it was', () => {
    fc.assert(
      fc.property(records, (record) => {
        const event = recordEvent(line(record));
        if (event) expect(readPutAside(JSON.parse(JSON.stringify(putAside(event))))).toEqual(event);
      }),
      { numRuns: runs(300) },
    );
  });

  test('may have the envelope of EventBridge around it', () => {
    const detail = { RecordType: 'job', Status: 'FAILED', JobId: '1' };
    const event = {
      version: '0',
      id: 'e',
      source: 'cdk-batch-insights',
      'detail-type': 'Job Failed',
      region: 'eu-west-1',
      resources: [],
      detail,
    };
    expect(readPutAside(event)).toEqual({ detailType: 'Job Failed', detail: line(detail) });
  });

  test.each([
    [
      'source: is not cdk-batch-insights',
      { source: 'aws.events', 'detail-type': 'Encrypted Events', detail: { 'encrypted-payload': 'x' } },
    ],
    ['source: is not cdk-batch-insights', { detail: { RecordType: 'job', Status: 'FAILED' } }],
    ['detail: is no record of a finished job or a blocked queue', { source: 'cdk-batch-insights' }],
    ['detail: is no record of a finished job or a blocked queue', { source: 'cdk-batch-insights', detail: { RecordType: 'job' } }],
    ['expected an object', 'text'],
  ])('is rejected if %s', (problem, message) => {
    expect(() => readPutAside(message)).toThrow(problem);
  });
});
