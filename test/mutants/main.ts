/**
 * Changes the rules and the handlers in thousands of small ways, and looks whether the tests notice: `npm run mutants`.
 *
 * --files GLOBS   only the mutants of some files, separated by commas
 * --write         writes the figures into docs/reliability.md
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { complaints, EXPLAINED, readExplained } from './explained';
import { figures } from './figures';
import { readReport, score } from './report';
import { writeFigures } from '../../lab/figures/figures';

const LEAST_SCORE = 90;
const REPORT = 'out/mutants/report.json';

function main(): number {
  const {
    values: { files, write },
  } = parseArgs({ options: { files: { type: 'string' }, write: { type: 'boolean' } } });
  if (files && write) throw new Error('--write needs all mutants: leave out --files');
  const { status } = spawnSync('npx', ['stryker', 'run', 'test/mutants/stryker.json', ...(files ? ['--mutate', files] : [])], {
    stdio: 'inherit',
  });
  if (status !== 0) return 2;
  const mutants = readReport(REPORT);
  const explained = readExplained();
  const wrong = complaints(mutants, explained);
  if (score(mutants) < LEAST_SCORE) wrong.push(`the score is ${score(mutants).toFixed(1)} %, and at least ${LEAST_SCORE} % is asked for`);
  if (mutants.length === 0) wrong.push('there were no mutants');
  process.stdout.write(`${figures(mutants, explained)}\n\n${wrong.map((line) => `FAILED  ${line}\n`).join('')}`);
  if (write) writeFigures('mutants', figures(mutants, explained));
  if (wrong.length > 0) process.stdout.write(`Kill what lives on by a test, or explain it in ${EXPLAINED}.\n`);
  return wrong.length > 0 ? 1 : 0;
}

process.exitCode = main();
