/** How many are kept word for word; all are counted. */
const KEPT = 100;

/** Errors in order: reported at once, counted, and the first ones kept for the summary. */
export class Incidents {
  count = 0;
  /** Events that reached neither a target nor a dead-letter queue. */
  lostEvents = 0;
  readonly messages: string[] = [];

  constructor(private readonly publish: (message: string) => void) {}

  report(message: string): void {
    this.count += 1;
    if (this.messages.length < KEPT) {
      this.messages.push(message);
      this.publish(message);
    } else if (this.count === KEPT + 1) {
      this.publish(`More than ${KEPT} errors: the rest is counted only`);
    }
  }

  lose(message: string): void {
    this.lostEvents += 1;
    this.report(message);
  }
}
