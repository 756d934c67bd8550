import { QueueUse } from './servers/brokered-queue';
import { OperationUse } from './servers/dynamodb-meter';

/** The content of `summary.json`. Keys of the inner objects are logical ids. */
export interface Summary {
  readonly eventsRead: number;
  /** Events of another account or Region than that of the deployment: rules of the library leave them out. */
  readonly eventsElsewhere: number;
  /** Events by rule. */
  readonly eventsMatched: { readonly [rule: string]: number };
  /** Invocations of rules with a schedule, by rule. */
  readonly scheduledInvocations: { readonly [rule: string]: number };
  /** Schedules that a replay cannot run, each with the reason. */
  readonly schedulesNotRun: readonly string[];
  readonly invalidLines: number;
  /** Events that a handler refused to read. */
  readonly rejectedEvents: number;
  readonly lostEvents: number;
  /** EMF documents that CloudWatch would refuse. */
  readonly metricViolations: number;
  /** Of the log groups with EMF documents, how many documents CloudWatch would refuse. */
  readonly rejectedDocuments: { readonly [group: string]: number };
  readonly invocations: { readonly [fn: string]: number };
  readonly failedInvocations: { readonly [fn: string]: number };
  readonly billedMilliseconds: { readonly [fn: string]: number };
  readonly messages: { readonly [queue: string]: QueueUse };
  /** Messages that ended in a dead-letter queue. */
  readonly deadLetters: { readonly [queue: string]: number };
  readonly tables: { readonly [table: string]: TableSummary };
  readonly readUnits: number;
  /** The part of the read units that scans took. */
  readonly scanReadUnits: number;
  readonly writeUnits: number;
  readonly maxItemBytes: { readonly [table: string]: number };
  /** Read units by record written, without those of scans: a scan reads a whole table by the clock, however many jobs there are. */
  readonly readsPerJob: number;
  /** Write units by distinct event matched. */
  readonly writesPerState: number;
  readonly logLines: number;
  readonly logBytes: number;
  readonly logBytesByGroup: { readonly [group: string]: number };
  /** Of the groups that hold job records. */
  readonly logBytesPerJob: number;
  readonly records: number;
  readonly dataPoints: number;
  /** Calls of the stand-ins, by service and action. */
  readonly apiCalls: { readonly [call: string]: number };
  readonly errors: number;
  readonly errorMessages: readonly string[];
  readonly seconds: number;
}

export interface TableSummary {
  readonly items: number;
  readonly maxItemBytes: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly itemsRead: number;
  readonly operations: { readonly [operation: string]: OperationUse };
}

/** Per one, with four decimals; nothing counts as nothing. */
export const ratio = (amount: number, of: number): number => (of === 0 ? 0 : Math.round((amount / of) * 10_000) / 10_000);

export const total = (amounts: { readonly [name: string]: number }): number =>
  Object.values(amounts).reduce((sum, amount) => sum + amount, 0);
