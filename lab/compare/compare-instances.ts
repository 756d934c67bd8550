import { compareNumbers, nameOf, NumberComparison, Sums } from './compare-numbers';
import { JsonObject } from '../aws/json';
import { InstanceTotal } from '../simulate/truth/instances';

type Amounts = { readonly [name: string]: number };
const DIMENSIONS = ['ComputeEnvironment', 'InstanceType', 'AvailabilityZone', 'PurchaseOption'];

/** What the lines about instances add up to, in total and by each dimension. */
export function compareInstances(expected: readonly InstanceTotal[], lines: readonly JsonObject[]): NumberComparison {
  const found = new Sums();
  for (const line of lines) {
    for (const [name, amount] of Object.entries(amountsOf(line))) found.addTo(name, amount, line, DIMENSIONS);
  }
  const all = expected.flatMap(({ Dimension, Value, ...amounts }) =>
    Object.entries(amounts)
      .filter(([, amount]) => amount !== 0)
      .map(([name, amount]) => [nameOf(name, Dimension, Value), Number(amount)] as const),
  );
  return compareNumbers(new Map(all), found.all);
}

function amountsOf(line: JsonObject): Amounts {
  switch (line.Change) {
    case 'registered':
      return { Registered: 1, RegisteredVcpus: Number(line.Vcpus ?? 0), RegisteredMemoryMiB: Number(line.MemoryMiB ?? 0) };
    case 'deregistered':
      return { Deregistered: 1, Reclaimed: Number(line.Reclaimed ?? 0), LifetimeSeconds: Number(line.LifetimeSeconds ?? 0) };
    case 'interruption-warning':
      return { Warnings: 1 };
    case 'rebalance-recommendation':
      return { Rebalance: 1 };
    default:
      return { [`Change ${String(line.Change)}`]: 1 };
  }
}
