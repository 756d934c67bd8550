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
