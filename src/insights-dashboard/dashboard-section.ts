import { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { SectionDescription } from './section-description';
import { TEXT } from '../prop-check/cdk-types';
import { reject } from '../prop-check/prop-check';
import { checkTypes, listOf, objectWith, required } from '../prop-check/prop-types';
import { ATTEMPTS } from './sections/attempts';
import { BY_ARCHITECTURE } from './sections/by-architecture';
import { BY_JOB_DEFINITION, BY_REVISION } from './sections/by-job-definition';
import { BY_JOB_QUEUE } from './sections/by-job-queue';
import { CAPACITY, GROUPS_AND_CLUSTERS } from './sections/capacity';
import { COLLECTOR_ACTIVITY, COLLECTOR_HEALTH } from './sections/collector-health';
import { CONTAINER_INSIGHTS } from './sections/container-insights';
import { COST } from './sections/cost';
import { FAILURES } from './sections/failures';
import { GROUP_UTILIZATION } from './sections/group-utilization';
import { IN_FLIGHT } from './sections/in-flight';
import { INSTANCES, INSTANCES_BY_GROUP } from './sections/instances';
import { LATEST_JOBS } from './sections/latest-jobs';
import { OVERVIEW } from './sections/overview';
import { PLACEMENT } from './sections/placement';
import { RUN_TASK } from './sections/run-task';
import { SERVICE_METRICS } from './sections/service-metrics';
import { TIMINGS } from './sections/timings';
import { TRANSITIONS, TRANSITIONS_BY_GROUP } from './sections/transitions';
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
  /** The workload over the range and now: finished, failed, success rate, waits, lost run time; failures by cause, blocked job queues. */
  static readonly OVERVIEW = DashboardSection.ofLibrary(OVERVIEW);
  /** Why jobs failed, over time, and the latest failures with links to the job and its log. */
  static readonly FAILURES = DashboardSection.ofLibrary(FAILURES);
  /** Failed jobs, success rate and the time in RUNNABLE, STARTING and RUNNING by job queue, and waits over time. */
  static readonly BY_JOB_QUEUE = DashboardSection.ofLibrary(BY_JOB_QUEUE);
  /** The same by job definition, all revisions together. */
  static readonly BY_JOB_DEFINITION = DashboardSection.ofLibrary(BY_JOB_DEFINITION);
  /** Where jobs ran: instance types, Availability Zones, compute environments. */
  static readonly PLACEMENT = DashboardSection.ofLibrary(PLACEMENT);
  /** The latest 100 jobs. */
  static readonly LATEST_JOBS = DashboardSection.ofLibrary(LATEST_JOBS);
  /** Events processed, rejected, duplicated and late; dead letters, errors, and the alarms on the monitoring itself. */
  static readonly COLLECTOR_HEALTH = DashboardSection.ofLibrary(COLLECTOR_HEALTH);

  /** Jobs in each state now and over time, the longest waits, vCPUs requested, and why queues are blocked. Needs `inFlightSnapshot`. */
  static readonly IN_FLIGHT = DashboardSection.ofLibrary(IN_FLIGHT);
  /** Jobs entering each state over time. */
  static readonly TRANSITIONS = DashboardSection.ofLibrary(TRANSITIONS);
  /** Container instances that join and leave, and Spot reclaims. Needs `instanceRegistry`. */
  static readonly INSTANCES = DashboardSection.ofLibrary(INSTANCES);
  /** vCPUs and instances in service by compute environment. Left out unless there is an `inFlightSnapshot` that has an `instanceRegistry`. */
  static readonly CAPACITY = DashboardSection.ofLibrary(CAPACITY);
  /** The calls that place jobs, how many tasks they place, and why they do not. Needs `runTaskMonitoring`, which in turn needs a CloudTrail trail. */
  static readonly RUN_TASK = DashboardSection.ofLibrary(RUN_TASK);

  /** What jobs cost, what Spot saved, and what failed attempts cost; by job queue, compute environment, cause and job. Needs `costInsights`. */
  static readonly COST = DashboardSection.ofLibrary(COST);

  /** What jobs wait for: the share of each state in their time, and the longest waits for capacity. */
  static readonly WAITING = DashboardSection.ofLibrary(WAITING);
  /** Attempts per job, Spot interruptions, vCPU-hours, and the run time that failed attempts cost. */
  static readonly ATTEMPTS = DashboardSection.ofLibrary(ATTEMPTS);
  /** The share of waiting; wait, run and total time by job queue, job definition, instance type and Availability Zone. */
  static readonly TIMINGS = DashboardSection.ofLibrary(TIMINGS);
  /** The columns of `BY_JOB_QUEUE` by CPU architecture. */
  static readonly BY_ARCHITECTURE = DashboardSection.ofLibrary(BY_ARCHITECTURE);
  /** The columns of `BY_JOB_QUEUE` by revision of the job definition. */
  static readonly BY_REVISION = DashboardSection.ofLibrary(BY_REVISION);
  /** Jobs entering each state, by instance type, Availability Zone, compute environment, job queue and job definition. */
  static readonly TRANSITIONS_BY_GROUP = DashboardSection.ofLibrary(TRANSITIONS_BY_GROUP);
  /** Container instances that join and leave, by compute environment, instance type, Availability Zone and purchase option. Needs `instanceRegistry`. */
  static readonly INSTANCES_BY_GROUP = DashboardSection.ofLibrary(INSTANCES_BY_GROUP);
  /** Capacity of Auto Scaling groups, in service and desired, and how much of the ECS clusters is reserved and used. */
  static readonly GROUPS_AND_CLUSTERS = DashboardSection.ofLibrary(GROUPS_AND_CLUSTERS);
  /** CPU, network and disk of the Auto Scaling groups of AWS Batch. */
  static readonly GROUP_UTILIZATION = DashboardSection.ofLibrary(GROUP_UTILIZATION);
  /** What containers reserve and use, if Container Insights is enabled. */
  static readonly CONTAINER_INSIGHTS = DashboardSection.ofLibrary(CONTAINER_INSIGHTS);
  /** What AWS Batch itself publishes by job queue. */
  static readonly SERVICE_METRICS = DashboardSection.ofLibrary(SERVICE_METRICS);
  /** Events over time, their age, dead letters, errors and throttles. */
  static readonly COLLECTOR_ACTIVITY = DashboardSection.ofLibrary(COLLECTOR_ACTIVITY);

  /** Sections about the history of jobs, what is wrong first. They need only the collector. */
  static history(): DashboardSection[] {
    return [
      this.OVERVIEW,
      this.FAILURES,
      this.BY_JOB_QUEUE,
      this.BY_JOB_DEFINITION,
      this.PLACEMENT,
      this.LATEST_JOBS,
      this.COLLECTOR_HEALTH,
    ];
  }

  /** Sections about jobs in flight. Most show data of other constructs, which the dashboard needs as props. */
  static live(): DashboardSection[] {
    return [this.IN_FLIGHT, this.TRANSITIONS, this.CAPACITY, this.INSTANCES, this.RUN_TASK];
  }

  /** Sections with more detail, which are on no dashboard unless you add them. */
  static onRequest(): DashboardSection[] {
    return [
      this.COST,
      this.WAITING,
      this.ATTEMPTS,
      this.TIMINGS,
      this.BY_ARCHITECTURE,
      this.BY_REVISION,
      this.TRANSITIONS_BY_GROUP,
      this.INSTANCES_BY_GROUP,
      this.GROUPS_AND_CLUSTERS,
      this.GROUP_UTILIZATION,
      this.CONTAINER_INSIGHTS,
      this.SERVICE_METRICS,
      this.COLLECTOR_ACTIVITY,
    ];
  }

  /** All sections of the library: history, jobs in flight, then those on request. */
  static all(): DashboardSection[] {
    return [...this.history(), ...this.live(), ...this.onRequest()];
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

  /**
   * What a dashboard shows by default: the history, and what the sources that it is given have to show.
   *
   * @internal
   */
  static _byDefault(): DashboardSection[] {
    return [...this.history(), ...this.live().filter(({ _description }) => _description?.needs), this.COST];
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
