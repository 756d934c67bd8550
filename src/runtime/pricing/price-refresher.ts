import { InstanceCosts } from './instance-costs';
import { PriceList, TYPES_PER_PRICE_CALL } from './price-list';
import { PriceTable, WrittenRow } from './price-table';
import { SpotHistory, TYPES_PER_SPOT_CALL } from './spot-history';
import { PriceNeed } from '../../domain/cost/price-book';
import { fargateKey, instanceTypeKey, readPriceKey, spotDayKey } from '../../domain/cost/price-keys';
import { PriceRequest, readPriceRequest } from '../../domain/cost/price-request';
import { SpotPair, WantedPrices } from '../../domain/cost/wanted-prices';
import { dayOf } from '../../domain/day';
import { tokenOf } from '../../domain/event/message-token';
import { chunks } from '../chunks';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { readOrReject, reportFailure } from '../rejection';

export interface PriceRefresherParts {
  /** Absent where AWS has no price list: then nothing has a price. */
  readonly priceList?: PriceList;
  readonly spotHistory: SpotHistory;
  readonly table: PriceTable;
  /** Absent if there is no instance registry. */
  readonly instanceCosts?: InstanceCosts;
  readonly output: Output;
  readonly now: () => number;
  readonly deadline: Deadline;
}

const DAY_MILLIS = 86_400_000;

/** Reads prices that jobs need and writes them to the price table. On schedule, it reads all prices in use again, and counts what instances cost. */
export class PriceRefresher {
  constructor(private readonly parts: PriceRefresherParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  /** Processes a batch and returns the ids of the failed messages, which are delivered again: all of them, because they share their calls. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const { output, deadline } = this.parts;
    deadline.keep(KEPT_FOR_THE_END);
    const requests = deliveries.map((delivery) => readOrReject(delivery, readPriceRequest, output));
    const at = requests.findIndex(isRefresh);
    const isRead = await this.serve(requests.filter((request) => request !== undefined));
    const isDone = isRead && (at < 0 || (await this.countInstances(tokenOf(deliveries[at].messageId), requests[at]?.scheduledAt)));
    return deliveries.filter((_, index) => requests[index] === undefined || !isDone).map(({ messageId }) => messageId);
  }

  private async serve(requests: readonly PriceRequest[]): Promise<boolean> {
    const { table, output } = this.parts;
    try {
      const needs = requests.flatMap((request) => request.needs ?? []);
      const missing = (await table.read(needs.map(({ key }) => key))).missing(needs);
      const isRead = await this.refresh(WantedPrices.ofKeys(missing.map(({ key }) => key)), true);
      await this.noteZones(WantedPrices.ofKeys(needs.map(({ key }) => key)));
      return (!requests.some(isRefresh) || (await this.refresh(await this.inUse(), false))) && isRead;
    } catch (error) {
      reportFailure('the price table', error, output);
      return false;
    }
  }

  /** The last step of a batch, so that no later one can fail and have it counted again. Instances do not keep prices in use: only jobs do. */
  private async countInstances(token: string, scheduledAt: number | undefined): Promise<boolean> {
    const { instanceCosts, output, now } = this.parts;
    const at = Math.min(scheduledAt ?? Infinity, now());
    try {
      const readPrices = (missing: readonly PriceNeed[]) => this.refresh(WantedPrices.ofKeys(missing.map(({ key }) => key)), false);
      return (await instanceCosts?.count({ at, token }, readPrices)) ?? true;
    } catch (error) {
      reportFailure('instance costs', error, output);
      return false;
    }
  }

  private async inUse(): Promise<WantedPrices> {
    const rows = await this.parts.table.inUse();
    const today = dayOf(this.parts.now());
    const keys = rows.flatMap(({ key, availabilityZones }) => {
      const read = readPriceKey(key);
      const spot = read?.kind === 'instance-type' ? availabilityZones.map((zone) => spotDayKey(read.instanceType, zone, today)) : [];
      return [key, ...spot];
    });
    return WantedPrices.ofKeys(keys);
  }

  /** The parts fail on their own: without Spot prices, list prices are still known. What was read is written at once, so that another try need not read it again. */
  private async refresh(wanted: WantedPrices, isNeeded: boolean): Promise<boolean> {
    const ofTypes = await this.orReport('pricing', () => this.readInstanceTypes(wanted, isNeeded));
    const ofFargate = await this.orReport('pricing', () => this.readFargate(wanted, isNeeded));
    const ofSpot = await this.orReport('ec2', () => this.readSpotPrices(wanted));
    return ofTypes && ofFargate && ofSpot;
  }

  private async orReport(subject: string, read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
      return true;
    } catch (error) {
      reportFailure(subject, error, this.parts.output);
      return false;
    }
  }

