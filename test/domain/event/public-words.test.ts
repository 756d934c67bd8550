import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { redactor } from '../../../src/domain/event/redact';

const ARN = 'arn:aws-cn:batch:cn-north-1:111122223333';

/** What is kept of a container's reason, in an event whose job has the texts as values of its variables. */
function keptOf(reason: string, ...values: readonly string[]): string | undefined {
  const reading = readJobEvent(
    {
      id: 'a',
      time: '2026-11-27T10:00:00Z',
      account: '111122223333',
      region: 'cn-north-1',
      detail: {
        jobId: 'b87e4e2b-537d-4128-83a9-e88963b759f5',
        jobName: 'nightly-report',
        jobQueue: `${ARN}:job-queue/prod-queue`,
        jobDefinition: `${ARN}:job-definition/etl-daily:12`,
        status: 'FAILED',
        container: { reason, environment: values.map((value, index) => ({ name: `V${index}`, value })) },
      },
    },
    [],
  );
  return reading.task?.containerReason;
}

test.each([
  ['Region', 'cn-north-1', 'no answer from the cn-north-1 endpoint'],
  ['account', '111122223333', '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/img: not found'],
  ['account, in an ARN', '111122223333', `${ARN}:role/x is not authorized`],
  ['partition', 'aws-cn', `${ARN}:role/x is not authorized`],
  ['registry', '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn', 'pull from 111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/img failed'],
  ['Availability Zone', 'cn-north-1b', 'no capacity in cn-north-1b'],
  ['job queue', 'prod-queue', 'queue prod-queue is disabled'],
  ['job queue, by a part of its name', 'prod', 'queue prod-queue is disabled'],
  ['job queue, by its ARN', `${ARN}:job-queue/prod-queue`, `queue ${ARN}:job-queue/prod-queue is disabled`],
  ['job definition', 'etl-daily', 'definition etl-daily is gone'],
  ['job definition and revision', 'etl-daily:12', 'definition etl-daily:12 is gone'],
  ['job', 'nightly-report', 'job nightly-report was stopped'],
  ['job, by its id', 'b87e4e2b-537d-4128-83a9-e88963b759f5', 'job b87e4e2b-537d-4128-83a9-e88963b759f5 was stopped'],
])("GIVEN a variable with the event's own %s WHEN a reason names it THEN it stays readable", (_, value, reason) => {
  expect(keptOf(reason, value)).toBe(reason);
});

test.each([
  ['memory', 'OutOfMemoryError: Container killed due to memory usage'],
  ['usage-of-disk', 'OutOfMemoryError: Container killed due to memory usage'],
  ['Container killed', 'OutOfMemoryError: Container killed due to memory usage'],
  ['OOMKilled', 'OOMKilled'],
  ['Completed', 'Completed'],
  ['Error', 'Error'],
  [
    'manifest',
    'CannotPullContainerError: Error response from daemon: manifest for img not found: manifest unknown'.replace('manifest for img ', ''),
  ],
  ['daemon', 'CannotPullContainerError: Error response from daemon: dial tcp: i/o timeout'],
  ['timeout', 'CannotPullContainerError: dial tcp: i/o timeout'],
])('GIVEN a variable with the value %s WHEN a service has it in its own words THEN they stay: %s', (value, reason) => {
  expect(keptOf(reason, value)).toBe(reason);
});

test.each([
  ['a longer text with the Region in it', 'cn-north-1-secret', 'denied cn-north-1-secret', 'denied ***'],
  ['a text beside the words of a service', 'memory', 'no memory left', 'no *** left'],
  [
    'a text that begins in the words of a service',
    'usage hunter22',
    'Container killed due to memory usage hunter22',
    'Container killed due to memory ***',
  ],
  ['another account', '444455556666', 'denied to 444455556666', 'denied to ***'],
])('GIVEN %s WHEN a reason has it THEN it is masked', (_, value, reason, kept) => {
  expect(keptOf(reason, value)).toBe(kept);
});

