import { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { SectionDescription } from './section-description';
import { refuse } from '../event-intake/prop-check';
import { ATTEMPTS } from './sections/attempts';
import { BY_ARCHITECTURE } from './sections/by-architecture';
import { BY_JOB_DEFINITION } from './sections/by-job-definition';
import { BY_JOB_QUEUE } from './sections/by-job-queue';
import { COLLECTOR_HEALTH } from './sections/collector-health';
import { FAILURES } from './sections/failures';
import { OVERVIEW } from './sections/overview';
import { PLACEMENT } from './sections/placement';
import { WAITING } from './sections/waiting';

/**
 * A part of a dashboard: a title, a line on how to read it, and charts that belong together.
 *
 * @example
 * import { TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
 * import { DashboardSection } from 'cdk-batch-insights';
 *
 * const sections = [
 *   DashboardSection.OVERVIEW,
 *   DashboardSection.FAILURES,
 *   DashboardSection.custom('On call', 'Whom to ask.', [new TextWidget({ markdown: 'Ask the render team.' })]),
 * ];
 */
export class DashboardSection {
  /** Jobs finished, success rate, wait, states over time, and the latest jobs. */
  public static readonly OVERVIEW = new DashboardSection(OVERVIEW.title, OVERVIEW.explanation, OVERVIEW, []);
  /** Where jobs ran: instance types, Availability Zones, architectures, purchase options, compute environments. */
  public static readonly PLACEMENT = new DashboardSection(PLACEMENT.title, PLACEMENT.explanation, PLACEMENT, []);
  /** Success rate and the time in RUNNABLE, STARTING and RUNNING, by CPU architecture. */
  public static readonly BY_ARCHITECTURE = new DashboardSection(BY_ARCHITECTURE.title, BY_ARCHITECTURE.explanation, BY_ARCHITECTURE, []);
  /** The same by job definition, and a table by revision. */
  public static readonly BY_JOB_DEFINITION = new DashboardSection(BY_JOB_DEFINITION.title, BY_JOB_DEFINITION.explanation, BY_JOB_DEFINITION, []);
  /** The same by job queue. */
  public static readonly BY_JOB_QUEUE = new DashboardSection(BY_JOB_QUEUE.title, BY_JOB_QUEUE.explanation, BY_JOB_QUEUE, []);
  /** Failed jobs by cause, over time, by reason, and the latest of them with links to their logs. */
  public static readonly FAILURES = new DashboardSection(FAILURES.title, FAILURES.explanation, FAILURES, []);
  /** Attempts per job, Spot interruptions, and the run time that failed attempts cost. */
  public static readonly ATTEMPTS = new DashboardSection(ATTEMPTS.title, ATTEMPTS.explanation, ATTEMPTS, []);
  /** Waiting time by job queue over time, and what jobs wait for. */
  public static readonly WAITING = new DashboardSection(WAITING.title, WAITING.explanation, WAITING, []);
  /** Events processed, rejected, doubled and late; dead letters and errors. */
  public static readonly COLLECTOR_HEALTH = new DashboardSection(COLLECTOR_HEALTH.title, COLLECTOR_HEALTH.explanation, COLLECTOR_HEALTH, []);

  /** All sections that the library has, in the order of a dashboard that names none. */
  public static all(): DashboardSection[] {
    return [
      this.OVERVIEW, this.PLACEMENT, this.BY_ARCHITECTURE, this.BY_JOB_DEFINITION, this.BY_JOB_QUEUE,
      this.FAILURES, this.ATTEMPTS, this.WAITING, this.COLLECTOR_HEALTH,
    ];
  }

  /**
   * A section of your own widgets. A dashboard's `jobQueues` do not reach into them.
   *
   * @param title the section's title; a dashboard takes each title once
   * @param explanation a line on how to read the section
   * @param widgets the widgets, left to right; those that do not fit in 24 columns go to the next row
   */
  public static custom(title: string, explanation: string, widgets: IWidget[]): DashboardSection {
    const texts = { title, explanation };
    for (const [prop, value] of Object.entries(texts)) {
      if (value.trim() === '') {
        refuse('DashboardSection.custom', { prop, value, allowed: 'a text', mend: 'Viewers need to know what the section shows and how to read it.' });
      }
    }
    if (widgets.length === 0) {
      refuse('DashboardSection.custom', { prop: 'widgets', value: widgets, allowed: 'a list with at least one element', mend: `Add a widget to '${title}', or leave the section out.` });
    }
    return new DashboardSection(title, explanation, undefined, widgets);
  }

  /**
   * @param title the section's title
   * @param explanation a line on how to read the section
   * @param _description the charts of a section that the library has
   * @param _widgets the widgets of a custom section
   */
  private constructor(
    /** The section's title. */
    public readonly title: string,
    /** A line on how to read the section. */
    public readonly explanation: string,
    /** @internal */
    public readonly _description: SectionDescription | undefined,
    /** @internal */
    public readonly _widgets: readonly IWidget[],
  ) {}
}
