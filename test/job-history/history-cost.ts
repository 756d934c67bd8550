/**
 * What a history of job records costs in a year: list prices of 2026 in us-east-1, without free tiers. The documentation has the figures that this
 * computes.
 */

/**
 * Prices in US dollars.
 *
 * @see https://aws.amazon.com/firehose/pricing/
 * @see https://aws.amazon.com/s3/pricing/
 * @see https://aws.amazon.com/athena/pricing/
 * @see https://aws.amazon.com/lambda/pricing/
 * @see https://aws.amazon.com/dynamodb/pricing/on-demand/
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
const USD = {
  /** Firehose charges each record as a multiple of 5 KB. */
  firehoseGb: { ingestion: 0.029, conversion: 0.018, partitioning: 0.02 },
  partitionedObject: 0.005 / 1000,
  jqHour: 0.07,
  storedGbMonth: 0.023,
  put: 0.005 / 1000,
  get: 0.0004 / 1000,
  scannedTb: 5,
  invocation: 0.2 / 1e6,
  lambdaGbSecond: 0.0000133334,
  alarmMetricMonth: 0.1,
  dynamoDb: { write: 0.625 / 1e6, read: 0.125 / 1e6, storedGbMonth: 0.25 },
  logs: { storedGbMonth: 0.03, scannedGb: 0.005 },
} as const;

/** Measured with the records of a simulated day: rows of 2.2 KB on average, almost all below 5 KB. */
const RECORD_GB = 5 / 1e6;
const ROW_BYTES = 2_190;
const LOG_LINE_BYTES = 1_430;
/** Bytes of a Parquet file with so many rows, written with Snappy from the same rows. Each file repeats its schema, names and statistics. */
const FILE_BYTES: readonly (readonly [rows: number, bytes: number])[] = [
  [1, 8_660],
  [10, 20_316],
  [30, 27_478],
  [100, 44_573],
  [300, 87_932],
  [1000, 265_475],
];
const LARGE_FILE_BYTES_PER_ROW = 265;
/** What `jobs_by_day` reads of the bytes: the columns that it needs. */
const SHARE_OF_TOTALS = 0.14;
/** Athena charges at least 10 MB for a query, and reads the footer and some ranges of each file. */
const MIN_SCANNED_BYTES = 10e6;
const GETS_PER_FILE = 3;
/** The streams write every quarter of an hour. */
const MAX_FILES_A_DAY = 96;
const DAYS = 365;
/** Assumed: so many records a second for a jq query, and 0.2 seconds of a function with 256 MB for each invocation. */
const JQ_RECORDS_PER_SECOND = 10_000;
const INVOCATION_GB_SECONDS = 0.05;
/** Days whose folders each run of the compaction lists, and how many metrics the alarms look at. */
const LISTED_DAYS = 36;
const ALARM_METRICS = 8;

/** Bytes of a file, between two measured ones in proportion. */
export function fileBytes(rows: number): number {
  const above = FILE_BYTES.findIndex(([measured]) => measured >= rows);
  if (above < 0) return rows * LARGE_FILE_BYTES_PER_ROW;
  const [upper, upperBytes] = FILE_BYTES[above];
  const [lower, lowerBytes] = FILE_BYTES[above - 1] ?? [upper - 1, upperBytes];
  return lowerBytes + ((rows - lower) / (upper - lower)) * (upperBytes - lowerBytes);
}

interface Files {
  readonly aDay: number;
  readonly bytesADay: number;
}

export interface HistoryCost {
  readonly beforeCompaction: Files;
  readonly afterCompaction: Files;
  /** US dollars a year. */
  readonly usd: {
    readonly streams: number;
    readonly functions: number;
    readonly requests: number;
    readonly compaction: number;
    /** Of a year of records, for a year. */
    readonly storage: number;
    readonly alarms: number;
  };
  readonly totalUsd: number;
  /** US dollars for one query over all jobs of a day, or of a year, by `jobs_by_day`. */
  readonly query: { readonly dayUsd: number; readonly yearUsd: number; readonly yearUsdUncompacted: number };
}

