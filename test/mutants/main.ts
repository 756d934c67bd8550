/**
 * Changes the rules and the handlers in thousands of small ways, and looks whether the tests notice: `npm run mutants`.
 *
 * --files GLOBS   only the mutants of some files, separated by commas
 * --changed       only the mutants of files that differ from the base of the change; a sample of them where they are many
 * --seed NUMBER   decides which files are in the sample
 * --rekey         no run: gives explanations the keys of the last run's survivors, after what they name was renamed
 * --write         writes the figures into docs/reliability.md
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { choose, isMutated } from './changed-files';
import { complaints, EXPLAINED, judge, readExplained } from './explained';
import { figures } from './figures';
import { rekey } from './rekey';
import { readReport, score } from './report';
import { writeFigures } from '../../lab/figures/figures';
import { changedSinceBase } from '../checks/base';

const MIN_SCORE = 90;
const REPORT = 'out/mutants/report.json';
const OPTIONS = {
  files: { type: 'string' },
  changed: { type: 'boolean', default: false },
  seed: { type: 'string', default: '1' },
  rekey: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
} as const;

function main(): number {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.rekey) return rewriteKeys();
  const files = values.changed ? filesOfChange(Number(values.seed)) : values.files;
  if (files === '') return 0;
  if (files && values.write) throw new Error('--write needs all mutants: leave out --files and --changed');
  const { status } = spawnSync('npx', ['stryker', 'run', 'test/mutants/stryker.json', ...(files ? ['--mutate', files] : [])], {
    stdio: 'inherit',
  });
  return status === 0 ? judgeRun(values) : 2;
}

/** For Stryker; nothing where the change touches none. */
function filesOfChange(seed: number): string {
  const { base, files: changed } = changedSinceBase();
  const { files, left } = choose(changed.filter(isMutated), seed);
  process.stdout.write(`${files.length} of ${files.length + left.length} files with mutants that differ from ${base}, seed ${seed}\n`);
  if (left.length > 0) process.stdout.write(`Left to \`npm run verify -- mutants\`: ${left.join(', ')}\n`);
  return files.join(',');
}

interface Run {
  readonly files?: string;
  readonly changed: boolean;
  readonly write: boolean;
}

function judgeRun({ files, changed, write }: Run): number {
  const mutants = readReport(REPORT);
  const explained = readExplained();
  const wrong = complaints(judge(mutants, explained));
  // Of a few mutants, few explained ones are a large share.
  if (files === undefined && !changed && score(mutants) < MIN_SCORE) {
    wrong.push(`the score is ${score(mutants).toFixed(1)} %, and at least ${MIN_SCORE} % is required`);
  }
  // A change may touch types alone.
  if (mutants.length === 0 && !changed) wrong.push('there were no mutants');
  process.stdout.write(`${figures(mutants, explained)}\n\n${wrong.map((line) => `FAILED  ${line}\n`).join('')}`);
  if (write) writeFigures('mutants', figures(mutants, explained));
  if (wrong.length > 0) {
    process.stdout.write(`Kill survivors by a test, or explain them in ${EXPLAINED}. After renaming: npm run mutants -- --rekey\n`);
  }
  return wrong.length > 0 ? 1 : 0;
}

function rewriteKeys(): number {
  const { explained, moved, lost } = rekey(readReport(REPORT), readExplained());
  writeFileSync(EXPLAINED, `${JSON.stringify(explained, null, 2)}\n`);
  for (const { from, to } of moved) process.stdout.write(`${from.file}: ${from.key}\n    now ${to.file}: ${to.key}\n`);
  for (const { file, key, reason } of lost) process.stdout.write(`removed, no survivor is like it: ${file}: ${key}\n    was: ${reason}\n`);
  process.stdout.write(`${moved.length} keys rewritten, ${lost.length} removed. Review the difference before you commit it.\n`);
  return 0;
}

process.exitCode = main();
