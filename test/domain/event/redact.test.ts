import { redactor } from '../../../src/domain/event/redact';

const detail = {
  container: {
    command: ['run.sh', '--token=CANARY-command', 'go'],
    environment: [
      { name: 'DB_PASSWORD', value: 'CANARY-environment' },
      { name: 'MODE', value: 'timeout' },
    ],
    entryPoint: ['CANARYvalue'],
    repositoryCredentials: { credentialsParameter: 'CANARY-registry' },
    logConfiguration: {
      logDriver: 'splunk',
      secretOptions: [{ name: 'splunk-token', valueFrom: 'CANARY-of-driver' }],
      options: { 'splunk-token': 'CANARY-token', 'awslogs-region': 'eu-west-1' },
    },
    secrets: [
      { name: 'JSON', valueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:CANARY-key-AbCdEf:password::' },
      { name: 'SSM', valueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/CANARY-stored' },
      { name: 'KEY', valueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:CANARY' },
    ],
  },
  eksProperties: {
    podProperties: {
      metadata: { labels: { a: 'CANARY-label' }, annotations: { b: 'CANARY-annotation' } },
      containers: [{ args: ['CANARY-argument'], env: [{ name: 'A', value: 'CANARY-pod' }] }],
    },
  },
  parameters: { name: 'CANARY-parameter' },
};
const redact = redactor(detail);

describe('a reason that quotes what the job was started with', () => {
  test.each([
    [
      'a command that could not be started',
      'CannotStartContainerError: Error response: exec: "run.sh --token=CANARY-command": executable file not found in $PATH',
    ],
    ['a command in escaped quotes', 'CannotStartContainerError: exec: \\"run.sh CANARY-command\\": not found'],
    ['a quotation that was cut off', 'CannotStartContainerError: exec: "run.sh --token=CANARY-comm'],
    ['a list of arguments', 'ContainerRuntimeError: args: [run.sh CANARY-command] failed'],
    ['an environment value', 'ResourceInitializationError: cannot use CANARY-environment'],
    ["a secret's ARN", 'ResourceInitializationError: unable to fetch arn:aws:secretsmanager:eu-west-1:111122223333:secret:CANARY'],
    [
      "a secret's ARN that was cut off",
      'ResourceInitializationError: unable to fetch arn:aws:secretsmanager:eu-west-1:111122223333:secret:CANA',
    ],
    ['a quotation that was cut off after a backslash', 'CannotStartContainerError: exec: "run CANARY\\'],
    ['a quotation with quotes in it that was cut off', 'CannotStartContainerError: exec: \\"run CANARY'],
    [
      'a secret of which a key is taken, by its ARN alone',
      'ResourceInitializationError: failed to fetch secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:CANARY-key-AbCdEf from secrets manager',
    ],
    ['a secret of which a key is taken, by its name', 'ResourceInitializationError: failed to fetch secret CANARY-key-AbCdEf: not found'],
    [
      'a parameter of Systems Manager, by its name',
      'ResourceInitializationError: unable to retrieve secrets from ssm: invalid parameters: CANARY-stored',
    ],
    ['a secret of the log driver', 'ResourceInitializationError: unable to fetch CANARY-of-driver'],
    ['an option of the log driver', 'CannotStartContainerError: failed to initialize logging driver: splunk: CANARY-token is refused'],
    ['credentials of a registry', 'CannotPullContainerError: unable to retrieve CANARY-registry'],
    ['a label or an annotation', 'InvalidPod: metadata.annotations: Invalid value: CANARY-annotation, CANARY-label'],
    ['a value that looks like an error', 'CANARYvalue: not allowed'],
    ['an argument of a pod', 'Error: CANARY-argument and CANARY-pod'],
    ['a parameter', 'stopped because of CANARY-parameter'],
  ])('is kept without it: %s', (_name, reason) => {
    expect(redact(reason)).toContain('***');
    expect(redact(reason)).not.toMatch(/CANA|secretsmanager/);
  });

  test('keeps the class of the error, which decides the category', () => {
    expect(redactor({ parameters: { a: 'CannotPullContainerError' } })('CannotPullContainerError: pull access denied')).toBe(
      'CannotPullContainerError: pull access denied',
    );
  });

  test('keeps the rest of the sentence', () => {
    expect(redact('CannotStartContainerError: exec: "run.sh": executable file not found in $PATH')).toBe(
      'CannotStartContainerError: exec: "***": executable file not found in $PATH',
    );
  });
});

test.each<[string, object]>([
  ['a parameter called name', { parameters: { name: 'CANARY', value: '7' } }],
  ['a parameter called like an option of the log driver', { parameters: { 'awslogs-token': 'CANARY' } }],
  ['an annotation called name', { eksProperties: { podProperties: { metadata: { annotations: { name: 'CANARY', valueFrom: '7' } } } } }],
  ['a label called like an option of the log driver', { labels: { 'awslogs-region': 'CANARY' } }],
])('a key that a user chose is no name of AWS: %s', (_, event) => {
  expect(redactor(event)('bad CANARY')).toBe('bad ***');
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
])('what a service says in its own words stays as it is, though the job carries one of them: %s', (reason) => {
  expect(redact(reason)).toBe(reason);
});

test.each([
  ['in two layers of quotation marks', `'"CANARYvalue"'`, 'bad CANARYvalue here', 'bad *** here'],
  ['of several lines, of which one is quoted', 'CANARYfirst\nCANARYsecond', 'bad CANARYsecond here', 'bad *** here'],
  ['of several lines within quotation marks', '"CANARYfirst\nCANARYsecond"', 'bad CANARYfirst here', 'bad *** here'],
])('a value %s is masked', (_, value, reason, kept) => {
  expect(redactor({ environment: [{ name: 'A', value }] })(reason)).toBe(kept);
});

test('quotation marks without end are read to a limit', () => {
  const quoted = `${'"'.repeat(100_000)}CANARYvalue${'"'.repeat(100_000)}`;
  expect(redactor({ environment: [{ name: 'A', value: quoted }] })('bad word')).toBe('bad word');
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

test('the region of the log driver is no secret', () => {
  expect(redact('ResourceInitializationError: no answer from logs.eu-west-1.amazonaws.com')).toBe(
    'ResourceInitializationError: no answer from logs.eu-west-1.amazonaws.com',
  );
});

describe('an event of a megabyte', () => {
  /** How many characters patterns pass over until they match or end. ESLint checks that none of them goes over its text again. */
  function charactersRead(read: () => void): number {
    let characters = 0;
    const exec = Object.getOwnPropertyDescriptor(RegExp.prototype, 'exec')?.value as RegExp['exec'];
    const spy = jest.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text: string) {
      const from = this.global || this.sticky ? this.lastIndex : 0;
      const found = exec.call(this, text);
      characters += (found ? found.index + found[0].length : text.length) - from;
      return found;
    });
    read();
    spy.mockRestore();
    return characters;
  }

  /** How many characters are compared. By hand, for a spy of Jest keeps each of the millions of calls. */
  function workOf(texts: number, reasons: number): number {
    const { startsWith } = String.prototype;
    const masked = redactor({ command: Array.from({ length: texts }, (_, index) => `text-${index}`) });
    let work = 0;
    String.prototype.startsWith = (piece) => {
      work += piece.length;
      return false;
    };
    try {
      for (let index = 0; index < reasons; index++) masked('no text-of-it is in this reason '.repeat(40));
      return work;
    } finally {
      String.prototype.startsWith = startsWith;
    }
  }

  test('takes as much more work as it has more texts that begin alike, and never more than a bound', () => {
    expect(workOf(800, 20) / workOf(400, 20)).toBeCloseTo(2, 0);
    expect(workOf(20_000, 100)).toBeLessThan(60_000_000);
  });

  test('takes no more work for texts that begin otherwise', () => {
    const reason = 'no secret is in this reason '.repeat(300);
    const many = redactor({ command: Array.from({ length: 200_000 }, (_, index) => `${index}-text`) });
    const startsWith = jest.spyOn(String.prototype, 'startsWith');
    expect(many(reason)).toBe(reason.slice(0, 1024));
    const comparisons = startsWith.mock.calls.length;
    startsWith.mockRestore();
    expect(comparisons).toBeLessThan(10);
  });

  test('keeps nothing of a reason that would take more', () => {
    const masked = redactor({ command: Array.from({ length: 100_000 }, (_, index) => `CANARY-${index}`) });
    expect(masked(`CannotStartContainerError: ${'CANARY-7 '.repeat(100)}`)).toBe('CannotStartContainerError: ***');
  });

  test.each([
    ['schemes', '://'],
    ['schemes and queries', 'a://b?'],
    ['users', 'a://b:c@'],
    ['users with a slash', 'a://b:c/@'],
    ['fragments', '#;&'],
    ['queries alone', 'a?b'],
    ['escaped blanks before queries', '%20a?b=c'],
    ['punctuation', ':)'],
    ['percent signs', '%25'],
    ['backslashes', '\\\\'],
    ['Base64', 'QUJD'],
  ])('reads as many more characters as its reasons are longer, of nothing but %s', (_, piece) => {
    const charactersOf = (length: number): number =>
      charactersRead(() => redactor({ command: ['a'] })(piece.repeat(length / piece.length)));
    expect(charactersOf(4_000)).toBeGreaterThan(4_000);
    expect(charactersOf(32_000)).toBeLessThan(12 * charactersOf(4_000));
  });
});

describe('the end of a reason that is the beginning of a text', () => {
  test.each([
    ['xxabab', 'ababc', 'xx***'],
    ['aabaab', 'aabaabaab', '***'],
    ['abcabd', 'abcabe', 'abcabd'],
    ['aaaa', 'aaaaaaaa', '***'],
    ['no', 'nothing', 'no'],
    ['x-secret-se', 'secret-secret', 'x-***'],
    ['-aaaaab', 'aaaab', '-a***'],
    ['abababac', 'ababac', 'ab***'],
  ])('%s with %s is kept as %s', (reason, text, kept) => {
    expect(redactor({ command: [text] })(reason)).toBe(kept);
  });
});

test.each([
  'Essential container in task exited',
  'Host EC2 (instance i-0abc) terminated.',
  'Your Spot Task was interrupted.',
  'Task failed to start',
  'Job attempt duration exceeded timeout',
  'Dependent Job failed',
  'Array Child Job failed',
  'JobQueue deleted',
  'Timeout waiting for network interface provisioning to complete.',
  'Cancelled by JobStateTimeLimit action x',
  'CAPACITY:x',
  'MISCONFIGURATION:x',
  'ACTION_REQUIRED',
  'UNDETERMINED',
])('what a service says stays as it is, though a job may carry those words: %s', (reason) => {
  expect(redactor({ container: { command: [reason] } })(reason)).toBe(reason);
});

test.each(['command', 'args', 'entryPoint', 'environment', 'env', 'parameters', 'secrets'])('what stands under %s is masked', (field) => {
  expect(redactor({ container: { [field]: ['started-with'] } })('failed: started-with')).toBe('failed: ***');
});

test.each(['Zq9-s3cr3t-token\n', '  Zq9-s3cr3t-token', '"Zq9-s3cr3t-token"', "'Zq9-s3cr3t-token'\n"])(
  'the value %j is masked where a reason has it without what surrounds it',
  (value) => {
    const masking = redactor({ environment: [{ name: 'TOKEN', value }] });
    expect(masking('denied: Zq9-s3cr3t-token, try again')).toBe('denied: ***, try again');
  },
);
