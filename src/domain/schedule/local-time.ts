export const DAY = 86_400_000;

/**
 * The clock of a time zone. A local time is a Date whose UTC fields are what the clock shows.
 *
 * @param timeZone a name of the IANA database, for example `Europe/Berlin`
 */
export class LocalClock {
  private readonly format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    const numeric = 'numeric';
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  }

  /** What the clock shows at an instant. */
  at(instant: number): number {
    const parts = new Map(this.format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) =>
      Number(parts.get(type as Intl.DateTimeFormatPartTypes)),
    );
    return Date.UTC(year, month - 1, day, hour, minute, second);
  }

  /** The first instant at which the clock shows a local time; undefined for a time that is skipped when clocks are set forward. */
  firstInstantOf(local: number): number | undefined {
    // No zone changes its clocks twice within two days, so that its offset is the one of the day before or of the day after.
    const candidates = [local - DAY, local + DAY].map((near) => local - (this.at(near) - near));
    const shown = candidates.filter((instant) => this.at(instant) === local);
    return shown.length === 0 ? undefined : Math.min(...shown);
  }
}
