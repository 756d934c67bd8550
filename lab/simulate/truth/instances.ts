import { DimensionName } from '../../../src/domain/names/metrics';
import { leavingOf, Life } from '../around/lives';
import { purchaseOption } from '../site';
import { Tally } from './tally';

const NAMES = [
  'Registered', 'Deregistered', 'Reclaimed', 'Warnings', 'Rebalance', 'RegisteredVcpus', 'RegisteredMemoryMiB', 'LifetimeSeconds',
] as const;
type Name = (typeof NAMES)[number];

/** Instances that came and went. */
export type InstanceTotal = { readonly Dimension: string; readonly Value: string } & Readonly<Record<Name, number>>;

/** In total, by compute environment, instance type, Availability Zone and purchase option. */
export function instanceTotals(lives: readonly Life[]): InstanceTotal[] {
  const tally = new Tally(NAMES);
  for (const life of lives) {
    const { environment, type, zone, spot } = life.host;
    tally.add({
      [DimensionName.COMPUTE_ENVIRONMENT]: environment.name,
      [DimensionName.INSTANCE_TYPE]: type,
      [DimensionName.AVAILABILITY_ZONE]: zone,
      [DimensionName.PURCHASE_OPTION]: purchaseOption(environment, spot),
    }, amountsOf(life));
  }
  return tally.totals();
}

/** What is counted of one instance. Reclaimed is what left after a warning. */
export function amountsOf(life: Life): Record<Name, number> {
  const { vcpus, memoryMiB, registeredAt, journal } = life.host;
  const leaving = leavingOf(life);
  const Warnings = journal.some(({ kind }) => kind === 'warned') ? 1 : 0;
  return {
    Registered: 1,
    Deregistered: leaving ? 1 : 0,
    Reclaimed: leaving ? Warnings : 0,
    Warnings,
    Rebalance: journal.some(({ kind }) => kind === 'rebalance') ? 1 : 0,
    RegisteredVcpus: vcpus,
    RegisteredMemoryMiB: memoryMiB,
    LifetimeSeconds: leaving ? (leaving.at - registeredAt) / 1000 : 0,
  };
}
