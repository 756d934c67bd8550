/** Which line of the input a message came from, so that what goes wrong with it can be told with its place. */
export class EventLines {
  private readonly lines = new Map<string, number>();

  public remember(messageId: string, line: number): void {
    this.lines.set(messageId, line);
  }

  /** `line 7`, or the kind of message where it came from a function. */
  public place(messageId: string, kind: unknown = 'unknown'): string {
    const line = this.lines.get(messageId);
    return line === undefined ? `message "${String(kind)}" of a function` : `line ${line}`;
  }
}
