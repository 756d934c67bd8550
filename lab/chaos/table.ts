import { Report } from './report';
import { markdownTable } from '../figures/figures';

export interface ChaosTotals {
  readonly runs: number;
  readonly seed: number;
  readonly jobs: number;
  readonly seconds: number;
  /** Further options of the command. */
  readonly options?: string;
}

/** The summary for the terminal. */
export function tableOf(report: Report, jobs: number, seconds: number): string {
  const width = Math.max(...[...report.faultRows(), ...report.invariantRows()].map(([name]) => name.length)) + 2;
  return [
    `${report.runs} runs of ${jobs.toLocaleString('en')} jobs, ${report.invocations.toLocaleString('en')} invocations, ${seconds.toFixed(0)} s`,
    '',
    'Faults',
    ...report.faultRows().map(([name, count]) => `${name.padEnd(width)}${count.toLocaleString('en').padStart(12)}`),
    '',
    `${'Invariants'.padEnd(width)}${'runs'.padStart(6)}${'checked'.padStart(12)}`,
    ...report
      .invariantRows()
      .map(
        ([name, runs, checked, verdict]) =>
          `${name.padEnd(width)}${String(runs).padStart(6)}${checked.toLocaleString('en').padStart(12)}  ${verdict}`,
      ),
  ].join('\n');
}

/** Faults and invariants about dead letters and archives have a block of their own, on recovery from failure. */
const OF_RECOVERY = /[Dd]ead letter|Dead letters|archive|Outage/;

/** The blocks of docs/reliability.md: of many runs, those of chaos and recovery; of a single long one, its own. */
export function figuresOf(report: Report, measured: ChaosTotals): { readonly [block: string]: string } {
  const block = (isOf: (name: string) => boolean): string =>
    [
      headOf(report, measured),
      '',
      markdownTable(
        ['injected fault', 'times'],
        report.faultRows().filter(([name]) => isOf(name)),
      ),
      '',
      markdownTable(
        ['invariant', 'runs', 'checked', 'result'],
        report.invariantRows().filter(([name]) => isOf(name)),
      ),
    ].join('\n');
  if (measured.runs === 1) return { 'one long run': block(() => true) };
  return { chaos: block((name) => !OF_RECOVERY.test(name)), recovery: block((name) => OF_RECOVERY.test(name)) };
}

function headOf(report: Report, { runs, jobs, seed, seconds, options = '' }: ChaosTotals): string {
  const [number, of, took] = [runs, jobs, Math.round(seconds)].map((value) => value.toLocaleString('en'));
  return `\`npm run lab -- chaos --runs ${runs} --seed ${seed} --jobs ${jobs}${options}\`: ${number} ${runs === 1 ? 'run' : 'runs'} of ${of} jobs, ${report.invocations.toLocaleString('en')} invocations in ${took} s.`;
}
