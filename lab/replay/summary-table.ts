import { Summary, total } from './summary';

/** The summary as two columns of text. */
export function summaryTable(summary: Summary): string {
  const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 3 });
  const each = (values: { readonly [name: string]: number }): [string, string][] =>
    Object.entries(values).map(([name, value]) => [`  ${name}`, number(value)]);
  const rows: [string, string][] = [
    ['Events read', number(summary.eventsRead)],
    ['Events of other accounts or Regions', number(summary.eventsElsewhere)],
    ['Lines that are no event', number(summary.invalidLines)],
    ['Events matched, by rule', ''],
    ...each(summary.eventsMatched),
    ['Schedules invoked, by rule', ''],
    ...each(summary.scheduledInvocations),
    ['Invocations', ''],
    ...each(summary.invocations),
    ['Billed milliseconds', number(total(summary.billedMilliseconds))],
    ['Messages, by queue', ''],
    ...each(
      Object.fromEntries(
        Object.entries(summary.messages).map(([id, { sentByRules, sentByFunctions }]) => [id, sentByRules + sentByFunctions]),
      ),
    ),
    ['Job records', number(summary.records)],
    ['Metric data points', number(summary.dataPoints)],
    ['Write units', `${number(summary.writeUnits)} (${number(summary.writesPerState)} per state)`],
    [
      'Read units',
      `${number(summary.readUnits)} (${number(summary.scanReadUnits)} of them by scans; ${number(summary.readsPerJob)} other reads per job)`,
    ],
    ['Largest item, bytes', ''],
    ...each(summary.maxItemBytes),
    ['Log bytes', `${number(summary.logBytes)} (${number(summary.logBytesPerJob)} per job where job records are), by group`],
    ...each(summary.logBytesByGroup),
    ...Object.entries(summary.history).flatMap(([stream, delivered]): [string, string][] => [
      [`History of ${stream}`, `${number(delivered.rows)} rows in ${number(delivered.files)} files, ${number(delivered.errors)} errors`],
    ]),
    ['Dead letters', number(total(summary.deadLetters))],
    ['Events rejected', number(summary.rejectedEvents)],
    ['Events lost', number(summary.lostEvents)],
    ['Errors', number(summary.errors)],
    ['Seconds', summary.seconds.toFixed(1)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`.trimEnd()).join('\n');
}
