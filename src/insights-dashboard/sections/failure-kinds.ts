/** Kinds of failure causes: a chart over time with all causes has more bands and a longer legend than anybody can read. */
import { FailureCategory } from '../../domain/names/records';

/** Kinds from the first to look at to the last, as names of columns. */
const KIND_OF = {
  APPLICATION_ERROR: 'Application',
  KILLED: 'Application',
  OUT_OF_MEMORY: 'Limits',
  TIMEOUT: 'Limits',
  IMAGE_PULL: 'Start',
  START_FAILURE: 'Start',
  MISCONFIGURATION: 'Start',
  SPOT_INTERRUPTION: 'Host',
  HOST_TERMINATED: 'Host',
  INFRASTRUCTURE: 'Host',
  CAPACITY: 'Capacity',
  QUEUE_TIME_LIMIT: 'Capacity',
  DEPENDENCY_FAILED: 'Dependency',
  ARRAY_CHILD_FAILED: 'Dependency',
  CANCELLED: 'People',
  TERMINATED: 'People',
  UNKNOWN: 'Unknown',
} as const satisfies Readonly<Record<Exclude<FailureCategory, 'NODE_STOPPED'>, string>>;

/** The failed jobs of each kind, as aggregates of a query. */
export const COUNT_PER_KIND = [...new Set(Object.values(KIND_OF))]
  .map((kind) => {
    const ofKind = Object.entries(KIND_OF).filter(([, name]) => name === kind);
    return `${ofKind.map(([category]) => `sum(FailureCategory = "${category}")`).join(' + ')} as ${kind}`;
  })
  .join(', ');
