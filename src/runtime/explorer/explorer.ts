import { JobItems } from './job-items';
import { JobSearch, JobSearchSettings } from './job-search';
import { LogsInsights } from './logs-insights';
import { ShownProblem } from './shown-problem';
import { costPage, MAX_COST_ROWS } from '../../domain/explorer/cost-page';
import { DOCUMENTATION } from '../../domain/explorer/documentation';
import { ganttPage } from '../../domain/explorer/gantt-page';
import { Html } from '../../domain/explorer/html';
import { inFlightJobsPage } from '../../domain/explorer/in-flight-jobs-page';
import { inFlightPage } from '../../domain/explorer/in-flight-page';
import { InFlightSelection } from '../../domain/explorer/in-flight-selection';
import { jobPage } from '../../domain/explorer/job-page';
import { ConsoleLinks, reportLinks, widgetLinks } from '../../domain/explorer/links';
import { Frame, NO_ANSWER, problemPage, QueryAnswer } from '../../domain/explorer/page';
import { costQuery, ganttQuery, inFlightQuery, searchQuery } from '../../domain/explorer/queries';
import { jobIdIn } from '../../domain/explorer/query-text';
import { reportFile } from '../../domain/explorer/report';
import { asksForDocumentation, Place, readRequest, Screen } from '../../domain/explorer/request';
import { scheduledJobPage } from '../../domain/explorer/scheduled-job-page';
import { PAGE_SIZE, searchPage } from '../../domain/explorer/search-page';
import { View } from '../../domain/explorer/views';
import { DynamoDbFailed } from '../aws/dynamodb';
import { AwsCallFailed } from '../aws/signed-request';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Output } from '../output/output';
import { reportFailure } from '../rejection';

export interface ExplorerSettings extends JobSearchSettings {
  /** Absent if there are no snapshots. */
  readonly snapshotLogGroup?: string;
  /** The number of items that a list of jobs in flight reads of the table. */
  readonly maxTableItems: number;
  readonly awsConsole: ConsoleLinks;
}

export interface ExplorerParts {
  readonly insights: LogsInsights;
  readonly search: JobSearch;
  readonly items: JobItems;
  readonly settings: ExplorerSettings;
  readonly deadline: Deadline;
  readonly output: Output;
  readonly now: () => number;
}

/** What CloudWatch shows: HTML, or Markdown. */
export type WidgetAnswer = string | { readonly markdown: string };

/** The pages after the one that is shown, which are read with it, so that there are links to them. */
const PAGES_AHEAD = 3;
/** Snapshots are taken every five minutes, or as seldom as daily, and a daily one can be late; each has a line for each job queue. */
const SNAPSHOT_MILLIS = 25 * 3_600_000;
const SNAPSHOT_ROWS = 2_000;

/** Answers a custom widget of CloudWatch. */
export class Explorer {
  private readonly pages: Readonly<Record<View, (place: Place, frame: Frame) => Promise<Html>>> = {
    search: async (place, frame) => {
      if (place.job !== undefined && jobIdIn(place.job)) return this.job(place.job, place, frame);
      const { maxRows: limit } = this.parts.settings;
      const rows = Math.min(limit, (place.page + 1 + PAGES_AHEAD) * PAGE_SIZE);
      return searchPage(frame, place, { ...(await this.query(frame.screen, searchQuery(place, rows))), limit });
    },
    job: (place, frame) => this.job(place.id ?? '', place, frame),
    gantt: async (place, frame) => {
      const { maxRows: limit } = this.parts.settings;
      return ganttPage(frame, place, { ...(await this.query(frame.screen, ganttQuery(limit))), limit });
    },
    costs: async (place, frame) => costPage(frame, place, await this.query(frame.screen, costQuery(place, MAX_COST_ROWS + 1))),
    'in-flight': async (_, frame) => inFlightPage(frame, await this.snapshots(frame.now)),
    'in-flight-jobs': (place, frame) => this.inFlightJobs(place, frame),
    'scheduled-job': (place, frame) => Promise.resolve(scheduledJobPage(frame, place)),
  };

  constructor(private readonly parts: ExplorerParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  /** @param endpoint the ARN of this function, which the widget calls when something is clicked */
  async show(event: unknown, endpoint: string): Promise<WidgetAnswer> {
    if (asksForDocumentation(event)) return { markdown: DOCUMENTATION };
    const { place, screen } = readRequest(event, this.parts.now());
    return (await this.render(place, this.frameOf(screen, widgetLinks(endpoint, this.parts.settings.awsConsole)))).text;
  }

  /** The same page as a file. */
  async report(event: unknown): Promise<string> {
    const { place, screen } = readRequest(event, this.parts.now());
    const body = await this.render(place, this.frameOf(screen, reportLinks(this.parts.settings.awsConsole)));
    return reportFile(screen, `AWS Batch: ${place.id ?? place.view}`, body).text;
  }

  private frameOf(screen: Screen, links: Frame['links']): Frame {
    return { screen, links, now: this.parts.now(), hasSnapshots: this.parts.settings.snapshotLogGroup !== undefined };
  }

  /** Whatever goes wrong is text on the page. Only errors that are for viewers are quoted. */
  private async render(place: Place, frame: Frame): Promise<Html> {
    this.deadline.keep(KEPT_FOR_THE_END);
    try {
      return await this.pages[place.view](place, frame);
    } catch (error) {
      if (error instanceof ShownProblem) return problemPage(frame, error.message);
      reportFailure('explorer', error, this.parts.output);
      const reason = error instanceof AwsCallFailed || error instanceof DynamoDbFailed ? `${error.message}.` : 'Something went wrong.';
      return problemPage(frame, `${reason} The log of the function has more.`);
    }
  }

  private async job(id: string, place: Place, frame: Frame): Promise<Html> {
    return jobPage(frame, place, await this.parts.search.find(id, frame.screen));
  }

  private async inFlightJobs(place: Place, frame: Frame): Promise<Html> {
    if (place.job !== undefined && jobIdIn(place.job)) return this.job(place.job, place, frame);
    const { maxRows, maxTableItems: maxItems } = this.parts.settings;
    const selection = new InFlightSelection(place, maxRows);
    const isWhole = await this.parts.items.inFlight(frame.now, maxItems, (job) => selection.add(job));
    return inFlightJobsPage(frame, place, { selection, isWhole, maxItems });
  }

  private async snapshots(now: number): Promise<QueryAnswer> {
    const { snapshotLogGroup: logGroup } = this.parts.settings;
    if (logGroup === undefined) return NO_ANSWER;
    return this.parts.insights.run({ logGroup, text: inFlightQuery(SNAPSHOT_ROWS), start: now - SNAPSHOT_MILLIS, end: now });
  }

  private query({ start, end }: Screen, text: string): Promise<QueryAnswer> {
    const { logGroup, maxRangeMillis } = this.parts.settings;
    if (end - start > maxRangeMillis) {
      throw new ShownProblem(`The time range is longer than ${Math.floor(maxRangeMillis / 86_400_000)} days. Choose a shorter one.`);
    }
    return this.parts.insights.run({ logGroup, text, start, end });
  }
}
