/**
 * What is asked of AWS with a function's role, as IAM sees it: by its handler, and by Lambda, which reads queues, writes logs
 * and sets failures aside with the same role.
 */
import { writeFileSync } from 'node:fs';
import { Caller } from '../servers/caller';

/**
 * Who calls with the role: the handler, Lambda around it, Athena for the one that started a query, Firehose with the role of a stream, EventBridge
 * Scheduler with that of a schedule, AWS Step Functions with that of a state machine, or a service that must use a key for the one that called.
 */
export type CalledBy = 'handler' | 'Lambda' | 'Athena' | 'Firehose' | 'Scheduler' | 'StepFunctions' | 'encryption';

/** Values of condition keys, as far as a policy could ask for them. */
export interface CallContext {
  readonly [conditionKey: string]: readonly string[];
}

/** One line of `calls.ndjson`. */
export interface RecordedCall {
  /** Logical id of the function, the stream, the schedule or the state machine whose role it is. */
  readonly function: string;
  readonly by: CalledBy;
  /** As policies name it, `service:Action`. */
  readonly action: string;
  /** The ARN that IAM looks for in the policy; `*` where the action has no resource level. */
  readonly resource: string;
  readonly context: CallContext;
  readonly count: number;
}

export type NewCall = Omit<RecordedCall, 'count' | 'function'>;

/** A key of many values: those of all calls share one line. All others distinguish calls. */
const GATHERED = 'dynamodb:LeadingKeys';
/** Values of it in one line; one more stands for all others, and no policy names it. */
const MAX_VALUES = 8;
export const OTHER_VALUES = '(others)';

interface CallEntry {
  readonly call: Omit<RecordedCall, 'count' | 'context'>;
  readonly values: Map<string, Set<string>>;
  count: number;
}

export class CallLog {
  private readonly entries = new Map<string, CallEntry>();

  /** Third-party calls, such as the lab's own, belong to no function. */
  note(caller: Pick<Caller, 'functionId'> | undefined, call: NewCall, count = 1): void {
    if (caller === undefined) return;
    const { by, action, resource, context } = call;
    const { [GATHERED]: gathered, ...apart } = context;
    const key = JSON.stringify([caller.functionId, by, action, resource, apart, gathered === undefined]);
    const entry = this.entries.get(key) ?? {
      call: { function: caller.functionId, by, action, resource },
      values: new Map<string, Set<string>>(),
      count: 0,
    };
    this.entries.set(key, entry);
    entry.count += count;
    for (const [name, values] of Object.entries(context)) keep(entry.values, name, values);
  }

  get calls(): RecordedCall[] {
    return [...this.entries.values()]
      .map(({ call, values, count }) => ({
        ...call,
        context: Object.fromEntries([...values].map(([name, some]) => [name, [...some]])),
        count,
      }))
      .sort((left, right) => sortKey(left).localeCompare(sortKey(right)));
  }

  write(file: string): void {
    writeFileSync(file, this.calls.map((call) => `${JSON.stringify(call)}\n`).join(''));
  }
}

function keep(kept: Map<string, Set<string>>, name: string, values: readonly string[]): void {
  const some = kept.get(name) ?? new Set<string>();
  kept.set(name, some);
  for (const value of values) some.add(some.has(value) || some.size < MAX_VALUES ? value : OTHER_VALUES);
}

const sortKey = ({ function: id, by, action, resource, context }: RecordedCall): string =>
  [id, by, action, resource, JSON.stringify(context)].join('\n');
