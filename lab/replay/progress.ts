/** Reports on stderr how far a long run is: one line that is rewritten on a terminal, a line every few seconds elsewhere. */
export class Progress {
  static silent(): Progress {
    return new Progress(() => {}, false);
  }

  static onStderr(): Progress {
    return new Progress((text) => process.stderr.write(text), process.stderr.isTTY);
  }

  private static readonly INTERVAL_MS = 3_000;
  private readonly started = performance.now();
  private last = -Infinity;
  private isLineOpen = false;

  private constructor(
    private readonly write: (text: string) => void,
    private readonly isTerminal: boolean,
  ) {}

  /** A new part of the work. */
  step(name: string): void {
    this.report(`${name} …`);
    this.last = -Infinity;
  }

  /** Something to be read: stays on the screen. */
  report(message: string): void {
    this.endLine();
    this.write(`${message}\n`);
  }

  count(events: number, records: number): void {
    const now = performance.now();
    if (!this.isTerminal && now - this.last < Progress.INTERVAL_MS) return;
    this.last = now;
    const seconds = (now - this.started) / 1000;
    const text = `  ${events.toLocaleString('en')} events, ${records.toLocaleString('en')} job records, ${seconds.toFixed(0)} s`;
    if (this.isTerminal) this.write(`\r\u001b[2K${text}`);
    else this.write(`${text}\n`);
    this.isLineOpen = this.isTerminal;
  }

  endLine(): void {
    if (this.isLineOpen) this.write('\n');
    this.isLineOpen = false;
  }
}
