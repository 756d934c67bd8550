import { redactor } from '../../../src/domain/event/redact';

/** Of a job that was started with texts. */
const startedWith = (...command: readonly string[]) => redactor({ container: { command } });

describe('GIVEN a quotation of what no event tells WHEN a runtime could not start it THEN none of it is kept', () => {
  test.each([
    ['with a backslash in it', 'exec: "C:\\tools\\hidden": not found', 'exec: "***": not found'],
    ['in escaped quotes', 'exec: \\"run hidden\\": not found', 'exec: "***": not found'],
    ['with quotes in it', 'exec: "sh -c \\"echo hidden\\"": not found', 'exec: "***": not found'],
    ['in escaped quotes, with quotes in it', 'exec: \\"sh -c \\\\\\"echo hidden\\\\\\"\\": not found', 'exec: "***": not found'],
    ['of a list with brackets in it', 'args: ["a]b" "hidden \\"]"] of the image', 'args: "***" of the image'],
    ['of a list that was cut off', 'args: ["a" "hidden', 'args: "***"'],
    ['of a list that was cut off after a backslash', 'args: ["a" "hidden\\', 'args: "***"'],
    ['that was cut off', 'exec: "run hidden', 'exec: "***"'],
    ['in escaped quotes that was cut off', 'exec: \\"run hidden', 'exec: "***"'],
    ['that was cut off after a backslash', 'exec: "run hidden\\', 'exec: "***"'],
    ['in escaped quotes that was cut off after a backslash', 'exec: \\"run hidden\\', 'exec: "***"'],
    ['that is a list', 'args: [run hidden] failed', 'args: "***" failed'],
    ['that is a list and was cut off', 'args: [run hidden', 'args: "***"'],
  ])('%s', (_, reason, kept) => {
    expect(startedWith()(reason)).toBe(kept);
  });
});

describe('GIVEN texts of four letters and more WHEN a reason holds them THEN they are masked', () => {
  test.each([
    ['a text of four letters', 'pass', 'login with pass failed', 'login with *** failed'],
    ['not one of three', 'run', 'login with run failed', 'login with run failed'],
    ['not one of three of several bytes', 'äöü', 'login with äöü failed', 'login with äöü failed'],
    ['four letters of a text that was cut off', 'password', 'login with pass', 'login with ***'],
    ['not three letters at the end', 'password', 'login with pas', 'login with pas'],
    ['a text with quotes, as JSON has it', 'P="hidden"\nrun', 'no such thing: P=\\"hidden\\"\\nrun', 'no such thing: ***'],
    ['a text that the mask of another place would make whole', 'pass****', 'pass*pass****', '***'],
  ])('%s', (_, text, reason, kept) => {
    expect(startedWith(text)(reason)).toBe(kept);
  });
});

test.each(['secretOptions', 'options', 'repositoryCredentials', 'annotations', 'labels'])(
  'GIVEN a text under %s WHEN a reason holds it THEN it is masked',
  (field) => {
    expect(redactor({ container: { [field]: { of: 'started-with' } } })('failed: started-with')).toBe('failed: ***');
  },
);

test('GIVEN options of a log driver WHEN one of them only speaks of awslogs THEN its text is masked', () => {
  expect(redactor({ options: { 'token-for-awslogs-proxy': 'hidden' } })('refused hidden')).toBe('refused ***');
});

test('GIVEN a variable whose value is a secret WHEN a reason tells the name of the variable THEN it is kept', () => {
  expect(redactor({ secrets: [{ name: 'DB_PASSWORD', valueFrom: 'stored-elsewhere' }] })('DB_PASSWORD is empty')).toBe(
    'DB_PASSWORD is empty',
  );
});

test('GIVEN an error without a blank before its text WHEN the job was started with the name of the error THEN its class is kept', () => {
  expect(startedWith('CannotPullContainerError')('CannotPullContainerError:denied')).toBe('CannotPullContainerError:denied');
});

