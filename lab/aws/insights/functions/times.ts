import type { FunctionDefinition } from './definition';
import { nextPeriod, startOfPeriod } from '../periods';
import { Timestamp, Value, toNumber } from '../values';

const onMs = (value: Value, apply: (ms: number) => Value): Value => {
  const ms = toNumber(value);
  return ms === undefined ? undefined : apply(ms);
};

function ceiling(ms: number, period: string): Timestamp {
  const start = startOfPeriod(ms, period);
  return new Timestamp(start === ms ? ms : nextPeriod(start, period));
}

export const timeFunctions: Readonly<Record<string, FunctionDefinition>> = {
  bin: {
    min: 1,
    max: 1,
    period: 0,
    apply: ([period], row) => onMs(row.get('@timestamp'), (ms) => new Timestamp(startOfPeriod(ms, period as string))),
  },
  datefloor: {
    min: 2,
    max: 2,
    period: 1,
    apply: ([time, period]) => onMs(time, (ms) => new Timestamp(startOfPeriod(ms, period as string))),
  },
  dateceil: { min: 2, max: 2, period: 1, apply: ([time, period]) => onMs(time, (ms) => ceiling(ms, period as string)) },
  frommillis: { min: 1, max: 1, apply: ([time]) => onMs(time, (ms) => new Timestamp(ms)) },
  tomillis: { min: 1, max: 1, apply: ([time]) => onMs(time, (ms) => ms) },
};
