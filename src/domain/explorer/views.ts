/** The pages of the explorer. */
export const VIEWS = ['search', 'job', 'gantt', 'costs', 'in-flight', 'in-flight-jobs', 'scheduled-job'] as const;
export type View = (typeof VIEWS)[number];

/** What the bars of a Gantt chart can be grouped by. */
export const GROUPINGS = ['queue', 'instance', 'type', 'purchase-option'] as const;
export type Grouping = (typeof GROUPINGS)[number];
