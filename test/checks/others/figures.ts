/** Writes what judged-by-others.sh and with-ministack.sh measured into docs/reliability.md. Run both, then `figures`. */
import { existsSync, readFileSync } from 'node:fs';
import { markdownTable, writeFigures } from '../../../lab/figures/figures';

export interface JudgeFigures {
  readonly judge: string;
  readonly version: string;
  readonly forms: number;
  readonly rules: number;
  readonly findings: number;
  readonly reasons: readonly { readonly rule: string; readonly why: string; readonly findings: number }[];
}

export interface ComparisonFigures {
  readonly events: number;
  readonly compared: readonly { readonly what: string; readonly expected: number; readonly different: number }[];
}

function read<T>(file: string, command: string): T {
  if (!existsSync(file)) throw new Error(`${file} is not there: run ${command} first`);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** Rules with the same reason share one row. */
function reasonRows(judges: readonly JudgeFigures[]): (string | number)[][] {
  const rows = new Map<string, { rules: string[]; findings: number }>();
  for (const { rule, why, findings } of judges.flatMap(({ reasons }) => reasons)) {
    const row = rows.get(why) ?? { rules: [], findings: 0 };
    rows.set(why, { rules: [...new Set([...row.rules, `\`${rule}\``])], findings: row.findings + findings });
  }
  return [...rows].map(([why, { rules, findings }]) => [rules.join('<br>'), findings, why]);
}

function figures(judges: readonly JudgeFigures[], { events, compared }: ComparisonFigures): string {
  return [
    markdownTable(
      ['tool', 'version', 'forms checked', 'rules applied', 'findings', 'without a reason', 'reasons'],
      judges.map(({ judge, version, forms, rules, findings, reasons }) => [
        judge,
        version,
        forms,
        rules,
        findings,
        findings - reasons.reduce((all, reason) => all + reason.findings, 0),
        reasons.length,
      ]),
    ),
    markdownTable(['rules', 'findings', 'why they are accepted'], reasonRows(judges)),
    `MiniStack, after ${events.toLocaleString('en')} events:`,
    markdownTable(
      ['compared with the lab', 'expected', 'different'],
      compared.map(({ what, expected, different }) => [what, expected, different]),
    ),
  ].join('\n\n');
}

if (require.main === module) {
  writeFigures(
    'others',
    figures(
      read('out/judges.json', 'bash test/checks/judged-by-others.sh'),
      read('out/ministack.json', 'bash test/checks/with-ministack.sh'),
    ),
  );
}
