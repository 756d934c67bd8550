/**
 * Seeded random numbers: two combined multiplicative generators (L'Ecuyer, 1988), period 2^61.
 * Their products stay below 2^53, so plain numbers are exact and the same on every machine.
 */
export class Random {
  private first: number;
  private second: number;

  constructor(seed: number, label = '') {
    let mixed = (Math.abs(Math.trunc(seed)) + 1) % 2147483562;
    for (const letter of label) mixed = (mixed * 31 + letter.charCodeAt(0) + 7) % 2147483562;
    this.first = (mixed % 2147483562) + 1;
    this.second = ((mixed * 7 + 12345) % 2147483398) + 1;
    for (let warmUp = 0; warmUp < 12; warmUp++) this.next();
  }

  /** 0 ≤ number < 1. */
  next(): number {
    this.first = (this.first * 40014) % 2147483563;
    this.second = (this.second * 40692) % 2147483399;
    return ((((this.first - this.second) % 2147483562) + 2147483562) % 2147483562) / 2147483562;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number, both ends included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.next() * choices.length)];
  }

  /** Whole milliseconds between two bounds in seconds. */
  milliseconds(lowSeconds: number, highSeconds: number): number {
    return this.integer(Math.round(lowSeconds * 1000), Math.round(highSeconds * 1000));
  }

  /** Around `median`, skewed to the right as run times are, within [median / 6, median * 6]. */
  skewed(median: number): number {
    const bell = this.next() + this.next() + this.next() - 1.5;
    return median * Math.min(6, Math.max(1 / 6, Math.exp(bell * 1.2)));
  }

  /** Within a tenth of `median`: runs of one program over slices of one size. */
  near(median: number): number {
    return median * (0.9 + 0.2 * this.next());
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) {
      text += Math.floor(this.next() * 0x1000000)
        .toString(16)
        .padStart(6, '0');
    }
    return text.slice(0, digits);
  }

  uuid(): string {
    const digits = this.hex(32);
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
  }
}
