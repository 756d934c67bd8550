import { Token } from 'aws-cdk-lib';
import { withValues } from '../domain/names/grafana';

/** What the files of the dashboards leave open, as it stands in them: letters between two signs that no query holds. */
export const Placeholder = {
  REGION: '@Region@',
  CONSOLE_DOMAIN: '@ConsoleDomain@',
  /** Of the collector's metrics. */
  NAMESPACE: '@Namespace@',
  IN_FLIGHT_NAMESPACE: '@InFlightNamespace@',
  INSTANCES_NAMESPACE: '@InstancesNamespace@',
  RUN_TASK_NAMESPACE: '@RunTaskNamespace@',
  LOG_GROUP: '@LogGroup@',
  LOG_GROUP_ARN: '@LogGroupArn@',
  IN_FLIGHT_LOG_GROUP: '@InFlightLogGroup@',
  IN_FLIGHT_LOG_GROUP_ARN: '@InFlightLogGroupArn@',
  INSTANCES_LOG_GROUP: '@InstancesLogGroup@',
  INSTANCES_LOG_GROUP_ARN: '@InstancesLogGroupArn@',
  RUN_TASK_LOG_GROUP: '@RunTaskLogGroup@',
  RUN_TASK_LOG_GROUP_ARN: '@RunTaskLogGroupArn@',
  QUEUE_NAME: '@QueueName@',
  DEAD_LETTER_QUEUE_NAME: '@DeadLetterQueueName@',
  HANDLER_NAME: '@HandlerName@',
  /** Of the history, in AWS Glue. */
  DATABASE: '@Database@',
  JOBS_UID: '@JobsUid@',
  COSTS_UID: '@CostsUid@',
  ESTIMATES_UID: '@EstimatesUid@',
  HISTORY_UID: '@HistoryUid@',
  LIVE_UID: '@LiveUid@',
  DETAILS_UID: '@DetailsUid@',
} as const;
export type Placeholder = (typeof Placeholder)[keyof typeof Placeholder];

/** What a placeholder stands for in a stack; some are only known at deployment. */
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string>>>;

/** A namespace at the beginning of a search needs quotes if it has a space. */
const AS_SCHEMA = /\{(@\w*Namespace@)/g;
const NEEDS_QUOTES = /\s/;

/** The text of a JSON file with values in place of its placeholders. */
export const fill = (json: string, values: PlaceholderValues): string => withValues(withQuotes(json, values), known(values));

/** A text whose placeholders are filled in as far as their values are known at synthesis, and the other values that it needs. */
export interface OpenText {
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The template has each value once that is only known at deployment, and not the text. */
export function fillKnown(json: string, values: PlaceholderValues): OpenText {
  const entries = Object.entries(known(values));
  const [literals, tokens] = [false, true].map((isToken) => entries.filter(([, value]) => Token.isUnresolved(value) === isToken));
  const text = withValues(withQuotes(json, values), Object.fromEntries(literals));
  return { text, values: Object.fromEntries(tokens.filter(([placeholder]) => text.includes(placeholder))) };
}

const withQuotes = (json: string, values: PlaceholderValues): string =>
  json.replace(AS_SCHEMA, (schema, placeholder: Placeholder) =>
    NEEDS_QUOTES.test(values[placeholder] ?? '') ? `{\\"${placeholder}\\"` : schema,
  );

const known = (values: PlaceholderValues): Record<string, string> => Object.fromEntries(Object.entries(values));
