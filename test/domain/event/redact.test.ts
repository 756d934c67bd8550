import { redactor } from '../../../src/domain/event/redact';

const detail = {
  container: {
    command: ['run.sh', '--token=CANARY-command', 'go'],
    environment: [{ name: 'DB_PASSWORD', value: 'CANARY-environment' }, { name: 'MODE', value: 'timeout' }],
    secrets: [{ name: 'KEY', valueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:CANARY' }],
  },
  eksProperties: { podProperties: { containers: [{ args: ['CANARY-argument'], env: [{ name: 'A', value: 'CANARY-pod' }] }] } },
  parameters: { name: 'CANARY-parameter' },
};
const redact = redactor(detail);

describe('a reason that quotes what the job was started with', () => {
  test.each([
    ['a command that could not be started', 'CannotStartContainerError: Error response: exec: "run.sh --token=CANARY-command": executable file not found in $PATH'],
    ['a command in escaped quotes', 'CannotStartContainerError: exec: \\"run.sh CANARY-command\\": not found'],
    ['a quotation that was cut off', 'CannotStartContainerError: exec: "run.sh --token=CANARY-comm'],
    ['a list of arguments', 'ContainerRuntimeError: args: [run.sh CANARY-command] failed'],
    ['an environment value', 'ResourceInitializationError: cannot use CANARY-environment'],
    ['a secret\'s ARN', 'ResourceInitializationError: unable to fetch arn:aws:secretsmanager:eu-west-1:111122223333:secret:CANARY'],
    ['a secret\'s ARN that was cut off', 'ResourceInitializationError: unable to fetch arn:aws:secretsmanager:eu-west-1:111122223333:secret:CANA'],
    ['an argument of a pod', 'Error: CANARY-argument and CANARY-pod'],
    ['a parameter', 'stopped because of CANARY-parameter'],
  ])('is kept without it: %s', (_name, reason) => {
    expect(redact(reason)).toContain('***');
    expect(redact(reason)).not.toMatch(/CANA|secretsmanager/);
  });

  test('keeps the class of the error, which decides the category', () => {
    expect(redactor({ parameters: { a: 'CannotPullContainerError' } })('CannotPullContainerError: pull access denied'))
      .toBe('CannotPullContainerError: pull access denied');
  });

  test('keeps the rest of the sentence', () => {
    expect(redact('CannotStartContainerError: exec: "run.sh": executable file not found in $PATH'))
      .toBe('CannotStartContainerError: exec: "***": executable file not found in $PATH');
  });
});

test('a text with quotes or line breaks is masked where the sentence has it escaped', () => {
  const ofScript = redactor({ command: ['sh', '-c', 'export P="CANARY"\nrun'] });
  expect(ofScript('ClientException: invalid value ["sh","-c","export P=\\"CANARY\\"\\nrun"]')).not.toContain('CANARY');
  expect(ofScript('ClientException: invalid value export P="CANARY"\nrun')).not.toContain('CANARY');
});

test.each([
  'Job attempt duration exceeded timeout',
  'Host EC2 (instance i-0123456789abcdef0) terminated.',
  'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested for instance type [x]',
  'Canceled by JobStateTimeLimit action due to reason: timeout',
])('what a service says in its own words stays as it is, though the job carries one of them: %s', reason => {
  expect(redact(reason)).toBe(reason);
});

test('names of variables and short texts are no secrets', () => {
  expect(redact('go: MODE and KEY are set')).toBe('go: MODE and KEY are set');
});

test('a reason is cut once it is safe', () => {
  expect(redact(`${'x'.repeat(1020)}CANARY-parameter`)).toHaveLength(1023);
  expect(redact(`CAPACITY:${'x'.repeat(2000)}`)).toHaveLength(1024);
});

test('an event nested without end is looked into to a depth, and its reason is still read', () => {
  let nested: object = { command: ['CANARY-deep'] };
  for (let depth = 0; depth < 40; depth++) nested = { nested };
  expect(redactor(nested)('plain')).toBe('plain');
});

test.each([
  'Essential container in task exited', 'Host EC2 (instance i-0abc) terminated.', 'Your Spot Task was interrupted.', 'Task failed to start',
  'Job attempt duration exceeded timeout', 'Dependent Job failed', 'Array Child Job failed', 'JobQueue deleted',
  'Timeout waiting for network interface provisioning to complete.', 'Cancelled by JobStateTimeLimit action x', 'CAPACITY:x', 'MISCONFIGURATION:x',
  'ACTION_REQUIRED', 'UNDETERMINED',
])('what a service says stays as it is, though a job may carry those words: %s', reason => {
  expect(redactor({ container: { command: [reason] } })(reason)).toBe(reason);
});

test.each(['command', 'args', 'entryPoint', 'environment', 'env', 'parameters', 'secrets'])('what stands under %s is masked', field => {
  expect(redactor({ container: { [field]: ['started-with'] } })('failed: started-with')).toBe('failed: ***');
});
