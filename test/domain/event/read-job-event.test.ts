import { isCounted, isFinal, JobReading, uncountedKind } from '../../../src/domain/event/job-reading';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import {
  arrayChild,
  arrayParent,
  at,
  DAY,
  ended,
  JOB_ID,
  jobEvent,
  multiNodeParent,
  neverStarted,
  node,
  queueBlocked,
  ran,
  Told,
} from '../events';
import { Detail, instanceArn, taskArn } from '../shapes';

const read = (event: unknown): JobReading => readJobEvent(event, ['Project']);
const readDetail = (detail: Detail, told: Told = {}): JobReading => read(jobEvent('RUNNABLE', 5, { ...told, detail }));

describe('an event of a single-container job', () => {
  test('is read before it has a place', () => {
    expect(read(jobEvent('RUNNABLE', 5.9))).toEqual({
      jobId: JOB_ID,
      state: 'RUNNABLE',
      eventTime: at(5),
      account: '123456789012',
      region: 'us-east-1',
      jobName: 'encode-intro',
      jobQueue: 'urgent',
      jobDefinition: 'encode:7',
      createdAt: DAY,
      maxAttempts: 3,
      attempts: [],
      task: {},
      platform: 'EC2',
      vcpus: 2,
      memoryMiB: 2048,
      tags: { Project: 'trailer' },
    });
  });

  test('is read with its place and its attempts', () => {
    const reading = read(ended('FAILED', 90, [ran('t1', 10, 20, 1), ran('t2', 40, 89.5, 137, { reason: 'OutOfMemoryError' })]));
    expect(reading).toMatchObject({
      state: 'FAILED',
      startedAt: at(40),
      stoppedAt: at(89.5),
      statusReason: 'Essential container in task exited',
    });
    expect(reading.attempts).toEqual([
      {
        taskArn: taskArn('t1'),
        containerInstanceArn: instanceArn('host-1'),
        logStream: 'encode/default/t1',
        exitCode: 1,
        startedAt: at(10),
        stoppedAt: at(20),
        statusReason: 'Essential container in task exited',
      },
      {
        taskArn: taskArn('t2'),
        containerInstanceArn: instanceArn('host-1'),
        logStream: 'encode/default/t2',
        exitCode: 137,
        containerReason: 'OutOfMemoryError',
        startedAt: at(40),
        stoppedAt: at(89.5),
        statusReason: 'Essential container in task exited',
      },
    ]);
    expect(reading.task).toMatchObject({ taskArn: taskArn('t2'), exitCode: 137, containerReason: 'OutOfMemoryError' });
  });

  test('is read with flags and scheduling', () => {
    expect(readDetail({ isCancelled: true, isTerminated: false, shareIdentifier: 'blue', schedulingPriority: 4 })).toMatchObject({
      isCancelled: true,
      isTerminated: false,
      shareIdentifier: 'blue',
      schedulingPriority: 4,
    });
  });

  test('is read with the number of jobs that it depends on', () => {
    expect(readDetail({ dependsOn: [{ jobId: 'a' }, { jobId: 'b' }] }).dependencyCount).toBe(2);
  });

  test('is read in the format of 2017, which has no cluster, no capabilities and no retry strategy', () => {
    const old = 'arn:aws:ecs:us-east-1:123456789012:task/9781c248-0edd-4cdb-9a93-f63cb662a5d3';
    const reading = readDetail({
      retryStrategy: null,
      platformCapabilities: undefined,
      eksAttempts: undefined,
      tags: undefined,
      container: { vcpus: 2, memory: 128, taskArn: old, exitCode: 0 },
    });
    expect(reading).toMatchObject({ task: { taskArn: old, exitCode: 0 }, vcpus: 2, memoryMiB: 128, platform: 'FARGATE' });
    expect(reading.maxAttempts).toBeUndefined();
  });

  test('is read without queue, definition and everything else that is optional', () => {
    expect(read({ time: '2026-01-15T00:00:05Z', detail: { jobId: JOB_ID, status: 'SUBMITTED' } })).toEqual({
      jobId: JOB_ID,
      state: 'SUBMITTED',
      eventTime: at(5),
      attempts: [],
      task: {},
    });
  });
});

