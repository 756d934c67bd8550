import { adviceOn } from './advice';
import { duration, numberOf, shortened, time, usd } from './format';
import { Content, Html, markup } from './html';
import { consoleLink, ConsoleLinks, instancePlace, logPlace } from './links';
import { Frame } from './page';
import { Column, table } from './table';
import { AttemptRecord, JobRecord } from '../names/job-record-fields';
import { wholeAttempts } from '../record/whole-attempts';

/** All attempts, each with its placement, its reason and its log. */
export function attemptsTable(frame: Frame, record: JobRecord): Html {
  const attempts = wholeAttempts(record);
  return attempts.length === 0
    ? markup`<p class="muted">The job was never placed.</p>`
    : table(frame.screen, columns(frame, record, attempts), attempts);
}

function columns({ screen, links }: Frame, { LogGroup }: JobRecord, attempts: readonly AttemptRecord[]): Column<AttemptRecord>[] {
  const hasCosts = attempts.some(({ CostUsd }) => numberOf(CostUsd) !== undefined);
  return [
    { title: '#', cell: (attempt) => attempt.Number },
    { title: `Started (${screen.zone})`, cell: ({ StartedAt }) => time(StartedAt, screen) },
    { title: 'Waited', kind: 'num', isMinor: true, cell: ({ RunnableSeconds }) => duration(RunnableSeconds) },
    { title: 'Starting', kind: 'num', isMinor: true, cell: ({ StartingSeconds }) => duration(StartingSeconds) },
    { title: 'Ran', kind: 'num', cell: ({ RunningSeconds }) => duration(RunningSeconds) },
    { title: 'Exit', kind: 'num', cell: ({ ExitCode }) => ExitCode },
    { title: 'Reason', kind: 'wide', cell: reasonOf },
    { title: 'Placement', kind: 'wide', cell: (attempt) => placement(attempt, links.awsConsole) },
    ...(hasCosts ? [{ title: 'Cost', kind: 'num' as const, cell: ({ CostUsd }: AttemptRecord) => usd(CostUsd) }] : []),
    {
      title: 'Log',
      cell: ({ LogStream }) =>
        LogGroup !== undefined &&
        LogStream !== undefined &&
        consoleLink(links.awsConsole, 'log', 'cloudwatch', logPlace(LogGroup, LogStream)),
    },
  ];
}

const reasonOf = ({ FailureCategory: category, Reason }: AttemptRecord): Content => [
  category !== undefined && markup`<b title="${adviceOn(category)}">${category}</b> `,
  Reason !== undefined && shortened(Reason),
];

function placement({ InstanceId, InstanceType, AvailabilityZone, PurchaseOption }: AttemptRecord, awsConsole: ConsoleLinks): Html {
  const where = [InstanceType, AvailabilityZone, PurchaseOption].filter((part) => part !== undefined).join(', ');
  return markup`${where} ${InstanceId !== undefined && consoleLink(awsConsole, InstanceId, 'ec2', instancePlace(InstanceId))}`;
}
