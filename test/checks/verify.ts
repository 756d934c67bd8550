/**
 * Runs checks: `npm run verify -- NAME... [--seed NUMBER]`.
 *
 * NAME is that of a check, or `gate`, `all` (each night) or `weekly`. Without one, lists them. The seed is the date where none is given.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { described, endWithSignals, LOGS, runCheck } from './run-check';
import { Outcome, runAll, Verdict, withNeeds } from './schedule';
import { Check, CHECKS, When } from './table';

const GROUPS: Readonly<Record<string, When>> = { gate: 'gate', all: 'nightly', weekly: 'weekly' };

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
  const seed = values.seed ?? seedOfToday();
  if (!/^\d+$/.test(seed)) throw new Error(`--seed is '${seed}': it must be a whole number`);
  if (positionals.length === 0) return list();
  const checks = withNeeds(positionals.flatMap(namesOf), CHECKS);
  process.stdout.write(`${checks.length} checks, seed ${seed}\n`);
  const begun = Date.now();
  const outcomes = await runAll(checks, async (check) => {
    const outcome = await runCheck(check, seed);
    process.stdout.write(`${described(outcome, seed)}\n`);
    return outcome;
  });
  return report(outcomes, seed, (Date.now() - begun) / 60_000);
}

const seedOfToday = (): string => new Date().toISOString().slice(0, 10).replaceAll('-', '');

function namesOf(name: string): string[] {
  const group = GROUPS[name];
  return group === undefined ? [name] : CHECKS.filter(({ when }) => when.includes(group)).map((check) => check.name);
}

function list(): number {
  const width = Math.max(...CHECKS.map(({ name }) => name.length)) + 2;
  const line = ({ name, when, minutes, proves }: Check): string =>
    `${name.padEnd(width)}${when.join(', ').padEnd(16)}${`${minutes < 1 ? 'under 1' : minutes} min`.padStart(12)}  ${proves}`;
  process.stdout.write(`${CHECKS.map(line).join('\n')}\n\nnpm run verify -- NAME... | gate | all (nightly) | weekly [--seed NUMBER]\n`);
  return 0;
}

function report(outcomes: readonly Outcome[], seed: string, minutes: number): number {
  const count = (verdict: Verdict): number => outcomes.filter((each) => each.verdict === verdict).length;
  const rows = CHECKS.flatMap((check) => outcomes.filter((outcome) => outcome.check === check));
  const table = rows.map(
    ({ check, verdict, seconds, why }) =>
      `${verdict.padEnd(9)}${String(seconds).padStart(6)} s  ${check.name}${why === undefined ? '' : `: ${why}`}`,
  );
  const last = `${count('passed')} passed, ${count('failed')} failed`;
  process.stdout.write(`\n${table.join('\n')}\n\nIn ${minutes.toFixed(1)} minutes\n${last}\n`);
  mkdirSync(LOGS, { recursive: true });
  const again = rows.filter(({ verdict }) => verdict === 'failed').map(({ check }) => `npm run verify -- ${check.name} --seed ${seed}`);
  writeFileSync(`${LOGS}/summary.md`, ['```', ...table, '', last, '```', '', 'Run again:', '', '```', ...again, '```', ''].join('\n'));
  return count('failed') === 0 ? 0 : 1;
}

endWithSignals();
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
