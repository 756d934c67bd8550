/** Environment variables of the handlers, written once: constructs set them, handlers read them. */

/** The environment variables that `JobEventCollector` sets for its handler. */
export const CollectorVariable = {
  JOB_TABLE: 'JOB_TABLE',
  /** Queue that jobs wait in for late facts. */
  WAITING_QUEUE_URL: 'WAITING_QUEUE_URL',
  METRIC_NAMESPACE: 'METRIC_NAMESPACE',
  /** JSON: an array of arrays of dimension names. */
  DIMENSION_SETS: 'DIMENSION_SETS',
  /** JSON: an array of tag keys. */
  TAG_KEYS: 'TAG_KEYS',
  /** JSON: delay in seconds before each look for late facts; its length bounds the tries. */
  WAIT_SECONDS: 'WAIT_SECONDS',
  IN_FLIGHT_TTL_SECONDS: 'IN_FLIGHT_TTL_SECONDS',
  FINISHED_TTL_SECONDS: 'FINISHED_TTL_SECONDS',
  /** Set only where there is an instance registry. */
  INSTANCE_TABLE: 'INSTANCE_TABLE',
  /** Set only where the registry looks up what it missed. */
  INSTANCE_LOOKUP_QUEUE_URL: 'INSTANCE_LOOKUP_QUEUE_URL',
  /** Set only where there are cost insights. */
  PRICE_TABLE: 'PRICE_TABLE',
  /** Queue of requests for prices. Set only where there are cost insights. */
  PRICE_LOOKUP_QUEUE_URL: 'PRICE_LOOKUP_QUEUE_URL',
  /** Set only where cost insights count what instances cost, so that jobs take off what they used. */
  INSTANCES_COUNTED: 'INSTANCES_COUNTED',
} as const;

/** The environment variables that `CostInsights` sets for its handler. */
export const PricingVariable = {
  PRICE_TABLE: 'PRICE_TABLE',
  /** Domain of the AWS endpoints in this partition: `AWS::URLSuffix`. */
  URL_SUFFIX: 'URL_SUFFIX',
  /** Region of the AWS Price List endpoint. Empty for the default of the Region. */
  PRICE_LIST_REGION: 'PRICE_LIST_REGION',
  /** Set only where there is an instance registry. */
  INSTANCE_TABLE: 'INSTANCE_TABLE',
  METRIC_NAMESPACE: 'METRIC_NAMESPACE',
  /** JSON: an array of arrays of dimension names. */
  DIMENSION_SETS: 'DIMENSION_SETS',
} as const;

/** The environment variables that `InstanceRegistry` sets for its handler. */
export const RegistryVariable = {
  INSTANCE_TABLE: 'INSTANCE_TABLE',
  /** JSON: purchase option by compute environment name, as known at synth. */
  PURCHASE_OPTIONS: 'PURCHASE_OPTIONS',
  /** `true` or `false`: whether the function may call AWS for data that no event and no prop contains. */
  LOOK_UP: 'LOOK_UP',
  /** The registry's own queue, for delayed messages to itself. */
  QUEUE_URL: 'QUEUE_URL',
  METRIC_NAMESPACE: 'METRIC_NAMESPACE',
  /** JSON: an array of arrays of dimension names. */
  DIMENSION_SETS: 'DIMENSION_SETS',
  /** Domain of the AWS endpoints in this partition: `AWS::URLSuffix`. */
  URL_SUFFIX: 'URL_SUFFIX',
  REGISTERED_TTL_SECONDS: 'REGISTERED_TTL_SECONDS',
  GONE_TTL_SECONDS: 'GONE_TTL_SECONDS',
} as const;

/** The environment variables that `InFlightSnapshot` sets for its handler. */
export const SnapshotVariable = {
  JOB_TABLE: 'JOB_TABLE',
  METRIC_NAMESPACE: 'METRIC_NAMESPACE',
  /** Parts that a table is scanned in, side by side. */
  SCAN_SEGMENTS: 'SCAN_SEGMENTS',
  /** How long a queue without jobs is still reported, as zero. */
  EMPTY_QUEUE_SECONDS: 'EMPTY_QUEUE_SECONDS',
  /** Set only where there is an instance registry. */
  INSTANCE_TABLE: 'INSTANCE_TABLE',
} as const;