  private async readInstanceTypes({ instanceTypes }: WantedPrices, isNeeded: boolean): Promise<void> {
    for (const some of chunks(instanceTypes, TYPES_PER_PRICE_CALL)) {
      const readAtMillis = this.parts.now();
      const found = await this.parts.priceList?.instanceTypes(some);
      await this.write(some.map((name) => ({ key: instanceTypeKey(name), row: { ...found?.get(name), readAtMillis }, isNeeded })));
    }
  }

  private async readFargate({ fargateArchitectures }: WantedPrices, isNeeded: boolean): Promise<void> {
    if (fargateArchitectures.length === 0) return;
    const readAtMillis = this.parts.now();
    const found = await this.parts.priceList?.fargate();
    await this.write(fargateArchitectures.map((name) => ({ key: fargateKey(name), row: { ...found?.get(name), readAtMillis }, isNeeded })));
  }

  private async readSpotPrices({ spotDays }: WantedPrices): Promise<void> {
    for (const [day, pairs] of spotDays) {
      for (const types of chunks([...new Set(pairs.map(({ instanceType }) => instanceType))], TYPES_PER_SPOT_CALL)) {
        await this.readSpotDay(
          day,
          pairs.filter(({ instanceType }) => types.includes(instanceType)),
        );
      }
    }
  }

  /** A pair of type and zone without a price gets a row too, so that it is not asked for again at once. */
  private async readSpotDay(day: string, pairs: readonly SpotPair[]): Promise<void> {
    const readAtMillis = this.parts.now();
    const fromMillis = Date.parse(day);
    const toMillis = Math.min(fromMillis + DAY_MILLIS - 1, readAtMillis);
    if (toMillis < fromMillis) return;
    const instanceTypes = [...new Set(pairs.map(({ instanceType }) => instanceType))];
    const availabilityZones = [...new Set(pairs.map(({ availabilityZone }) => availabilityZone))];
    const found = await this.parts.spotHistory.prices({ instanceTypes, availabilityZones, fromMillis, toMillis });
    const pricesOf = (type: string, zone: string) =>
      found
        .filter(({ instanceType, availabilityZone }) => instanceType === type && availabilityZone === zone)
        .map(({ atMillis, usdPerHour }) => ({ atMillis, usdPerHour }));
    await this.write(
      pairs.map(({ instanceType, availabilityZone }) => ({
        key: spotDayKey(instanceType, availabilityZone, day),
        row: { readAtMillis, spotPrices: pricesOf(instanceType, availabilityZone) },
        isNeeded: false,
      })),
    );
  }

  /** Has the schedule refresh the Spot prices of the zones too. The row of a type must be there. */
  private async noteZones(needed: WantedPrices): Promise<void> {
    await Promise.all(needed.zones().map(([type, zones]) => this.parts.table.addZones(instanceTypeKey(type), zones)));
  }

  private async write(rows: readonly WrittenRow[]): Promise<void> {
    await Promise.all(rows.map((row) => this.parts.table.write(row)));
  }
}

const isRefresh = (request: PriceRequest | undefined): boolean => request !== undefined && request.needs === undefined;
