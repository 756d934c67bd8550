import { ask } from './api.js';
import { el, openDialog } from './dom.js';
import { formatCell, formatDuration, formatMoment } from './format.js';

const COLUMNS = [
  'Number',
  'RunnableSeconds',
  'StartingSeconds',
  'RunningSeconds',
  'ExitCode',
  'Reason',
  'FailureCategory',
  'InstanceType',
  'AvailabilityZone',
  'PurchaseOption',
  'InstanceId',
  'LogStream',
];
const PHASES = [
  ['queued', 'Queued'],
  ['runnable', 'Runnable'],
  ['starting', 'Starting'],
  ['running', 'Running'],
];

/** Shows the whole record of a job. */
export async function openJob(id) {
  const dialog = document.getElementById('job');
  try {
    const record = await ask('/api/job', { id });
    openDialog(dialog, 'job-title', String(record.JobName ?? id), ...sections(record));
  } catch (error) {
    openDialog(dialog, 'job-title', 'Job', el('p', { class: 'message error' }, error.message));
  }
}

function sections(record) {
  const attempts = record.Attempts;
  return [
    summary(record),
    onlyHere(record),
    el('h3', {}, 'Timeline'),
    timeline(record, attempts),
    el('h3', {}, `Attempts (${attempts.length})`),
    attempts.length > 0 ? attemptsTable(attempts) : el('p', {}, 'The job ended before it was placed.'),
    el('h3', {}, 'Record'),
    fields(record),
  ];
}

/** What CloudWatch has instead. */
const onlyHere = ({ JobId }) =>
  el(
    'p',
    { class: 'note' },
    'Only this preview has this panel. To find the record in CloudWatch, run this in Logs Insights on the log group of the collector: ',
    el('code', {}, `filter RecordType = "job" and JobId = "${JobId}"`),
  );

function summary({ Status, JobId, JobQueue, FailureCategory, StatusReason }) {
  return el(
    'div',
    { class: 'job-summary' },
    el('span', { class: `status ${Status === 'FAILED' ? 'bad' : 'good'}` }, String(Status)),
    FailureCategory ? el('span', { class: 'chip' }, String(FailureCategory)) : null,
    el('span', {}, `${JobQueue ?? ''}`),
    el('code', {}, String(JobId)),
    StatusReason ? el('p', {}, String(StatusReason)) : null,
  );
}

function timeline(record, attempts) {
  const start = Date.parse(record.CreatedAt);
  const end = Date.parse(record.StoppedAt);
  if (!(end > start)) return el('p', {}, 'Times are not known.');
  const rows = attempts.length > 0 ? attempts : [{ Number: '–', RunnableAt: record.RunnableAt, StoppedAt: record.StoppedAt }];
  return el(
    'div',
    { class: 'timeline' },
    ...rows.map((attempt, index) => timelineRow(attempt, index === 0 ? record.CreatedAt : undefined, start, end)),
    el(
      'div',
      { class: 'timeline-scale' },
      el('span', {}, `${formatMoment(start)} UTC`),
      el('span', {}, `${formatDuration((end - start) / 1000)} in all`),
      el('span', {}, `${formatMoment(end)} UTC`),
    ),
    el('div', { class: 'timeline-key' }, ...PHASES.map(([phase, label]) => el('span', {}, el('i', { class: phase }), label))),
  );
}

function timelineRow(attempt, createdAt, start, end) {
  const marks = [createdAt, attempt.RunnableAt, attempt.StartingAt, attempt.StartedAt, attempt.StoppedAt].map((text) => Date.parse(text));
  const bars = PHASES.map(([phase, label], index) => {
    const from = marks[index];
    const to = marks.slice(index + 1).find(Number.isFinite);
    if (!Number.isFinite(from) || to === undefined || to < from) return null;
    const bar = el('span', { class: `phase ${phase}`, title: `${label}: ${formatDuration((to - from) / 1000)}` });
    bar.style.left = `${((from - start) / (end - start)) * 100}%`;
    bar.style.width = `${((to - from) / (end - start)) * 100}%`;
    return bar;
  });
  const text = PHASES.map(([, label], index) => [label, marks[index + 1] - marks[index]])
    .filter(([, ms]) => ms >= 0)
    .map(([label, ms]) => `${label} ${formatDuration(ms / 1000)}`)
    .join(', ');
  return el(
    'div',
    { class: 'timeline-row' },
    el('span', { class: 'timeline-label' }, `${attempt.Number}`),
    el('div', { class: 'timeline-track', role: 'img', 'aria-label': `Attempt ${attempt.Number}: ${text}` }, ...bars),
  );
}

function attemptsTable(attempts) {
  const columns = COLUMNS.filter((column) => attempts.some((attempt) => attempt[column] !== undefined));
  return el(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Attempts, table' },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...columns.map((column) => el('th', { scope: 'col' }, column)))),
      el('tbody', {}, ...attempts.map((attempt) => el('tr', {}, ...columns.map((column) => el('td', {}, formatCell(attempt[column])))))),
    ),
  );
}

function fields(record) {
  const shown = Object.entries(record).filter(([name]) => name !== 'Attempts');
  return el(
    'dl',
    { class: 'fields' },
    ...shown.flatMap(([name, value]) => [
      el('dt', {}, name),
      el('dd', {}, typeof value === 'object' ? JSON.stringify(value) : formatCell(value)),
    ]),
  );
}
