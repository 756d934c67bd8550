import { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { SectionDescription } from './section-description';
import { TEXT } from '../prop-check/cdk-types';
import { reject } from '../prop-check/prop-check';
import { checkTypes, listOf, objectWith, required } from '../prop-check/prop-types';
import { ATTEMPTS } from './sections/attempts';
import { BY_ARCHITECTURE } from './sections/by-architecture';
import { BY_JOB_DEFINITION } from './sections/by-job-definition';
import { BY_JOB_QUEUE } from './sections/by-job-queue';
import { CAPACITY } from './sections/capacity';
import { COLLECTOR_HEALTH } from './sections/collector-health';
import { CONTAINER_INSIGHTS } from './sections/container-insights';
import { FAILURES } from './sections/failures';
import { GROUP_UTILIZATION } from './sections/group-utilization';
import { IN_FLIGHT } from './sections/in-flight';
import { INSTANCES } from './sections/instances';
import { OVERVIEW } from './sections/overview';
import { PLACEMENT } from './sections/placement';
import { RUN_TASK } from './sections/run-task';
import { SERVICE_METRICS } from './sections/service-metrics';
import { TIMINGS } from './sections/timings';
import { TRANSITIONS } from './sections/transitions';
import { WAITING } from './sections/waiting';

const CUSTOM_TYPES = {
  title: required(TEXT, 'Viewers need to know what the section shows.'),
  explanation: required(TEXT, 'Viewers need to know how to read the section.'),
  widgets: required(listOf('widgets', objectWith('toJson', 'function', 'a widget', 'Use widgets of aws-cdk-lib/aws-cloudwatch.'))),
};

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
  static readonly OVERVIEW = DashboardSection.ofLibrary(OVERVIEW);
  /** Where jobs ran: instance types, Availability Zones, architectures, purchase options, compute environments. */
  static readonly PLACEMENT = DashboardSection.ofLibrary(PLACEMENT);
  /** Success rate and the time in RUNNABLE, STARTING and RUNNING, by CPU architecture. */
  static readonly BY_ARCHITECTURE = DashboardSection.ofLibrary(BY_ARCHITECTURE);
  /** The same by job definition, and a table by revision. */
  static readonly BY_JOB_DEFINITION = DashboardSection.ofLibrary(BY_JOB_DEFINITION);
  /** The same by job queue. */
  static readonly BY_JOB_QUEUE = DashboardSection.ofLibrary(BY_JOB_QUEUE);
  /** Failed jobs by cause, over time, by reason, and the latest of them with links to their logs. */
  static readonly FAILURES = DashboardSection.ofLibrary(FAILURES);
  /** Attempts per job, Spot interruptions, and the run time that failed attempts cost. */
  static readonly ATTEMPTS = DashboardSection.ofLibrary(ATTEMPTS);
  /** Waiting time by job queue over time, and what jobs wait for. */
  static readonly WAITING = DashboardSection.ofLibrary(WAITING);
  /** Events processed, rejected, doubled and late; dead letters and errors. */
  static readonly COLLECTOR_HEALTH = DashboardSection.ofLibrary(COLLECTOR_HEALTH);

  /** How much of the jobs' time goes by waiting; wait and run time by job queue, job definition, instance type and Availability Zone. */
  static readonly TIMINGS = DashboardSection.ofLibrary(TIMINGS);
  /** Jobs in each state now and over time, the longest waits, vCPUs asked for, and why queues are blocked. Needs `inFlightSnapshot`. */
  static readonly IN_FLIGHT = DashboardSection.ofLibrary(IN_FLIGHT);
  /** Jobs entering each state, by instance type, Availability Zone, compute environment, job queue and job definition. */
  static readonly TRANSITIONS = DashboardSection.ofLibrary(TRANSITIONS);
  /** The calls that place jobs, how many tasks they place, and why they do not. Needs `runTaskMonitoring`, which in turn needs a CloudTrail trail. */
  static readonly RUN_TASK = DashboardSection.ofLibrary(RUN_TASK);
  /** Container instances that join and leave, and what Spot takes back. Needs `instanceRegistry`. */
  static readonly INSTANCES = DashboardSection.ofLibrary(INSTANCES);
  /** Instances and vCPUs in service and desired, and how much of the clusters is reserved and used. */
  static readonly CAPACITY = DashboardSection.ofLibrary(CAPACITY);
  /** CPU, network and disk of the Auto Scaling groups of AWS Batch. */
  static readonly GROUP_UTILIZATION = DashboardSection.ofLibrary(GROUP_UTILIZATION);
  /** Whatever AWS Batch publishes by job queue itself; empty where it publishes nothing. */
  static readonly SERVICE_METRICS = DashboardSection.ofLibrary(SERVICE_METRICS);
  /** What containers reserve and use, where Container Insights is turned on. */
  static readonly CONTAINER_INSIGHTS = DashboardSection.ofLibrary(CONTAINER_INSIGHTS);

  /** Sections about the history of jobs. They need only the collector. */
  static history(): DashboardSection[] {
    return [
      this.OVERVIEW,
      this.PLACEMENT,
      this.BY_ARCHITECTURE,
      this.BY_JOB_DEFINITION,
      this.BY_JOB_QUEUE,
      this.FAILURES,
      this.ATTEMPTS,
      this.WAITING,
      this.TIMINGS,
      this.COLLECTOR_HEALTH,
    ];
  }

  /** Sections about jobs in flight. Some show data of other constructs, which the dashboard needs as props. */
  static live(): DashboardSection[] {
    return [
      this.IN_FLIGHT,
      this.TRANSITIONS,
      this.RUN_TASK,
      this.INSTANCES,
      this.CAPACITY,
      this.GROUP_UTILIZATION,
      this.CONTAINER_INSIGHTS,
      this.SERVICE_METRICS,
    ];
  }

  /** All sections of the library: history first, then jobs in flight. */
  static all(): DashboardSection[] {
    return [...this.history(), ...this.live()];
  }

  /**
   * A section of your own widgets. A dashboard's `jobQueues` do not reach into them.
   *
   * @param title the section's title; a dashboard takes each title once
   * @param explanation a line on how to read the section
   * @param widgets the widgets, left to right; those that do not fit in 24 columns go to the next row
   */
  static custom(title: string, explanation: string, widgets: IWidget[]): DashboardSection {
    checkTypes('DashboardSection.custom', { title, explanation, widgets }, CUSTOM_TYPES);
    const texts = { title, explanation };
    for (const [prop, value] of Object.entries(texts)) {
      if (value.trim() === '') {
        reject('DashboardSection.custom', {
          prop,
          value,
          allowed: 'a text',
          fix: 'Viewers need to know what the section shows and how to read it.',
        });
      }
    }
    if (widgets.length === 0) {
      reject('DashboardSection.custom', {
        prop: 'widgets',
        value: widgets,
        allowed: 'a list with at least one element',
        fix: `Add a widget to '${title}', or leave the section out.`,
      });
    }
    return new DashboardSection(title, explanation, undefined, widgets);
  }

  private static ofLibrary(description: SectionDescription): DashboardSection {
    return new DashboardSection(description.title, description.explanation, description, []);
  }

  /**
   * @param title the section's title
   * @param explanation a line on how to read the section
   * @param _description the charts of a section that the library has
   * @param _widgets the widgets of a custom section
   */
  private constructor(
    /** The section's title. */
    readonly title: string,
    /** A line on how to read the section. */
    readonly explanation: string,
    /** @internal */
    readonly _description: SectionDescription | undefined,
    /** @internal */
    readonly _widgets: readonly IWidget[],
  ) {}
}
