/** Where a message came from, such as a line of the input, so that an error can be reported with its place; and when it arrived. */
export class EventLines {
  private readonly places = new Map<string, string>();
  private readonly arrivals = new Map<string, number>();

  remember(messageId: string, place: string, arrivedAt?: number): void {
    this.places.set(messageId, place);
    if (arrivedAt !== undefined) this.arrivals.set(messageId, arrivedAt);
  }

  /** Milliseconds of the stream's time. Unknown of a message that a function sent. */
  arrivedAt(messageId: string): number | undefined {
    return this.arrivals.get(messageId);
  }

  /** `line 7`, or the kind of message where it came from a function. */
  place(messageId: string, kind: unknown = 'unknown'): string {
    return this.places.get(messageId) ?? `message "${String(kind)}" of a function`;
  }
}
