import { complaints } from './explained';
import { figures } from './figures';
import { Mutant, score, Status } from './report';

const mutant = (status: Status, change: string, file = 'src/domain/a.ts'): Mutant => ({ file, line: 1, status, change });
const MUTANTS = [
  mutant('Killed', 'a → b'),
  mutant('Timeout', 'while (a) → while (true)'),
  mutant('Survived', 'a < b → a <= b'),
  mutant('NoCoverage', 'x → ""'),
  mutant('Ignored', 'y → ""'),
];
const EXPLAINED = { 'both are the same there': { 'src/domain/a.ts': ['a < b → a <= b', 'x → ""'] } };

describe('what is said of mutants', () => {
  test('GIVEN each survivor explained THEN nothing is wrong', () => {
    expect(complaints(MUTANTS, EXPLAINED)).toEqual([]);
  });

  test('GIVEN a survivor without an explanation, or one more of its kind THEN it is named', () => {
    expect(complaints(MUTANTS, {})).toEqual([
      'lives on (Survived): src/domain/a.ts:1: a < b → a <= b',
      'lives on (NoCoverage): src/domain/a.ts:1: x → ""',
    ]);
    expect(complaints([...MUTANTS, MUTANTS[2]], EXPLAINED)).toEqual(['lives on (Survived): src/domain/a.ts:1: a < b → a <= b']);
  });

  test('GIVEN an explanation of what is no survivor THEN it is named, unless its file was not tried', () => {
    expect(complaints(MUTANTS.slice(0, 3), EXPLAINED)).toEqual(['explained, and no survivor: src/domain/a.ts: x → ""']);
    expect(complaints([mutant('Killed', 'a → b', 'src/domain/b.ts')], EXPLAINED)).toEqual([]);
  });

  test('GIVEN an explanation of what took too long THEN nothing is wrong: where there is more time it may live on', () => {
    expect(complaints([mutant('Timeout', 'x → ""')], { why: { 'src/domain/a.ts': ['x → ""'] } })).toEqual([]);
  });

  test('GIVEN a mutant that could not be tried THEN it is named, because nothing is known of it', () => {
    expect(complaints([{ ...mutant('RuntimeError', 'a → b'), reason: 'no server' }], {})).toEqual([
      'not tried (RuntimeError): src/domain/a.ts:1: a → b: no server',
    ]);
  });

  test('GIVEN mutants that do not count THEN the score is of the others', () => {
    expect([score(MUTANTS), score([]), score(MUTANTS.slice(0, 2))]).toEqual([50, 100, 100]);
    expect(figures(MUTANTS, EXPLAINED)).toContain('| `src/domain` | 5 | 1 | 1 | 1 | 1 | 1 | 50.0 % |');
    expect(figures(MUTANTS, EXPLAINED)).toContain('- 2: both are the same there');
  });
});
