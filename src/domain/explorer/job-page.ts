import { adviceOn } from './advice';
import { arrayRollUp, Children } from './array-roll-up';
import { attemptsTable } from './attempts-table';
import { LEFT_OUT } from './estimate';
import { duration, millisOf, numberOf, shortened, time, usd } from './format';
import { Content, Html, markup } from './html';
import { JobItem } from './job-item';
import { consoleLink, instancePlace, jobPlace, logPlace, metricsPlace } from './links';
import { Frame, QueryAnswer, footer, note, page } from './page';
import { Place } from './request';
import { statusOf } from './search-page';
import { lanesOfItem, lanesOfRecord } from './segments';
import { facts } from './table';
import { timelineChart } from './timeline-chart';
import { JobRecord } from '../names/job-record-fields';

/** What is known of a job: its record if it ended, its item if it is in flight. */
export interface JobFindings {
  readonly id: string;
  readonly record?: JobRecord;
  readonly item?: JobItem;
  readonly children?: Children;
  readonly answers: readonly QueryAnswer[];
  /** What could not be asked, or not be read. */
  readonly problems?: readonly string[];
  /** How far back was looked for the record. */
  readonly searchedMillis?: number;
}

export function jobPage(frame: Frame, place: Place, findings: JobFindings): Html {
  const { id, record, item, children, answers, problems = [], searchedMillis } = findings;
  return page(
    frame,
    'job',
    place.from !== undefined && frame.links.isInteractive && backToList(frame, place),
    record ? ofRecord(frame, record) : item ? ofItem(frame, item) : unknownJob(id, searchedMillis),
    children && arrayRollUp(frame, id, place, children),
    problems.map(note),
    footer(answers),
  );
}

/** With the criteria of the list, which are in the place. */
const backToList = ({ links }: Frame, place: Place): Html =>
  markup`<p>${links.to('Back to the list', { ...place, view: place.list ?? 'search', page: place.from, id: undefined, list: undefined, from: undefined })}</p>`;

const unknownJob = (id: string, searchedMillis: number | undefined): Html =>
  note(
    markup`There is no record of job <b>${shortened(id)}</b>${searchedMillis !== undefined && ` in the last ${duration(searchedMillis / 1000)}`}, and it is not in flight. Records are kept as long as the log group of the collector keeps its lines; jobs of other accounts and Regions have theirs there.`,
  );

/** A record that a line of the log holds; undefined for a line that is torn, or another job's. */
export function readJobRecord(message: string, id: string): JobRecord | undefined {
  try {
    const record = JSON.parse(message) as Partial<JobRecord> | null;
    return record?.JobId === id ? { ...(record as JobRecord), Attempts: Array.isArray(record.Attempts) ? record.Attempts : [] } : undefined;
  } catch {
    return undefined;
  }
}

function ofRecord(frame: Frame, record: JobRecord): Html {
  return markup`<h2>${shortened(record.JobName ?? record.JobId)} ${statusOf(record)}</h2>${reasons(record)}${consoleLinks(frame, record)}${record.ArraySize === undefined && attempts(frame, record)}${costs(record)}<h3>Job</h3>${facts(factsOf(frame, record))}`;
}

/** An array job has none: its children wait and run. */
const attempts = (frame: Frame, record: JobRecord): Html =>
  markup`<h3>Timeline</h3>${timelineChart(frame.screen, lanesOfRecord(record))}<h3>Attempts</h3>${attemptsTable(frame, record)}`;

/** In the words of AWS, and what to do about it. */
function reasons({ Status, StatusReason, Reason, FailureCategory: category }: JobRecord): Content {
  const advice = adviceOn(category);
  const words = [...new Set([Reason, StatusReason])].filter((reason) => reason !== undefined);
  const isFailed = Status === 'FAILED';
  if (words.length === 0 && !isFailed) return undefined;
  return markup`<div class="note ${isFailed && 'bad'}">${category && markup`<b>${category}</b>`}${words.map((reason) => markup`<p>${shortened(String(reason))}</p>`)}${advice && markup`<p>${advice}</p>`}</div>`;
}

const BEFORE_AND_AFTER_MILLIS = 600_000;

