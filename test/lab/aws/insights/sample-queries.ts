/** A Logs Insights query with SQL that a person wrote for it from the meaning, over the table `jobs`. */
export interface Partner {
  readonly query: string;
  readonly sql: string;
}

const BY = ['Architecture', 'JobDefinition', 'JobQueue'];

/** The 17 log queries of the aws-samples dashboard, with the texts that it deploys (`fields fJobQueue` and all). */
export const sampleDashboardQueries: readonly Partner[] = [
  {
    query: 'fields Status | stats count(*) as Job_Status by Status',
    sql: 'select Status, count(*) as Job_Status from jobs group by all',
  },
  {
    query: `fields @timestamp, JobId, JobName, JobQueue, JobDefinition, Status, TotalRunnableSeconds, TotalStartingSeconds,
      TotalRunningSeconds, AvailabilityZone, InstanceType, Architecture | sort @timestamp desc`,
    sql: `select strftime(make_timestamp(ts * 1000), '%Y-%m-%d %H:%M:%S.%g') as "@timestamp", JobId, JobName, JobQueue, JobDefinition, Status,
      TotalRunnableSeconds, TotalStartingSeconds, TotalRunningSeconds, AvailabilityZone, InstanceType, Architecture
      from jobs order by ts desc, JobQueue nulls first`,
  },
  {
    query: 'fields InstanceType | stats count(*) as Count by InstanceType',
    sql: 'select InstanceType, count(*) as Count from jobs group by all',
  },
  {
    query: 'fields AvailabilityZone | stats count(*) as AZ by AvailabilityZone',
    sql: 'select AvailabilityZone, count(*) as AZ from jobs group by all',
  },
  {
    query: 'fields Architecture | stats count(*) as CPU_Arch by Architecture',
    sql: 'select Architecture, count(*) as CPU_Arch from jobs group by all',
  },
  ...BY.flatMap((by) => [
    {
      query: `fields f${by} | stats sum(Status="SUCCEEDED")/count(*)*100 as Percentage by ${by}`,
      sql: `select ${by}, count(*) filter (Status = 'SUCCEEDED') / count(*) * 100 as Percentage from jobs group by all`,
    },
    ...['Runnable', 'Starting', 'Running'].map((state) => ({
      query: `fields f${by} | stats avg(Total${state}Seconds)/60 as Minutes by ${by}`,
      sql: `select ${by}, avg(Total${state}Seconds) / 60 as Minutes from jobs group by all`,
    })),
  ]),
];
