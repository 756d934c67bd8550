import { inputNamed, inputsOf } from '../../../lab/hostile/inputs';
import { LARGE, MARK, REMOVED, SMALL } from '../../../lab/hostile/mutations';
import { Subject, subjectsOf } from '../../../lab/hostile/subjects';
import { simulate } from '../../../lab/simulate/simulate';

const START = new Date('2026-01-15T00:00:00Z');
const subjects = subjectsOf(simulate({ jobs: 600, seed: 1, start: START }).events);
const subject: Subject = {
  type: 'a, b',
  handler: 'collector',
  identities: ['0a1b2c3d'],
  message: { detail: { jobId: '0a1b2c3d', list: [{ x: 1 }], empty: {} } },
};

test('GIVEN a simulated day WHEN its types are gathered THEN every shape, state and message of the library itself is there', () => {
  const types = subjects.map(({ type }) => type);
  for (const shape of ['EC2', 'Fargate', 'containers', 'EKS', 'array parent', 'array child', 'multi-node parent', 'node']) {
    for (const state of ['RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'].filter(
      (text) => !shape.endsWith('parent') || /SUCCEEDED|FAILED/.test(text),
    )) {
      expect(types.some((type) => type === `job, ${shape}, ${state}`) || `no job, ${shape}, ${state}`).toBe(true);
    }
  }
  expect(types).toEqual(
    expect.arrayContaining([
      'job, EC2, SUBMITTED',
      'job, EC2, PENDING',
      'job, array parent, PENDING',
      'job queue blocked',
      'container instance, ACTIVE',
      'container instance, INACTIVE',
      'EC2 instance, EC2 Spot Instance Interruption Warning',
      'EC2 instance, EC2 Instance Rebalance Recommendation',
      'EC2 instance, terminated',
      'RunTask, placed',
      'RunTask, failures',
      'RunTask, refused',
      'Auto Scaling, launch',
      'Auto Scaling, CreateAutoScalingGroup',
      'own, waiting job, EC2',
      'own, waiting entries',
      'own, look-up',
      'own, instance left',
      'own, notice, interruption',
      'own, group check',
      'own, deployment',
      'own, schedule',
    ]),
  );
});

test('GIVEN one seed WHEN inputs are made again THEN they are the same, and others with another seed', () => {
  const of = (seed: number) => inputsOf([subject], { seed, share: 0.5 }).map(({ name, body }) => [name, body]);
  expect(of(1)).toEqual(of(1));
  expect(of(2)).not.toEqual(of(1));
});

test('GIVEN the name of an input WHEN it is made alone THEN it is the same, except for its owner', () => {
  for (const { name, body } of inputsOf([subject], { seed: 1, share: 1 })) {
    const alone = inputNamed([subject], name).body;
    expect(alone.replace(/0a1b2c3d|[0-9a-f]{8}/g, '')).toHaveLength(body.replace(/0a1b2c3d|[0-9a-f]{8}/g, '').length);
  }
  expect(inputNamed([subject], `a, b:detail/list/0/x:${REMOVED}`).body).toBe('{"detail":{"jobId":"0a1b2c3d","list":[{}],"empty":{}}}');
  expect(inputNamed([subject], `a, b:detail/list/0:${REMOVED}`).body).toBe('{"detail":{"jobId":"0a1b2c3d","list":[],"empty":{}}}');
  expect(inputNamed([subject], 'a, b:detail/empty:prototype beside it').body).toContain('"empty":{"__proto__":');
  expect(inputNamed([subject], 'a, b:detail/jobId:infinite').body).toContain('"jobId":1e999');
  expect(inputNamed([subject], 'a, b:(body):cut at 9').body).toBe('{"detail"');
});

test.each([
  ['b:x:null', 'no type of message'],
  ['a, b:detail/none:null', 'no field'],
  ['a, b:detail:none', 'no mutation'],
  ['a, b:(body):none', 'no body'],
])('GIVEN the name %s WHEN it is looked for THEN the error names what is wrong with it', (name, problem) => {
  expect(() => inputNamed([subject], name)).toThrow(problem);
});

test('GIVEN the values that are put in the place of fields WHEN they are read THEN each is JSON, and those of text bear the mark or are a value of their own', () => {
  for (const [name, text] of Object.entries({ ...SMALL, ...LARGE })) expect(() => JSON.parse(text) as unknown).not.toThrow(name);
  expect(Object.values(SMALL).filter((text) => text.includes(MARK)).length).toBeGreaterThanOrEqual(20);
  expect(Math.max(...Object.values(LARGE).map((text) => text.length))).toBeGreaterThan(1_048_576);
});