describe('names that are given alone', () => {
  const keptWith = (names: readonly (string | undefined)[], value: string, reason: string): string =>
    redactor({ environment: [{ name: 'V', value }] }, names)(reason);

  test('GIVEN a name that begins with another one WHEN a reason has the longer one THEN all of it stays', () => {
    expect(keptWith([undefined, 'etl', 'etl-daily'], 'etl-daily', 'definition etl-daily is gone')).toBe('definition etl-daily is gone');
  });

  test.each(['etl-daily:1234', `${ARN}:job-definition/etl-daily:1234`])(
    'GIVEN the definition %s WHEN a reason has the number of its revision alone THEN it is no name',
    (definition) => {
      expect(keptWith([definition], '1234', 'exit with 1234')).toBe('exit with ***');
      expect(keptWith([definition], '1234', 'definition etl-daily:1234 is gone')).toBe('definition etl-daily:1234 is gone');
    },
  );

  test.each(['us-gov-west-1', 'ap-southeast-12'])('GIVEN the Region %s WHEN a reason has one of its zones THEN it stays', (region) => {
    expect(keptWith([region], `${region}a`, `no capacity in ${region}a`)).toBe(`no capacity in ${region}a`);
  });

  test.each(['1x-eu-west-1', 'eu-west-1x'])(
    'GIVEN the name %s, which is no Region WHEN a reason has more than it THEN it is masked',
    (name) => {
      expect(keptWith([name], `${name}b`, `no capacity in ${name}b`)).toBe('no capacity in ***');
    },
  );

  test('GIVEN a name without characters WHEN a reason has a name and a punctuation mark THEN the mark is no part of it', () => {
    expect(keptWith(['eu-west-1', ''], 'eu-west-1.', 'denied in eu-west-1. Next')).toBe('denied in *** Next');
  });

  test('GIVEN a word that ends as one of Kubernetes WHEN it is the reason THEN it is masked', () => {
    expect(keptWith([], 'notCompleted', 'notCompleted')).toBe('***');
  });

  test('GIVEN a variable with the account or the Region WHEN no ARN has them THEN they stay', () => {
    const event = (reason: string) => ({
      time: '2026-11-27T10:00:00Z',
      account: '111122223333',
      region: 'eu-west-1',
      detail: { jobId: 'b', status: 'FAILED', container: { reason, environment: [{ value: '111122223333' }, { value: 'eu-west-1' }] } },
    });
    const reason = 'denied to 111122223333 in eu-west-1';
    expect(readJobEvent(event(reason), []).task.containerReason).toBe(reason);
  });

  test('GIVEN an ARN without a Region and an account WHEN a reason has punctuation alone THEN it is no name', () => {
    expect(keptWith(['arn:aws:s3:::bucket'], '....', 'sent .... to it')).toBe('sent *** to it');
  });
});

describe('the cause of a failure does not depend on the words that a job has too', () => {
  const SENTENCES = [
    'Unexpected EC2 error while attempting to',
    'Capacity is unavailable at this time',
    'ECS was unable to assume the role',
    'ECS is performing maintenance on the underlying infrastructure',
    'Task provisioning failed',
    'Task failed container health checks',
    'Task stopped by user',
    'Host EC2 (instance i-0123456789abcdef0) stopped.',
    'Container instance deregistration forced by user',
    'Timeout waiting for network interface provisioning',
    'MemberOf placement constraint unsatisfied',
    'Essential container in task exited',
    'Your Spot Task was interrupted.',
    'Dependent Job failed',
  ];
  const words = SENTENCES.flatMap((sentence) => sentence.split(/[ .()]+/).map((word) => [sentence, word] as const)).filter(
    ([, word]) => word.length > 3,
  );

  test.each(words)('GIVEN the reason %s WHEN a variable has its word %s THEN it stays, and what follows it is masked', (sentence, word) => {
    const reason = `${sentence} ${word}`;
    expect(keptOf(reason, word)).toBe(`${sentence} ***`);
  });
});

test.each([
  [
    "a sentence of which only the form is a service's",
    'CANARYsecret',
    'The CANARYsecret value was refused by the ECS task definition check.',
  ],
  ['one word of a service among others', 'UnexpectedAdmissionError', 'odd UnexpectedAdmissionError here'],
  ['a word that is a whole reason', 'ATTRIBUTE', 'odd ATTRIBUTE'],
])('GIVEN a variable whose value is in %s THEN it is masked', (_, value, reason) => {
  expect(keptOf(reason, value)).toContain('***');
});