/** The environment variables that `RunTaskMonitoring` sets for its handler. */
export const RunTaskVariable = {
  CALL_TABLE: 'CALL_TABLE',
  METRIC_NAMESPACE: 'METRIC_NAMESPACE',
  /** JSON: an array of arrays of dimension names. */
  DIMENSION_SETS: 'DIMENSION_SETS',
  CALL_TTL_SECONDS: 'CALL_TTL_SECONDS',
} as const;

/** The environment variables that `AsgMonitoring` sets for its handler. */
export const AsgVariable = {
  /** JSON: an array of names of group metrics. */
  GROUP_METRICS: 'GROUP_METRICS',
  GRANULARITY: 'GRANULARITY',
  /** Domain of the AWS endpoints in this partition: `AWS::URLSuffix`. */
  URL_SUFFIX: 'URL_SUFFIX',
} as const;

/** The environment variables that `JobHistory` sets for the function that writes its records to the streams, and for the one that imports what is in the log groups. */
export const HistoryVariable = {
  /** JSON: the name of the stream, by dataset. */
  STREAMS: 'STREAMS',
  /** JSON: the name of the log group, by dataset. Set only for the import. */
  LOG_GROUPS: 'LOG_GROUPS',
  /** Domain of the AWS endpoints in this partition: `AWS::URLSuffix`. */
  URL_SUFFIX: 'URL_SUFFIX',
} as const;

/** The environment variables that `JobHistory` sets for the function that compacts its files. */
export const CompactVariable = {
  /** JSON: names of the datasets. */
  DATASETS: 'DATASETS',
  BUCKET: 'BUCKET',
  /** What the keys of all objects begin with: empty, or ends with a slash. */
  PREFIX: 'PREFIX',
  /** The AWS Glue database. */
  DATABASE: 'DATABASE',
  WORK_GROUP: 'WORK_GROUP',
  /** Domain of the AWS endpoints in this partition: `AWS::URLSuffix`. */
  URL_SUFFIX: 'URL_SUFFIX',
} as const;

/** The environment variables that `JobNotifications` sets for its handler. */
export const NotificationVariable = {
  /** Name of the event bus that gets the records. */
  EVENT_BUS: 'EVENT_BUS',
  /** The function's own queue, for events that the bus did not accept. */
  QUEUE_URL: 'QUEUE_URL',
  /** Domain of the AWS endpoints in this partition: `AWS::URLSuffix`. */
  URL_SUFFIX: 'URL_SUFFIX',
} as const;

/** The environment variables that `GrafanaWorkspace` sets for its handlers. */
export const GrafanaVariable = {
  /** Domain of the AWS endpoints in this partition: `AWS::URLSuffix`. */
  URL_SUFFIX: 'URL_SUFFIX',
} as const;

/** The environment variables that `JobExplorer` sets for its handler. */
export const ExplorerVariable = {
  /** The log group with the job records. */
  LOG_GROUP: 'LOG_GROUP',
  /** The log group with the `in-flight` records. Set only where there are snapshots. */
  SNAPSHOT_LOG_GROUP: 'SNAPSHOT_LOG_GROUP',
  JOB_TABLE: 'JOB_TABLE',
  /** Domain of the AWS console in this partition. */
  CONSOLE_DOMAIN: 'CONSOLE_DOMAIN',
  /** JSON: the number of rows after which a query ends. */
  MAX_ROWS: 'MAX_ROWS',
  /** The longest time range of a query. */
  MAX_RANGE_SECONDS: 'MAX_RANGE_SECONDS',
  /** JSON: the number of bytes after which a query is stopped. */
  MAX_SCANNED_BYTES: 'MAX_SCANNED_BYTES',
  MAX_TABLE_ITEMS: 'MAX_TABLE_ITEMS',
  /** Domain of the AWS endpoints in this partition: `AWS::URLSuffix`. */
  URL_SUFFIX: 'URL_SUFFIX',
} as const;
