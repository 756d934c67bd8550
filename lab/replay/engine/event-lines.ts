/** Where a message came from, such as a line of the input, so that an error can be reported with its place. */
export class EventLines {
  private readonly places = new Map<string, string>();

  remember(messageId: string, place: string): void {
    this.places.set(messageId, place);
  }

  /** `line 7`, or the kind of message where it came from a function. */
  place(messageId: string, kind: unknown = 'unknown'): string {
    return this.places.get(messageId) ?? `message "${String(kind)}" of a function`;
  }
}
