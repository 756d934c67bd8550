/** Checks the subjects of the commits of a change: `commit-subjects`. */
import { baseOf, git } from './base';

/** The last commit from before subjects had a form. */
const BEFORE_FORM = '43e48827';
export const MAX_LENGTH = 72;
export const TYPES = ['feat', 'fix', 'refactor', 'docs', 'test', 'perf', 'build', 'ci', 'chore'] as const;
const FORM = new RegExp(`^(${TYPES.join('|')})(\\([a-z0-9][a-z0-9.-]*\\))?!?: (\\S.*)$`);

/** What is wrong with a subject; nothing where it is as it should be. */
export function problemOf(subject: string): string | undefined {
  if (subject.length > MAX_LENGTH) return `${subject.length} characters, and at most ${MAX_LENGTH} are allowed`;
  const [, , , text] = FORM.exec(subject) ?? [];
  if (text === undefined) return `not of the form 'type(area): imperative', with a type of ${TYPES.join(', ')}`;
  if (/^[A-Z][a-z]/.test(text)) return 'the text after the colon begins with a capital letter';
  return text.endsWith('.') ? 'ends with a full stop' : undefined;
}

function main(): number {
  const base = baseOf(git);
  const form = git('rev-parse', '--verify', '--quiet', `${BEFORE_FORM}^{commit}`);
  const log = git('log', '--no-merges', '--format=%h %s', `${base}..HEAD`, ...(form === undefined ? [] : [`^${form}`])) ?? '';
  const commits = log.split('\n').filter((line) => line !== '');
  const wrong = commits.flatMap((line) => {
    const [, hash, subject] = /^(\S+) (.*)$/.exec(line) ?? ['', line, ''];
    const problem = problemOf(subject);
    return problem === undefined ? [] : [`${hash} ${subject}\n    ${problem}`];
  });
  for (const line of wrong) process.stdout.write(`${line}\n`);
  process.stdout.write(`${commits.length} commits since ${base}, ${wrong.length} with a wrong subject\n`);
  return wrong.length > 0 ? 1 : 0;
}

if (require.main === module) process.exitCode = main();
