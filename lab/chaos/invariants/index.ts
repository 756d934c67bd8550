import { ARCHIVE } from './archive';
import { ENDS } from './ends';
import { EXPIRY } from './expiry';
import { HISTORY } from './history';
import { Invariant } from './invariant';
import { MARKS } from './marks';
import { RECORDS } from './records';
import { TOTALS } from './totals';

/** All that must hold after every run. */
export const INVARIANTS: readonly Invariant[] = [...RECORDS, ...TOTALS, ...MARKS, ...ENDS, ...EXPIRY, ...ARCHIVE, ...HISTORY];
