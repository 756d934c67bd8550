import { at, DAY } from './events';
import { PriceRow } from '../../src/domain/cost/price-book';

const readAtMillis = DAY + 86_400_000;

/** Prices of a c7g.xlarge, with a Spot price from before the day on and another one from some seconds of the day on. */
export const c7gPrices = (
  spotUsdPerHour: number,
  later: { readonly seconds: number; readonly usdPerHour: number },
): [string, PriceRow][] => [
  ['instance-type/c7g.xlarge', { readAtMillis, vcpus: 4, memoryMiB: 4096, gpus: 0, onDemandUsdPerHour: 0.2 }],
  [
    'spot/c7g.xlarge/us-east-1b/2026-01-15',
    {
      readAtMillis,
      spotPrices: [
        { atMillis: DAY - 1, usdPerHour: spotUsdPerHour },
        { atMillis: at(later.seconds), usdPerHour: later.usdPerHour },
      ],
    },
  ],
];