describe('an event of another shape', () => {
  test('multi-container: the container that failed speaks, and what is asked for is summed', () => {
    const reading = read(ended('FAILED', 90, [ran('t1', 10, 90, 3, { reason: 'OutOfMemoryError' })], { shape: 'multi' }));
    expect(reading).toMatchObject({ platform: 'EC2', vcpus: 2.5, memoryMiB: 2560, task: { taskArn: taskArn('t1'), exitCode: 3 } });
    expect(reading.attempts).toEqual([
      expect.objectContaining({ exitCode: 3, containerReason: 'OutOfMemoryError', logStream: 'encode/default/t1' }),
    ]);
  });

  test('multi-container: what one container does not tell, another does', () => {
    const containers = [{ name: 'quiet' }, { name: 'main', exitCode: 0, reason: 'done', logStreamName: 'encode/default/t1' }];
    expect(readDetail({ ecsProperties: { taskProperties: [{ containers }] } }).task).toEqual({
      exitCode: 0,
      containerReason: 'done',
      logStream: 'encode/default/t1',
    });
  });

  test('multi-container: all ended well', () => {
    expect(read(ended('SUCCEEDED', 90, [ran('t1', 10, 90, 0)], { shape: 'multi' })).attempts[0].exitCode).toBe(0);
  });

  test('Fargate: a task without a container instance', () => {
    const reading = read(ended('SUCCEEDED', 90, [ran('t1', 10, 90, 0)], { shape: 'fargate' }));
    expect(reading.platform).toBe('FARGATE');
    expect(reading.attempts[0].containerInstanceArn).toBeUndefined();
  });

  test('EKS: pods, their attempts and their limits', () => {
    const reading = read(ended('FAILED', 90, [ran('p1', 10, 90, 2, { reason: 'OOMKilled' })], { shape: 'eks' }));
    expect(reading).toMatchObject({
      platform: 'EKS',
      vcpus: 0.5,
      memoryMiB: 2048,
      gpus: 1,
      task: { podName: 'aws-batch.p1', exitCode: 2 },
    });
    expect(reading.attempts).toEqual([
      {
        podName: 'aws-batch.p1',
        exitCode: 2,
        containerReason: 'OOMKilled',
        startedAt: at(10),
        stoppedAt: at(90),
        statusReason: 'Essential container in task exited',
      },
    ]);
  });

  test('EKS: attempts alone tell the platform', () => {
    expect(readDetail({ container: undefined, platformCapabilities: [], eksAttempts: [{ podName: 'p' }] }).platform).toBe('EKS');
  });

  test('EKS: properties alone tell the platform, also where the pod asks for nothing', () => {
    const reading = readDetail({
      container: undefined,
      platformCapabilities: [],
      eksProperties: { podProperties: { containers: [{ name: 'main' }] } },
    });
    expect([reading.platform, reading.vcpus]).toEqual(['EKS', undefined]);
  });

  test('an attempt alone tells the platform, where the current task has no place', () => {
    const after = (attempt: Detail) => readDetail({ platformCapabilities: [], container: {}, attempts: [{ container: attempt }] }).platform;
    expect([after({ containerInstanceArn: instanceArn('h1') }), after({ taskArn: taskArn('t1') }), after({})]).toEqual([
      'EC2',
      'FARGATE',
      undefined,
    ]);
  });

  test('EKS: an init container that fails speaks for its pod', () => {
    const eksAttempts = [{ containers: [{ name: 'main' }], initContainers: [{ exitCode: 1, reason: 'Error' }] }];
    expect(readDetail({ eksAttempts }).attempts).toEqual([{ exitCode: 1, containerReason: 'Error' }]);
  });

  test('array parent and child', () => {
    const parent = readDetail(arrayParent(50));
    expect(parent).toMatchObject({ arraySize: 50, task: {} });
    expect(isCounted(parent)).toBe(false);
    const child = readDetail(arrayChild(12));
    expect(child).toMatchObject({ jobId: `${JOB_ID}:12`, arrayIndex: 12, arrayParentId: JOB_ID });
    expect(child.arraySize).toBeUndefined();
    expect(isCounted(child)).toBe(true);
    expect(uncountedKind(parent)).toBe('array');
    expect(readDetail({ ...arrayChild(12), arrayProperties: { index: 12, size: 50 } }).arraySize).toBeUndefined();
  });

  test('multi-node parent: what its nodes request is added up', () => {
    const container = { resourceRequirements: [{ type: 'VCPU', value: '2' }] };
    const parent = { nodeProperties: { numNodes: 4, nodeRangeProperties: [{ targetNodes: '0:', container }] } };
    expect(readDetail(parent)).toMatchObject({ nodeCount: 4, vcpus: 8 });
  });

  test('multi-node parent and node', () => {
    const parent = readDetail(multiNodeParent(4));
    expect(parent).toMatchObject({ nodeCount: 4 });
    expect(isCounted(parent)).toBe(true);
    const main = readDetail({ ...multiNodeParent(4), ...node(0) });
    expect(main).toMatchObject({ jobId: `${JOB_ID}#0`, nodeIndex: 0, nodeParentId: JOB_ID, isMainNode: true });
    expect(uncountedKind(main)).toBe('node');
    expect(isCounted(main)).toBe(false);
  });

  test('a node by its id alone', () => {
    const reading = readDetail({ jobId: `${JOB_ID}#2`, nodeProperties: { numNodes: 4 } });
    expect(reading).toMatchObject({ nodeIndex: 2, nodeParentId: JOB_ID });
    expect(reading.nodeCount).toBeUndefined();
    expect(readDetail({ jobId: `${JOB_ID}#12` }).nodeIndex).toBe(12);
    expect([`${JOB_ID}#x`, `${JOB_ID}#1x`].map((jobId) => readDetail({ jobId }).nodeIndex)).toEqual([undefined, undefined]);
  });

  test('a node by its details alone', () => {
    const reading = readDetail({ nodeDetails: { nodeIndex: 1 }, nodeProperties: { numNodes: 4 } });
    expect([reading.nodeIndex, reading.nodeCount]).toEqual([1, undefined]);
  });

  test('an attempt that tells neither a container nor a task', () => {
    expect(readDetail({ attempts: [{ statusReason: 'gone', taskProperties: [] }] }).attempts).toEqual([{ statusReason: 'gone' }]);
  });

  test('an attempt that never started', () => {
    expect(read(ended('FAILED', 90, [neverStarted('t1', 89, 'CannotPullContainerError: x')])).attempts).toEqual([
      expect.objectContaining({ containerReason: 'CannotPullContainerError: x', stoppedAt: at(89) }),
    ]);
  });

  test('a blocked queue: the job at its head, with the reason', () => {
    expect(read(queueBlocked('CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none', 60))).toMatchObject({
      state: 'RUNNABLE',
      eventTime: at(60),
      statusReason: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none',
    });
  });
});