function consoleLinks({ links: { awsConsole }, now }: Frame, record: JobRecord): Html {
  const { JobId, LogGroup, LogStream, InstanceId } = record;
  const start = (millisOf(record.StartingAt ?? record.StoppedAt) ?? now) - BEFORE_AND_AFTER_MILLIS;
  const end = (millisOf(record.StoppedAt) ?? now) + BEFORE_AND_AFTER_MILLIS;
  return markup`<p class="legend">${[
    consoleLink(awsConsole, 'AWS Batch', 'batch', jobPlace(JobId)),
    LogGroup !== undefined &&
      LogStream !== undefined &&
      consoleLink(awsConsole, 'Log of the last attempt', 'cloudwatch', logPlace(LogGroup, LogStream)),
    InstanceId !== undefined &&
      consoleLink(awsConsole, 'Metrics of the instance', 'cloudwatch', metricsPlace(InstanceId, awsConsole.region, start, end)),
    InstanceId !== undefined && consoleLink(awsConsole, 'Instance', 'ec2', instancePlace(InstanceId)),
  ]}</p>`;
}

function costs(record: JobRecord): Content {
  const of = (name: 'CostUsd' | 'OnDemandCostUsd' | 'SpotCostUsd' | 'LostCostUsd'): Content =>
    numberOf(record[name]) !== undefined && usd(record[name]);
  if (!of('CostUsd') && !of('OnDemandCostUsd') && !of('SpotCostUsd')) return undefined;
  return markup`<h3>Cost</h3>${facts([
    ['Cost', of('CostUsd')],
    ['All On-Demand', of('OnDemandCostUsd')],
    ['All on Spot', of('SpotCostUsd')],
    ['Lost to failed attempts', of('LostCostUsd')],
  ])}<p class="muted">An estimate from list prices and what the job requested: without ${LEFT_OUT}.</p>`;
}

function factsOf({ screen, links }: Frame, record: JobRecord): (readonly [string, Content])[] {
  const parent = record.ArrayParentId ?? record.NodeParentId;
  return [
    ['Job id', record.JobId],
    ['Job queue', record.JobQueue],
    ['Job definition', record.JobDefinition],
    [`Created (${screen.zone})`, time(record.CreatedAt, screen)],
    ['Stopped', time(record.StoppedAt, screen)],
    ['From creation to end', duration(record.TotalSeconds)],
    ['Waited in the queue', duration(record.TotalRunnableSeconds)],
    ['Started for', duration(record.TotalStartingSeconds)],
    ['Ran for', duration(record.TotalRunningSeconds)],
    ['Lost to failed attempts', duration(record.LostSeconds)],
    ['Exit code', record.ExitCode],
    ['Compute environment', record.ComputeEnvironment],
    ['Platform', record.Platform],
    ['Purchase option', record.PurchaseOption],
    ['vCPUs', record.Vcpus],
    ['Memory, MiB', record.MemoryMiB],
    ['GPUs', record.Gpus],
    ['Array size', record.ArraySize],
    ['Index in the array', record.ArrayIndex],
    ['Number of nodes', record.NodeCount],
    ['Node', record.NodeIndex],
    ['Parent', parent !== undefined && links.to(parent, { view: 'job', id: parent })],
    ['Share', record.ShareIdentifier],
    ...Object.entries(record.Tags ?? {}).map(([key, value]) => [`Tag ${shortened(key, 128)}`, shortened(String(value), 256)] as const),
  ];
}

function ofItem(frame: Frame, item: JobItem): Html {
  const { screen, links, now } = frame;
  return markup`<h2>${shortened(item.jobName ?? item.jobId)} <span class="muted">${item.hasEnded ? 'ended' : item.state}</span></h2>${
    item.hasEnded &&
    note('The job has ended; its record follows within minutes. If there is none after 15 minutes, see the alarms of the collector.')
  }${item.blockedReason !== undefined && markup`<div class="note bad">The job blocks its queue: ${shortened(item.blockedReason)}</div>`}<p class="legend">${consoleLink(links.awsConsole, 'AWS Batch', 'batch', jobPlace(item.jobId))}</p><h3>Timeline</h3>${timelineChart(screen, lanesOfItem(item, now))}<h3>Job</h3>${facts(
    [
      ['Job id', item.jobId],
      ['Job queue', item.jobQueue],
      ['Job definition', item.jobDefinition],
      [`In this state since (${screen.zone})`, !item.hasEnded && time(item.sinceMillis, screen)],
      ['For', !item.hasEnded && duration((now - item.sinceMillis) / 1000)],
      ['vCPUs', item.vcpus],
      ['Memory, MiB', item.memoryMiB],
      ['GPUs', item.gpus],
    ],
  )}`;
}
