import { baseOf, Git } from './base';
import { MAX_LENGTH, problemOf } from './commit-subjects';
import { commandOf, verdictOf } from './run-check';
import { Outcome, runAll, withNeeds } from './schedule';
import { Check, CHECKS } from './table';

const check = (name: string, more: Partial<Check> = {}): Check => ({
  name,
  proves: name,
  command: 'true',
  when: ['gate'],
  minutes: 1,
  ...more,
});

describe('the table of checks', () => {
  const names = CHECKS.map(({ name }) => name);

  test('names each check once, and only checks before it as its needs', () => {
    expect(new Set(names).size).toBe(names.length);
    for (const { name, needs = [] } of CHECKS) {
      expect(withNeeds([name], CHECKS).map((each) => each.name)).toEqual(expect.arrayContaining([...needs, name]));
    }
  });

  test.each(['gate', 'nightly', 'weekly'] as const)('a check of %s has what it needs there', (when) => {
    const there = CHECKS.filter((each) => each.when.includes(when));
    expect(there.length).toBeGreaterThan(0);
    expect(there.flatMap(({ needs = [] }) => needs).filter((name) => !there.some((each) => each.name === name))).toEqual([]);
  });

  test('the night checks all that the gate does, in other amounts of what has a seed', () => {
    const onlyGate = CHECKS.filter(({ when }) => when.includes('gate') && !when.includes('nightly'));
    expect(onlyGate.map(({ name }) => name)).toEqual(['test', 'long-tests', 'mutants-changed', 'hostile-few']);
  });

  test('takes at most 25 minutes in two lanes on a change, and at most 130 in the night', () => {
    const lanesOf = (when: 'gate' | 'nightly'): number => {
      const there = CHECKS.filter((each) => each.when.includes(when));
      return there.reduce((sum, { isAlone, minutes }) => sum + (isAlone ? minutes : minutes / 2), 0);
    };
    expect(lanesOf('gate')).toBeLessThanOrEqual(25);
    expect(lanesOf('nightly')).toBeLessThanOrEqual(130);
  });

  test('a command has the seed of the day', () => {
    expect(commandOf(check('a', { command: 'chaos --seed $SEED && hostile --seed $SEED' }), '20261128')).toBe(
      'chaos --seed 20261128 && hostile --seed 20261128',
    );
  });
});

describe('lanes', () => {
  /** Ends checks in the order in which they began, one at a time. */
  function inLanes(checks: readonly Check[], verdicts: Readonly<Record<string, Outcome['verdict']>> = {}) {
    const log: string[] = [];
    const run = async (each: Check): Promise<Outcome> => {
      log.push(`begin ${each.name}`);
      for (let turn = 0; turn < 10 * each.minutes; turn++) await Promise.resolve();
      log.push(`end ${each.name}`);
      return { check: each, verdict: verdicts[each.name] ?? 'passed', seconds: 1 };
    };
    return runAll(checks, run).then((outcomes) => ({ log, outcomes }));
  }

  test('two checks run at a time, those first that most waits for', async () => {
    const { log } = await inLanes([
      check('short'),
      check('long', { minutes: 3 }),
      check('first', { minutes: 2 }),
      check('last', { minutes: 5, needs: ['first'] }),
    ]);
    expect(log.filter((line) => line.startsWith('begin'))).toEqual(['begin first', 'begin long', 'begin last', 'begin short']);
    expect(log.indexOf('end first')).toBeLessThan(log.indexOf('begin last'));
  });

  test('nothing runs beside a check that is alone, and the order of the table holds around it', async () => {
    const { log } = await inLanes([check('before'), check('alone', { isAlone: true }), check('after')]);
    expect(log).toEqual(['begin before', 'end before', 'begin alone', 'end alone', 'begin after', 'end after']);
  });

  test('a check does not run without what it needs, and fails or is skipped as that did', async () => {
    const { log, outcomes } = await inLanes(
      [check('a'), check('b'), check('after a', { needs: ['a'] }), check('after b', { needs: ['b'] })],
      { a: 'failed', b: 'skipped' },
    );
    expect(log).toEqual(['begin a', 'begin b', 'end a', 'end b']);
    expect(outcomes.map(({ check: { name }, verdict, why }) => [name, verdict, why])).toEqual([
      ['a', 'failed', undefined],
      ['b', 'skipped', undefined],
      ['after a', 'failed', 'needs a, which failed'],
      ['after b', 'skipped', 'needs b, which was skipped'],
    ]);
  });

  test('a name brings what it needs, in the order of the table; an unknown one is an error', () => {
    const table = [check('a'), check('b', { needs: ['a'] }), check('c', { needs: ['b'] })];
    expect(withNeeds(['c'], table).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(() => withNeeds(['d'], table)).toThrow('There is no check "d"');
  });

  test('only a check that needs a registry may be skipped', () => {
    expect([0, 75, 1, null].map((code) => verdictOf(check('a', { needsRegistry: true }), code))).toEqual([
      'passed',
      'skipped',
      'failed',
      'failed',
    ]);
    expect(verdictOf(check('a'), 75)).toBe('failed');
  });
});

describe('the base of a change', () => {
  const gitThat =
    (answers: Readonly<Record<string, string>>): Git =>
    (...args) =>
      answers[args.slice(0, 2).join(' ')];

  test('is CI_BASE where that is set, and an error where it is no commit', () => {
    expect(baseOf(gitThat({ 'rev-parse --verify': 'abc' }), { CI_BASE: 'v1' })).toBe('abc');
    expect(() => baseOf(gitThat({}), { CI_BASE: 'v1' })).toThrow("CI_BASE is 'v1', which is no commit of this clone");
  });

  test('is where a branch left main', () => {
    expect(baseOf(gitThat({ 'rev-parse HEAD': 'h', 'merge-base origin/main': 'f' }), {})).toBe('f');
  });

  test('is the newest commit of a day before, on main itself, and the first one where all is newer', () => {
    const main = { 'rev-parse HEAD': 'h', 'merge-base origin/main': 'h', 'log -1': '1000000' };
    expect(baseOf(gitThat({ ...main, 'rev-list -1': 'yesterday' }), {})).toBe('yesterday');
    expect(baseOf(gitThat({ ...main, 'rev-list -1': '', 'rev-list --first-parent': 'h\ng\nfirst' }), {})).toBe('first');
  });
});

describe('the subject of a commit', () => {
  test.each([
    'feat(registry): count warm pools',
    'fix: keep the last attempt',
    'build(deps)!: drop Node.js 18',
    'docs(adr): explain shared modules',
  ])('%s', (subject) => {
    expect(problemOf(subject)).toBeUndefined();
  });

  test.each([
    ['Count warm pools', 'not of the form'],
    ['feature: count warm pools', 'not of the form'],
    ['feat(Registry): count warm pools', 'not of the form'],
    ['feat:count warm pools', 'not of the form'],
    ['feat: Count warm pools', 'begins with a capital letter'],
    ['fix: keep the last attempt.', 'ends with a full stop'],
    [`fix: ${'x'.repeat(MAX_LENGTH)}`, '77 characters'],
  ])('%s is refused', (subject, problem) => {
    expect(problemOf(subject)).toContain(problem);
  });
});
