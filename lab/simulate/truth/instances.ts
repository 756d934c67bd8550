import { DimensionName } from '../../../src/domain/names/metrics';
import { leavingOf, Life } from '../around/lives';
import { Host } from '../model';
import { purchaseOption } from '../site';
import { Tally } from './tally';

const NAMES = [
  'Registered',
  'Deregistered',
  'Reclaimed',
  'Warnings',
  'Rebalance',
  'RegisteredVcpus',
  'RegisteredMemoryMiB',
  'LifetimeSeconds',
] as const;
type Name = (typeof NAMES)[number];

/** Instances that came and went. */
export type InstanceTotal = { readonly Dimension: string; readonly Value: string } & Readonly<Record<Name, number>>;

/** In total, by compute environment, instance type, Availability Zone and purchase option. */
export function instanceTotals(lives: readonly Life[]): InstanceTotal[] {
  const tally = new Tally(NAMES);
  for (const life of lives) tally.add(instancePlace(life.host), amountsOf(life));
  return tally.totals();
}

export const instancePlace = ({ environment, type, zone, spot }: Host): Record<string, string | undefined> => ({
  [DimensionName.COMPUTE_ENVIRONMENT]: environment.name,
  [DimensionName.INSTANCE_TYPE]: type,
  [DimensionName.AVAILABILITY_ZONE]: zone,
  [DimensionName.PURCHASE_OPTION]: purchaseOption(environment, spot),
});

/** What is counted of one instance. Reclaimed is what left after a warning; what was there before did not register in the stream. */
export function amountsOf(life: Life): Record<Name, number> {
  const { before, vcpus, memoryMiB, registeredAt, journal } = life.host;
  const leaving = leavingOf(life);
  const Registered = before ? 0 : 1;
  const Warnings = journal.some(({ kind }) => kind === 'warned') ? 1 : 0;
  return {
    Registered,
    Deregistered: leaving ? 1 : 0,
    Reclaimed: leaving ? Warnings : 0,
    Warnings,
    Rebalance: journal.some(({ kind }) => kind === 'rebalance') ? 1 : 0,
    RegisteredVcpus: Registered * vcpus,
    RegisteredMemoryMiB: Registered * memoryMiB,
    LifetimeSeconds: leaving ? (leaving.at - registeredAt) / 1000 : 0,
  };
}