test('reasons that quote what the job was started with are masked, of the job, its task and its attempts', () => {
  const quoting = 'could not start encode-with-secret';
  const container = { command: ['encode-with-secret'], reason: quoting };
  const reading = readDetail({ statusReason: quoting, container, attempts: [{ statusReason: quoting, container: { reason: quoting } }] });
  expect([
    reading.statusReason,
    reading.task.containerReason,
    reading.attempts[0].statusReason,
    reading.attempts[0].containerReason,
  ]).toEqual(Array(4).fill('could not start ***'));
});

describe('the log group', () => {
  const logConfiguration = { logDriver: 'awslogs', options: { 'awslogs-group': '/own/group' } };

  test('is the one that the job is configured with', () => {
    expect(readDetail({ container: { logConfiguration } }).logGroup).toBe('/own/group');
    expect(readDetail({ ecsProperties: { taskProperties: [{ containers: [{ logConfiguration }] }] } }).logGroup).toBe('/own/group');
  });

  test('is that of the container that speaks for the last attempt, or else for the current task', () => {
    const containers = (exitCode?: number) =>
      ['/side', '/main'].map((name) => ({
        name,
        logConfiguration: { options: { 'awslogs-group': name } },
        exitCode: name === '/main' ? exitCode : undefined,
      }));
    const ecsProperties = (exitCode?: number) => ({ taskProperties: [{ containers: containers(exitCode) }] });
    const attempts = [{ taskProperties: [{ containers: [{ name: '/side' }, { name: '/main', exitCode: 3 }] }] }];
    expect(readDetail({ ecsProperties: ecsProperties(), attempts }).logGroup).toBe('/main');
    expect(readDetail({ ecsProperties: ecsProperties(3) }).logGroup).toBe('/main');
    expect(readDetail({ ecsProperties: ecsProperties() }).logGroup).toBe('/side');
  });

  test('is absent where another driver takes the log, and where no task is told', () => {
    expect(readDetail({ ecsProperties: { taskProperties: [] } }).logGroup).toBeUndefined();
    expect(readDetail({ container: { logConfiguration: { logDriver: 'splunk' } } }).logGroup).toBeUndefined();
  });
});

describe('tags', () => {
  const tags = { Project: 'trailer', Team: '', Secret: 'x', resourceArn: 'arn:aws:batch:…' };

  test('are kept where they are allow-listed, and never the resource ARN', () => {
    const event = jobEvent('RUNNABLE', 5, { detail: { tags } });
    expect(readJobEvent(event, ['Project', 'Team', 'resourceArn']).tags).toEqual({ Project: 'trailer' });
    expect(readJobEvent(event, []).tags).toBeUndefined();
  });

  test('may be called what JavaScript calls its own', () => {
    const event = jobEvent('RUNNABLE', 5, { detail: { tags: JSON.parse('{"__proto__":"x","toString":"y"}') as Detail } });
    expect(Object.entries(readJobEvent(event, ['__proto__', 'toString', 'constructor']).tags ?? {})).toEqual([
      ['__proto__', 'x'],
      ['toString', 'y'],
    ]);
  });
});

test('names of any script survive', () => {
  expect(readDetail({ jobName: 'größe-数据-🎬' }).jobName).toBe('größe-数据-🎬');
});

test('only SUCCEEDED and FAILED are final', () => {
  const states = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const;
  expect(states.filter((state) => isFinal(read(jobEvent(state, 5))))).toEqual(['SUCCEEDED', 'FAILED']);
});

test.each<[string, Detail | undefined, string]>([
  ['no job id', { jobId: undefined }, 'detail.jobId: is missing'],
  [
    'a state that is none',
    { status: 'SCHEDULED' },
    'detail.status: is not one of SUBMITTED, PENDING, RUNNABLE, STARTING, RUNNING, SUCCEEDED, FAILED',
  ],
])('an event with %s is malformed', (_, detail, message) => {
  expect(() => readDetail(detail ?? {})).toThrow(message);
});

test('an event without detail or time is malformed', () => {
  expect(() => read({ time: '2026-01-15T00:00:05Z' })).toThrow('detail: is missing');
  expect(() => read({ detail: { jobId: 'x', status: 'RUNNABLE' } })).toThrow('time: is missing');
});
