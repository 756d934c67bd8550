import type { Choice, Variable } from './variables';

/** A widget of a dashboard body, placed on the grid of 24 columns. */
export interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Dashboard {
  /** Unique among the dashboards of an assembly. */
  readonly id: string;
  readonly name: string;
  readonly stackName: string;
  /** As the body has it: `-PT6H` or a moment in ISO 8601. */
  readonly start?: string;
  readonly end?: string;
  readonly periodOverride?: string;
  /** With the default values of the variables. */
  readonly widgets: readonly Widget[];
  readonly variables: readonly Variable[];
  /** The widgets, as they are with the values that a viewer chose. */
  readonly withChoice: (choice: Choice) => readonly Widget[];
  /** Why its body could not be read. */
  readonly problem?: string;
  /** Alarms of the same stack, by ARN, for alarm status widgets. */
  readonly alarms: ReadonlyMap<string, Alarm>;
}

export interface Alarm {
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}
