import type { Partner } from './sample-queries';

const SHOW_TIME = (ms: string): string => `strftime(make_timestamp(${ms} * 1000), '%Y-%m-%d %H:%M:%S.%g')`;

/** Queries over every command and function, each with SQL of the same meaning. */
export const ownQueries: readonly Partner[] = [
  {
    query: 'filter RecordType = "job" | stats count(*) as Jobs, sum(Status = "FAILED") as Failed by bin(1h)',
    sql: `select ${SHOW_TIME('(ts // 3600000) * 3600000')} as "bin(1h)", count(*) as Jobs, count(*) filter (Status = 'FAILED') as Failed
      from jobs where RecordType = 'job' group by all`,
  },
  {
    query:
      'filter RecordType = "job" | stats pct(TotalRunningSeconds, 90) as p90, pct(TotalRunningSeconds, 50) as p50, median(TotalRunningSeconds) as m by JobQueue',
    sql: `select JobQueue, quantile_cont(TotalRunningSeconds, 0.9) as p90, quantile_cont(TotalRunningSeconds, 0.5) as p50, median(TotalRunningSeconds) as m
      from jobs where RecordType = 'job' group by all`,
  },
  {
    query: 'filter Status = "FAILED" | stats count(*) as Count by FailureCategory | sort Count desc, FailureCategory',
    sql: "select FailureCategory, count(*) as Count from jobs where Status = 'FAILED' group by all order by Count desc, FailureCategory",
  },
  {
    query:
      'stats min(TotalRunningSeconds) as lo, max(TotalRunningSeconds) as hi, stddev(TotalRunningSeconds) as sd, avg(TotalRunningSeconds) as mean',
    sql: 'select min(TotalRunningSeconds) as lo, max(TotalRunningSeconds) as hi, stddev(TotalRunningSeconds) as sd, avg(TotalRunningSeconds) as mean from jobs',
  },
  {
    query: 'stats count_distinct(JobDefinition) as Definitions, count(InstanceType) as Placed, count(*) as Lines by JobQueue',
    sql: 'select JobQueue, count(distinct JobDefinition) as Definitions, count(InstanceType) as Placed, count(*) as Lines from jobs group by all',
  },
  {
    query: 'filter InstanceType like /^c6i/ and not (AvailabilityZone = "eu-west-1b") | fields JobId, InstanceType',
    sql: "select JobId, InstanceType from jobs where InstanceType like 'c6i%' and AvailabilityZone <> 'eu-west-1b'",
  },
  {
    query: 'filter StatusReason =~ /(?i)HOST ec2/ | display JobId',
    sql: "select JobId from jobs where regexp_matches(StatusReason, 'host ec2', 'i')",
  },
  {
    query: 'filter JobQueue in ["analysis", "nightly"] | stats count(*) as n by JobQueue, Status',
    sql:
      "select JobQueue, Status, count(*) as n from jobs where JobQueue in ('analysis', 'nightly') and RecordType is not null group by all " +
      "union all select 'analysis', null, 1",
  },
  {
    query: 'filter ispresent(JobId) and JobQueue not in ["analysis"] | stats count(*) as n',
    sql: "select count(*) as n from jobs where JobId is not null and JobQueue <> 'analysis'",
  },
  {
    query: 'filter ispresent(JobId) | stats count(*) as n by coalesce(InstanceType, Platform) as Place | sort n desc, Place',
    sql: 'select coalesce(InstanceType, Platform) as Place, count(*) as n from jobs where JobId is not null group by all order by n desc, Place',
  },
  {
    query:
      'filter RecordType="job" | parse JobDefinition "*:*" as Definition, Revision | stats count(*) as n, max(Revision) as Newest by Definition',
    sql: `select split_part(JobDefinition, ':', 1) as Definition, count(*) as n, cast(max(cast(split_part(JobDefinition, ':', 2) as int)) as varchar) as Newest
      from jobs where RecordType = 'job' group by all`,
  },
  {
    query: 'parse InstanceType /(?<Family>[a-z0-9]+)\\.(?<Size>\\w+)/ | filter ispresent(Family) | stats count(*) as n by Family, Size',
    sql: "select split_part(InstanceType, '.', 1) as Family, split_part(InstanceType, '.', 2) as Size, count(*) as n from jobs where InstanceType is not null group by all",
  },
  {
    query: 'filter AttemptCount > 1 | fields JobId, Attempts.0.RunningSeconds as First, Attempts.0.Reason as Why',
    sql: 'select JobId, Attempts[1].RunningSeconds as First, Attempts[1].Reason as Why from jobs where AttemptCount > 1',
  },
  {
    query: 'filter ispresent(JobId) | stats count(*) as n by Tags.team, `Tags.cost-center`',
    sql: 'select Tags.team as "Tags.team", Tags."cost-center" as "Tags.cost-center", count(*) as n from jobs where JobId is not null group by all',
  },
  {
    query: `filter RecordType = "job" # only records
      | stats sum(Vcpus * TotalRunningSeconds) / 3600 as VcpuHours, sum(LostSeconds * Vcpus) / sum(TotalRunningSeconds * Vcpus) * 100 as LostPercent by JobQueue`,
    sql: `select JobQueue, sum(Vcpus * TotalRunningSeconds) / 3600 as VcpuHours, sum(LostSeconds * Vcpus) / sum(TotalRunningSeconds * Vcpus) * 100 as LostPercent
      from jobs where RecordType = 'job' group by all`,
  },
  {
    query:
      'filter Status = "FAILED" | stats latest(StatusReason) as Reason, latest(JobId) as Job, earliest(JobId) as FirstJob by FailureCategory',
    sql: `select FailureCategory, arg_max(StatusReason, ts) as Reason, arg_max(JobId, ts) as Job, arg_min(JobId, ts) as FirstJob
      from jobs where Status = 'FAILED' group by all`,
  },
  {
    query: 'filter ispresent(JobId) | stats count(*) as n by JobQueue, bin(6h) as t | stats max(n) as Busiest, avg(n) as Mean by JobQueue',
    sql: `select JobQueue, max(n) as Busiest, avg(n) as Mean from
      (select JobQueue, ts // 21600000 as t, count(*) as n from jobs where JobId is not null group by all) group by all`,
  },
  {
    query: 'filter ispresent(JobId) | sort TotalRunningSeconds desc | limit 7 | fields JobId, floor(TotalRunningSeconds / 60) as Minutes',
    sql: 'select JobId, floor(TotalRunningSeconds / 60) as Minutes from jobs where JobId is not null order by TotalRunningSeconds desc limit 7',
  },
  {
    query: 'filter ispresent(JobId) | fields JobQueue, JobId | sort TotalSeconds desc | dedup JobQueue',
    sql: `select JobQueue, JobId from jobs where JobId is not null
      qualify row_number() over (partition by JobQueue order by TotalSeconds desc) = 1 order by TotalSeconds desc`,
  },
  {
    query: `filter ispresent(JobId) | fields JobId, concat(JobQueue, "/", toupper(Platform)) as Where, strlen(JobName) as Length,
      substr(JobDefinition, 0, 3) as Short, replace(JobDefinition, ":", "@") as Name, strcontains(JobName, "<img") as Hostile`,
    sql: `select JobId, JobQueue || '/' || upper(Platform) as Where, length(JobName) as Length, substr(JobDefinition, 1, 3) as Short,
      replace(JobDefinition, ':', '@') as Name, cast(contains(JobName, '<img') as int) as Hostile from jobs where JobId is not null`,
  },
  {
    query:
      'filter ispresent(JobId) | fields JobId, greatest(TotalRunnableSeconds, TotalStartingSeconds) as Wait, least(TotalRunningSeconds, 100) as Capped, abs(-Vcpus) as v',
    sql: `select JobId, case when TotalRunnableSeconds is null then null else greatest(TotalRunnableSeconds, TotalStartingSeconds) end as Wait,
      least(TotalRunningSeconds, 100) as Capped, Vcpus as v from jobs where JobId is not null`,
  },
  {
    query:
      'filter StoppedAt >= "2026-03-02T12:00:00.000Z" and (ExitCode != 0 or FailureCategory = "SPOT_INTERRUPTION") | stats count(*) as n',
    sql: `select count(*) as n from jobs where StoppedAt >= '2026-03-02T12:00:00.000Z'
      and (ExitCode is null or ExitCode <> 0 or FailureCategory = 'SPOT_INTERRUPTION')`,
  },
  {
    query:
      'filter ispresent(JobId) | stats count(*) as n by datefloor(@timestamp, 1d) as Day, fromMillis(toMillis(@timestamp) - toMillis(@timestamp) % 43200000) as Half',
    sql: `select ${SHOW_TIME('(ts // 86400000) * 86400000')} as Day, ${SHOW_TIME('(ts // 43200000) * 43200000')} as Half, count(*) as n
      from jobs where JobId is not null group by all`,
  },
  {
    query: `filter ispresent(JobId) | fields JobId, if(AttemptCount > 1, "again", Status) as Kind, round(TotalRunningSeconds / 60) as Minutes,
      round(TotalRunningSeconds / 3600, 2) as Hours, case(ispresent(LogStream), LogStream) as Log,
      case(Vcpus > 8, "large", Vcpus > 2, "middle", "small") as Size`,
    sql: `select JobId, if(AttemptCount > 1, 'again', Status) as Kind, floor(TotalRunningSeconds / 60 + 0.5) as Minutes,
      floor(TotalRunningSeconds / 3600 * 100 + 0.5) / 100 as Hours, LogStream as Log,
      case when Vcpus > 8 then 'large' when Vcpus > 2 then 'middle' else 'small' end as Size from jobs where JobId is not null`,
  },
  {
    query: 'filter IsMainNode = 1 or ArrayIndex < 3 | stats count(*) as n, sum(IsMainNode) as Mains',
    sql: 'select count(*) as n, count(*) filter (IsMainNode) as Mains from jobs where IsMainNode or ArrayIndex < 3',
  },
  {
    query:
      'filter ispresent(JobId) | fields jsonParse(@message) as record | unnest record.Attempts into attempt | stats count(*) as n by attempt.Number',
    sql: 'select a.Number as "attempt.Number", count(*) as n from (select unnest(Attempts) as a from jobs where JobId is not null) group by all',
  },
  {
    query:
      'filter ispresent(JobId) | stats sortsFirst(InstanceType) as Low, sortsLast(JobName) as High, 2 ^ 3 + 7 % 4 as Eleven by JobQueue',
    sql: `select JobQueue, 'c6i.4xlarge' as Low, max_by(JobName, if(JobName like 'job-%', cast(substr(JobName, 5) as int), -1)) as High, 11 as Eleven
      from jobs where JobId is not null group by all`,
  },
];
