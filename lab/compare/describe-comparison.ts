import { Comparison } from './compare';

/** How many differences are written out. */
const SHOWN = 50;

/** The comparison as text: every difference by job and field, then a table. */
export function describeComparison({ records, metrics, parts, notes }: Comparison): string {
  const problems = [
    ...records.missing.map((id) => `${id} has no record`),
    ...records.extra.map((id) => `${id} has a record and should have none`),
    ...records.duplicate.map((id) => `${id} has more than one record`),
    ...records.differences,
    ...metrics.differences,
    ...[...parts].flatMap(([part, { differences }]) => differences.map((difference) => `${part}: ${difference}`)),
  ];
  const rest = problems.length > SHOWN ? [`… and ${problems.length - SHOWN} more`] : [];
  const rows = [
    ['', 'expected', 'equal', 'different', 'missing', 'extra', 'duplicate'],
    [
      'Job records',
      records.expected,
      records.equal,
      records.expected - records.equal - records.missing.length,
      records.missing.length,
      records.extra.length,
      records.duplicate.length,
    ],
    ...[['Metric totals', metrics] as const, ...parts].map(([name, { expected, equal, differences }]) => [
      name,
      expected,
      equal,
      differences.length,
      '',
      '',
      '',
    ]),
  ].map((row) => row.map(String));
  const table = rows.map(([name, ...cells]) => `${name.padEnd(13)}${cells.map((cell) => cell.padStart(11)).join('')}`.trimEnd());
  return [...problems.slice(0, SHOWN), ...rest, ...(problems.length > 0 ? [''] : []), ...table, ...notes].join('\n');
}