/** @param recordsPerInvocation how many records CloudWatch Logs sends at a time: the more there are, the more */
export function historyCost(jobsAYear: number, recordsPerInvocation: number): HistoryCost {
  const jobsADay = jobsAYear / DAYS;
  const beforeCompaction = filesOf(jobsADay, Math.min(MAX_FILES_A_DAY, jobsADay));
  const afterCompaction = filesOf(jobsADay, 1);
  const usd = {
    streams: streamUsd(jobsAYear, beforeCompaction.aDay * DAYS),
    functions: (jobsAYear / recordsPerInvocation) * (USD.invocation + INVOCATION_GB_SECONDS * USD.lambdaGbSecond),
    requests: beforeCompaction.aDay * DAYS * USD.put,
    compaction: compactionUsd(beforeCompaction) * DAYS,
    storage: ((afterCompaction.bytesADay * DAYS) / 1e9) * USD.storedGbMonth * 12,
    alarms: ALARM_METRICS * USD.alarmMetricMonth * 12,
  };
  return {
    beforeCompaction,
    afterCompaction,
    usd,
    totalUsd: Object.values(usd).reduce((sum, each) => sum + each, 0),
    query: {
      dayUsd: queryUsd(afterCompaction, 1),
      yearUsd: queryUsd(afterCompaction, DAYS),
      yearUsdUncompacted: queryUsd(beforeCompaction, DAYS),
    },
  };
}

const filesOf = (jobsADay: number, aDay: number): Files => ({ aDay, bytesADay: aDay * fileBytes(jobsADay / aDay) });

const streamUsd = (jobs: number, objects: number): number =>
  jobs * RECORD_GB * Object.values(USD.firehoseGb).reduce<number>((sum, each) => sum + each, 0) +
  objects * USD.partitionedObject +
  (jobs / JQ_RECORDS_PER_SECOND / 3600) * USD.jqHour;

/** Reads the files of a day once, writes one, and lists the folders of the last days. */
const compactionUsd = ({ aDay, bytesADay }: Files): number =>
  scanUsd(bytesADay) + aDay * GETS_PER_FILE * USD.get + (LISTED_DAYS + 4) * USD.put;

const queryUsd = ({ aDay, bytesADay }: Files, days: number): number =>
  scanUsd(bytesADay * days * SHARE_OF_TOTALS) + aDay * days * GETS_PER_FILE * USD.get;

const scanUsd = (bytes: number): number => (Math.max(bytes, MIN_SCANNED_BYTES) / 1e12) * USD.scannedTb;

/** What a year of records costs, and one query over all of it, in US dollars; without alarms. */
export interface Alternative {
  readonly usd: number;
  readonly queryUsd: number;
}

/** A table with an item for each record: three write units of 1 KB, and a scan of half a read unit for each 4 KB. */
export function inDynamoDb(jobs: number): Alternative {
  const storedGb = (jobs * ROW_BYTES) / 1e9;
  return {
    usd: jobs * Math.ceil(ROW_BYTES / 1024) * USD.dynamoDb.write + storedGb * USD.dynamoDb.storedGbMonth * 12,
    queryUsd: ((jobs * ROW_BYTES) / 4096) * 0.5 * USD.dynamoDb.read,
  };
}

/** The log group of the collector, kept for a year. */
export function inCloudWatchLogs(jobs: number): Alternative {
  const storedGb = (jobs * LOG_LINE_BYTES) / 1e9;
  return { usd: storedGb * USD.logs.storedGbMonth * 12, queryUsd: storedGb * USD.logs.scannedGb };
}

/** The same files, without streams. */
export function byOwnWriter({ totalUsd, usd, query }: HistoryCost): Alternative {
  return { usd: totalUsd - usd.alarms - usd.streams, queryUsd: query.yearUsd };
}

/** What was chosen. */
export function byFirehose({ totalUsd, usd, query }: HistoryCost): Alternative {
  return { usd: totalUsd - usd.alarms, queryUsd: query.yearUsd };
}
