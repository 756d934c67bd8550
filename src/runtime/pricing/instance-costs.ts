import { CostMark, InstanceMark } from './instance-mark';
import { InstanceScan } from './instance-scan';
import { PriceTable } from './price-table';
import { TimeRange } from '../../domain/cost/hours';
import { instancePriceNeeds, measureInstanceCosts, Service } from '../../domain/cost/instance-cost';
import { PriceBook, PriceNeed } from '../../domain/cost/price-book';
import { DataPoint, markRedelivered } from '../../domain/data-point';
import { Output } from '../output/output';
import { reportFailure } from '../rejection';

export interface InstanceCostParts {
  readonly instances: InstanceScan;
  readonly mark: InstanceMark;
  readonly prices: PriceTable;
  readonly output: Output;
}

/** A run: its time, epoch milliseconds, and the token of its message. */
export interface CountRun {
  readonly at: number;
  readonly token: string;
}

const MINUTE_MILLIS = 60_000;
/** Events of instances arrive within seconds, and the registry settles a departure for five minutes. */
const LAG_MILLIS = 15 * MINUTE_MILLIS;
/** The registry keeps an instance that left for a week by default. */
const MAX_INTERVAL_MILLIS = 6 * 24 * 60 * MINUTE_MILLIS;

/** Reads prices into the price table. Returns whether all could be read. */
export type ReadPrices = (missing: readonly PriceNeed[]) => Promise<boolean>;

/** Counts what instances in service cost, in the time since it last did. */
export class InstanceCosts {
  constructor(private readonly parts: InstanceCostParts) {}

  /**
   * Publishes the costs of the time before a run that no message has counted. A message that has counted before was delivered again, because it may not have come to its output.
   * Everything that can fail comes before the interval is marked as counted, and nothing but output after it.
   *
   * @returns false if prices could not be read
   */
  async count({ at, token }: CountRun, readPrices: ReadPrices): Promise<boolean> {
    const { mark } = this.parts;
    const until = Math.floor((at - LAG_MILLIS) / MINUTE_MILLIS) * MINUTE_MILLIS;
    const counted = await mark.read();
    if (counted?.by === token) return this.publishAgain(counted, token, readPrices);
    // What instances cost before the first run is not known: the registry may not have been there.
    if (counted === undefined) await mark.begin(until, token);
    else if (counted.toMillis < until) return this.publishNext(counted, { until, token }, readPrices);
    return true;
  }

  private async publishAgain(interval: CostMark, token: string, readPrices: ReadPrices): Promise<boolean> {
    const points = await this.measure(interval, readPrices);
    if (points) this.parts.output.measure(points.map((point) => markRedelivered(point, token)));
    return points !== undefined;
  }

  private async publishNext(
    counted: CostMark,
    { until, token }: { until: number; token: string },
    readPrices: ReadPrices,
  ): Promise<boolean> {
    const { mark, output } = this.parts;
    const fromMillis = Math.max(counted.toMillis, until - MAX_INTERVAL_MILLIS);
    const interval = { fromMillis, toMillis: until };
    const points = await this.measure(interval, readPrices);
    if (!points) return false;
    if (!(await mark.advance(counted, { ...interval, by: token }))) return true;
    if (fromMillis > counted.toMillis) reportFailure('instance costs', new Error(`nothing is known before ${iso(fromMillis)}`), output);
    output.measure(points);
    return true;
  }

  private async measure(interval: TimeRange, readPrices: ReadPrices): Promise<DataPoint[] | undefined> {
    const services = await this.parts.instances.servicesWithin(interval);
    const prices = await this.pricesOf(services, readPrices);
    return prices && measureInstanceCosts(services, interval, prices);
  }

  private async pricesOf(services: readonly Service[], readPrices: ReadPrices): Promise<PriceBook | undefined> {
    const { prices } = this.parts;
    const needs = services.flatMap(instancePriceNeeds);
    const keys = needs.map(({ key }) => key);
    const known = await prices.read(keys);
    const missing = known.missing(needs);
    if (missing.length === 0) return known;
    return (await readPrices(missing)) ? prices.read(keys) : undefined;
  }
}

const iso = (millis: number): string => new Date(millis).toISOString();
