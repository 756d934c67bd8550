import { Annotations, Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  CustomWidget,
  GraphWidget,
  IAlarm,
  IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  Row,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { IScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { JobRuns, lastRunsQuery, runDurationsQuery, usualDurationQuery } from './job-row-queries';
import { ScheduledJobProps } from './scheduled-job-props';
import { jobsUrl } from './submit-command';
import { BatchInsights } from '../batch-insights/batch-insights';
import { scheduleInWords } from '../domain/schedule/schedule-words';
import { GRID_WIDTH } from '../insights-dashboard/section-description';

/** What a row shows. */
export interface JobRow extends JobRuns {
  readonly jobName: string;
  readonly submitCommand: string;
  readonly scheduleGroup: IScheduleGroup;
  readonly deadLetterQueue: IQueue;
  readonly alarms: readonly IAlarm[];
}

const HEIGHT = 6;
const TEXT_HEIGHT = 5;
/** Beside the text. */
const NEXT_RUN_WIDTH = 8;
const NO_ROW = 'cdk-batch-insights:no-dashboard-row';

/** Adds the job to the dashboard of the insights of its environment, if there is one. */
export function addJobRow(scope: Construct, row: JobRow, props: ScheduledJobProps): void {
  const { insights } = props.batchEnvironment;
  if (!insights?.dashboard) return;
  if (isCircular(scope, row, insights.dashboard)) return warnOfOtherStack(scope, insights.dashboard);
  insights.dashboard._addJobRow(() => widgetsOf(scope, row, props, insights));
}

/** The job needs the stack of its queue; were the dashboard in that one, the stacks would need each other. */
const isCircular = (scope: Construct, { jobQueue }: JobRow, dashboard: Construct): boolean =>
  Stack.of(dashboard) !== Stack.of(scope) && Stack.of(dashboard) === Stack.of(jobQueue);

const warnOfOtherStack = (scope: Construct, { node: { path } }: Construct): void =>
  Annotations.of(scope).addWarningV2(
    NO_ROW,
    `The dashboard ${path} has no row for ${scope.node.path}: the stack of the job needs that of the dashboard, and would be needed by it. ` +
      'Put the job into the stack of its environment, give the environment insights of another stack, or set dashboardRowEnabled to false.',
  );

/** What it is, how its runs went, and whether they were submitted. */
function widgetsOf(scope: Construct, row: JobRow, props: ScheduledJobProps, insights: BatchInsights): IWidget[] {
  const { logGroup } = insights.jobEventCollector;
  const queries = queryWidgets(scope, row, logGroup);
  return [
    new Row(...headOf(row, props, insights)),
    new Row(queries.usual, queries.durations, alarmWidget(row)),
    new Row(queries.lastRuns, submissionWidget(row)),
  ];
}

/** When it runs next is known to the explorer alone, where there is one: a text does not change with time. */
function headOf(row: JobRow, props: ScheduledJobProps, { jobExplorer, jobEventCollector }: BatchInsights): IWidget[] {
  const markdown = headingOf(row, props, jobsUrl(jobEventCollector, row.jobQueue));
  if (!jobExplorer) return [new TextWidget({ markdown, width: GRID_WIDTH, height: TEXT_HEIGHT })];
  const nextRun = new CustomWidget({
    title: `${row.jobName}: next run`,
    functionArn: jobExplorer.handler.functionArn,
    width: NEXT_RUN_WIDTH,
    height: TEXT_HEIGHT,
    updateOnTimeRangeChange: false,
    params: nextRunParams(row, props),
  });
  return [new TextWidget({ markdown, width: GRID_WIDTH - NEXT_RUN_WIDTH, height: TEXT_HEIGHT }), nextRun];
}

/** As the explorer documents them. */
const nextRunParams = (
  { jobName, jobQueue, jobDefinitionName }: JobRow,
  { schedule, start, end, enabled }: ScheduledJobProps,
): Readonly<Record<string, unknown>> => ({
  view: 'scheduled-job',
  job: jobName,
  queue: jobQueue.jobQueueName,
  definition: jobDefinitionName,
  expression: schedule.expressionString,
  timeZone: schedule.timeZone?.timezoneName,
  startDate: start?.toISOString(),
  endDate: end?.toISOString(),
  enabled,
});

/** Code in a fence keeps its quotes, and has a button that copies it. */
function headingOf(
  { jobName, jobDefinitionName, submitCommand }: JobRow,
  { schedule, enabled }: ScheduledJobProps,
  address: string,
): string {
  const words = scheduleInWords(schedule.expressionString, schedule.timeZone?.timezoneName);
  const due = enabled === false ? `Its schedule is disabled; it would be due ${words}.` : `Due ${words}.`;
  const definition = `Job definition \`${jobDefinitionName}\`, latest revision.`;
  return `### ${jobName}\n${due} ${definition} [Jobs of its queue](${address}). Run it now:\n\`\`\`\n${submitCommand}\n\`\`\``;
}

function queryWidgets(scope: Construct, row: JobRow, { logGroupName }: ILogGroup): Record<'usual' | 'durations' | 'lastRuns', IWidget> {
  const { region } = Stack.of(scope);
  const widget = (title: string, width: number, view: LogQueryVisualizationType, queryLines: string[]) =>
    new LogQueryWidget({ title: `${row.jobName}: ${title}`, width, height: HEIGHT, view, queryLines, logGroupNames: [logGroupName] });
  const { TABLE, BAR } = LogQueryVisualizationType;
  return {
    usual: widget('usual duration (minutes)', 7, TABLE, usualDurationQuery(row)),
    durations: widget('duration of each run (minutes, the newest 50)', 11, BAR, runDurationsQuery(row)),
    lastRuns: widget('last runs (the newest 20, minutes, UTC)', 16, TABLE, lastRunsQuery(row, region)),
  };
}

const alarmWidget = ({ jobName, alarms }: JobRow): IWidget =>
  new AlarmStatusWidget({ title: `${jobName}: alarms`, width: 6, height: HEIGHT, alarms: [...alarms] });

function submissionWidget({ jobName, scheduleGroup, deadLetterQueue }: JobRow): IWidget {
  const statistic = Stats.SUM;
  return new GraphWidget({
    title: `${jobName}: submissions (count per period)`,
    width: 8,
    height: HEIGHT,
    left: [
      scheduleGroup.metricAttempts({ statistic, label: 'Tried' }),
      scheduleGroup.metricTargetErrors({ statistic, label: 'Refused' }),
      scheduleGroup.metricDropped({ statistic, label: 'Given up' }),
      scheduleGroup.metricSentToDLQ({ statistic, label: 'To the dead-letter queue' }),
      deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, label: 'In the dead-letter queue' }),
    ],
    leftYAxis: { min: 0, label: 'count per period', showUnits: false },
  });
}