test.each([
  ['the class with its sign', 'CannotPullContainerError:', 'CannotPullContainerError:denied', 'CannotPullContainerError:denied'],
  ['what follows the class', 'hidden', 'CannotPullContainerError:hidden', 'CannotPullContainerError:***'],
])('GIVEN an error without a blank WHEN the job was started with %s THEN the class alone is kept', (_, text, reason, kept) => {
  expect(startedWith(text)(reason)).toBe(kept);
});

describe('names of secrets that Amazon ECS fetches', () => {
  const parameter = (name: string): string => `arn:aws:ssm:eu-west-1:111122223333:parameter/${name}`;

  test.each([
    ['four letters', 'main', '***'],
    ['three letters, which are in every sentence', 'dev', 'dev'],
    ['a path', 'stage/key', '***'],
  ])('GIVEN a name of %s WHEN a reason tells it THEN %s is told as %s', (_, name, kept) => {
    expect(redactor({ secrets: [{ name: 'A', valueFrom: parameter(name) }] })(`could not fetch ${name}`)).toBe(`could not fetch ${kept}`);
  });

  test.each([
    ['is only part of an argument', { command: [`--from=${parameter('stage')}`] }],
    ["stands where nothing of a job's own is", { tags: { from: parameter('stage') } }],
  ])('GIVEN a reference WHEN it %s THEN the words of a reason are kept', (_, detail) => {
    expect(redactor(detail)('no stage was found')).toBe('no stage was found');
  });
});

describe('how far an event is looked into', () => {
  const nested = (levels: number): object => (levels === 0 ? { command: 'hidden' } : { inner: nested(levels - 1) });

  test.each([0, 1, 16, 1000])('GIVEN a text %d levels deep WHEN a reason holds it THEN it is masked', (levels) => {
    expect(redactor(nested(levels))('failed: hidden')).toBe('failed: ***');
  });

  test.each([
    ['a number', { command: [12345678] }, '12345678', '12345678'],
    ['nothing', { environment: [{ name: 'PASSWORD', value: null }] }, 'null', 'null'],
    ['a name without a value', { environment: [{ name: 'only-a-name' }] }, 'only-a-name', '***'],
    ['a name in what is no list', { parameters: { '': { name: 'a-name', value: 'a-value' } } }, 'a-name', '***'],
  ])('GIVEN %s where texts are private WHEN a reason has it THEN %j turns %s into %s', (_, detail, told, kept) => {
    expect(redactor(detail)(`code ${told}`)).toBe(`code ${kept}`);
  });

  test('GIVEN an event nested a hundred thousand times WHEN its reason is read THEN it is kept', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(100_000)}0${'}'.repeat(100_000)}`) as object;
    expect(redactor(deep)('plain')).toBe('plain');
  });

  test('GIVEN as much work as is allowed WHEN a reason is read THEN it is kept, and the next one is not', () => {
    const redact = startedWith(...Array.from({ length: 6_250 }, (_, index) => `text-${index + 1_000_000}`));
    // A comparison counts as 64 characters at least, and there are 50 million.
    expect(redact('text-of-none '.repeat(125))).toBe('text-of-none '.repeat(79).slice(0, 1024));
    expect(redact('text-of-none')).toBe('***');
  });

  test('GIVEN a text that the last of the work finds WHEN a reason is read THEN it is not kept', () => {
    const texts = Array.from({ length: 15_625 }, (_, index) => `text-${index + 1_000_000}`);
    expect(startedWith(...texts)(`${'text-of-none '.repeat(49)}text-1000000`)).toBe('***');
  });
});

describe('texts that meet in a reason', () => {
  test('GIVEN two that overlap WHEN they are masked THEN they have one mask', () => {
    expect(startedWith('abcdef', 'defghi')('found abcdefghi there')).toBe('found *** there');
  });

  test('GIVEN two that touch WHEN they are masked THEN each has its mask', () => {
    expect(startedWith('abcdef', 'ghijkl')('found abcdefghijkl there')).toBe('found ****** there');
  });

  test('GIVEN one that a mask and what follows it make WHEN it is masked THEN it is looked for three times in all', () => {
    expect(startedWith('***a')('found ***aaaaa there')).toBe('found ***aa there');
  });
});
