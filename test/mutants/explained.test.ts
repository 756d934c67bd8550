import { choose, MAX_LINES } from './changed-files';
import { complaints, Explained, judge } from './explained';
import { figures } from './figures';
import { declarationsOf, isSameMutant, keyOf } from './mutant-key';
import { rekey } from './rekey';
import { Mutant, score, Status } from './report';

const mutant = (status: Status, key: string, file = 'src/domain/a.ts'): Mutant => ({ file, line: 1, status, key });
const MUTANTS = [
  mutant('Killed', 'f: a → b'),
  mutant('Timeout', 'f: while (a) → while (true)'),
  mutant('Survived', 'f: a < b → a <= b'),
  mutant('NoCoverage', 'f: x → ""'),
  mutant('Ignored', 'f: y → ""'),
];
const EXPLAINED = { 'both are the same there': { 'src/domain/a.ts': ['f: a < b → a <= b', 'f: x → ""'] } };
const complaintsOf = (mutants: readonly Mutant[], explained: Explained): string[] => complaints(judge(mutants, explained));

describe('what is reported of mutants', () => {
  test('GIVEN each survivor explained THEN nothing is wrong', () => {
    expect(complaintsOf(MUTANTS, EXPLAINED)).toEqual([]);
  });

  test('GIVEN a survivor without an explanation, or one more of its kind THEN it is named', () => {
    expect(complaintsOf(MUTANTS, {})).toEqual([
      'lives on (Survived): src/domain/a.ts:1: f: a < b → a <= b',
      'lives on (NoCoverage): src/domain/a.ts:1: f: x → ""',
    ]);
    expect(complaintsOf([...MUTANTS, MUTANTS[2]], EXPLAINED)).toEqual(['lives on (Survived): src/domain/a.ts:1: f: a < b → a <= b']);
  });

  test('GIVEN an explanation of what is no survivor THEN it is named, unless its file was not tried', () => {
    expect(complaintsOf(MUTANTS.slice(0, 3), EXPLAINED)).toEqual(['explained, and no survivor: src/domain/a.ts: f: x → ""']);
    expect(complaintsOf([mutant('Killed', 'f: a → b', 'src/domain/b.ts')], EXPLAINED)).toEqual([]);
  });

  test('GIVEN an explanation of what took too long THEN nothing is wrong: where there is more time it may live on', () => {
    expect(complaintsOf([mutant('Timeout', 'f: x → ""')], { why: { 'src/domain/a.ts': ['f: x → ""'] } })).toEqual([]);
  });

  test('GIVEN a mutant that could not be tried THEN it is named, because nothing is known of it', () => {
    expect(complaintsOf([{ ...mutant('RuntimeError', 'f: a → b'), reason: 'no server' }], {})).toEqual([
      'not tried (RuntimeError): src/domain/a.ts:1: f: a → b: no server',
    ]);
  });

  test('GIVEN mutants that do not count THEN the score is of the others', () => {
    expect([score(MUTANTS), score([]), score(MUTANTS.slice(0, 2))]).toEqual([50, 100, 100]);
    expect(figures(MUTANTS, EXPLAINED)).toContain('| `src/domain` | 5 | 1 | 1 | 1 | 1 | 1 | 50.0 % |');
    expect(figures(MUTANTS, EXPLAINED)).toContain('- 2: both are the same there');
  });
});

describe('the key of a mutant', () => {
  const SOURCE = `const LIMIT = 3;
export class Room {
  find(names: string[]) { return names.filter((name) => name !== ''); }
}
const inner = (a: number) => { const b = a < 1; return b; };`;
  const at = (text: string): string => declarationsOf(SOURCE)(SOURCE.indexOf(text));

  test('names the declarations around it, and none of the variables within', () => {
    expect([at('3;'), at("name !== ''"), at('a < 1')]).toEqual(['LIMIT', 'Room.find', 'inner']);
  });

  test('is the same mutant however it is formatted', () => {
    const before = keyOf('f', 'names.filter(name => name !== undefined)', '[]');
    expect(isSameMutant(before, keyOf('f', 'names\n  .filter(\n    (name) => name !== undefined,\n  )', '[]'))).toBe(true);
    expect(isSameMutant(before, keyOf('g', 'names.filter(name => name !== undefined)', '[]'))).toBe(false);
    expect(isSameMutant(before, keyOf('f', 'names.filter(name => name === undefined)', '[]'))).toBe(false);
  });

  test('is cut where it is long, and the same mutant where the cut moved', () => {
    const long = (space: string): string => keyOf('f', `{ ${'call(one,' + space + 'two); '.repeat(20)} }`, '{}');
    expect(long(' ').length).toBeLessThan(120);
    expect(isSameMutant(long(' '), long('\n    '))).toBe(true);
  });
});

describe('keys after a renaming', () => {
  test('GIVEN renamed variables and files THEN an explanation goes to the survivor of its shape', () => {
    const explained = { why: { 'src/domain/old/a.ts': ['told: told !== undefined → true'], 'src/domain/b.ts': ['f: x ?? y → y'] } };
    const survivors = [
      mutant('Survived', 'emitted: emitted !== undefined → true', 'src/domain/new/a.ts'),
      mutant('Survived', 'f: x && y → x || y', 'src/domain/b.ts'),
    ];
    const result = rekey(survivors, explained);

    expect(result.explained).toEqual({ why: { 'src/domain/new/a.ts': ['emitted: emitted !== undefined → true'] } });
    expect(result.lost).toEqual([{ reason: 'why', file: 'src/domain/b.ts', key: 'f: x ?? y → y' }]);
  });

  test('GIVEN explanations that fit THEN they stay', () => {
    expect(rekey(MUTANTS, EXPLAINED)).toEqual({ explained: EXPLAINED, moved: [], lost: [] });
  });
});

describe('the mutants of a change', () => {
  const files = Array.from({ length: 12 }, (_, index) => `src/domain/${index}.ts`);
  const quarter = (): number => MAX_LINES / 4;

  test('are of all files where these are few', () => {
    expect(choose(files.slice(0, 4), 1, quarter)).toEqual({ files: files.slice(0, 4), left: [] });
  });

  test('are of a sample by the seed where they are many', () => {
    const { files: some, left } = choose(files, 7, quarter);
    expect(some).toHaveLength(4);
    expect([...some, ...left].sort()).toEqual([...files].sort());
    expect(choose([...files].reverse(), 7, quarter).files).toEqual(some);
    expect(choose(files, 8, quarter).files).not.toEqual(some);
  });

  test('are of one file at least, however long that is', () => {
    expect(choose(['src/domain/a.ts'], 1, () => 2 * MAX_LINES).files).toEqual(['src/domain/a.ts']);
  });
});
