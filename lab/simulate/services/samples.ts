/** One value of a metric, before it is put into its place. */
export interface Sample {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** What is published of one resource at a time. */
export interface Samples {
  readonly namespace: string;
  readonly dimension: string;
  readonly of: string;
  readonly samples: readonly Sample[];
}

/** A data point that a service of AWS publishes, in the form of a replay's metrics. */
export interface ServicePoint {
  readonly Namespace: string;
  readonly Name: string;
  readonly Dimensions: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly Timestamp: number;
  readonly Values: readonly number[];
  readonly Counts: readonly number[];
  readonly Unit: string;
}
