export interface LogEvent {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
}

/** Log events by the name of their group, in memory. */
export class KeptLogEvents {
  private readonly groups = new Map<string, LogEvent[]>();

  add(group: string, event: LogEvent): void {
    const events = this.groups.get(group);
    if (events === undefined) this.groups.set(group, [event]);
    else events.push(event);
  }

  of(group: string): readonly LogEvent[] | undefined {
    return this.groups.get(group);
  }
}
